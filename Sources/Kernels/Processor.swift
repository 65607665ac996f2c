internal import COpenBLAS

/// The processor type whose kernels OpenBLAS runs on this machine, such as `Haswell` or `SkylakeX`.
///
/// The last bits of a matrix product depend on it, so results name it. `OPENBLAS_CORETYPE` chooses another.
public func blasCoreName() -> String {
  guard let name = openblas_get_corename() else { return "unknown" }
  return String(cString: name)
}
