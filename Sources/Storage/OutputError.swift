internal import SystemPackage

/// Results can't be written.
public enum OutputError: Error, Sendable, CustomStringConvertible {
  /// The place for the results can't be made (exit code 73).
  case cannotCreate(path: String, reason: String)
  /// Another process is writing there (exit code 73).
  case isInUse(path: String)
  /// Writing failed half-way, for instance because the disk is full (exit code 74).
  case cannotWrite(path: String, reason: String)

  /// One sentence for the user.
  public var description: String {
    switch self {
    case .cannotCreate(let path, let reason): "can't create \(path): \(reason)"
    case .isInUse(let path):
      "another run is writing to \(path): wait for its end, or name another folder with --output"
    case .cannotWrite(let path, let reason): "can't write \(path): \(reason)"
    }
  }

  static func cannotCreate(_ path: FilePath, _ error: Errno) -> OutputError {
    .cannotCreate(path: path.string, reason: error.description)
  }

  static func cannotWrite(_ path: FilePath, _ error: Errno) -> OutputError {
    .cannotWrite(path: path.string, reason: error.description)
  }
}
