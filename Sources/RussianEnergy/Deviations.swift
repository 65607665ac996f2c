internal import Kernels

extension Column {
  /// Becomes what is left of deviations before, and new ones, with the same spread at all times.
  ///
  /// Inlined, so that the compiler sees where a column is its own past: it couldn't check that of two, and the loop would
  /// be scalar.
  @inline(__always)
  func renew(_ before: Column, keep: Column, spread: Column, normals: Column) {
    for path in indices {
      let fresh = root(1 - keep[path] * keep[path]) * spread[path]
      self[path] = keep[path] * before[path] + fresh * normals[path]
    }
  }
}
