/// Why a study, or a sweep, can't be done: what the user is told, and what he can do about it.
public struct StudyFailure: Error, Sendable {
  /// What the caller can do about it.
  public enum Kind: Sendable {
    /// Nothing: the work itself went wrong.
    case failed
    /// Ask for something else.
    case usage
    /// Mend a file.
    case invalid
    /// Name another file.
    case fileMissing
    /// Go on with the run: what is finished is kept.
    case incomplete
  }

  /// What the user is told, one line or more.
  public let message: String
  /// What the caller can do about it.
  public let kind: Kind

  /// - Parameter message: as the user reads it, `error:` included.
  public init(_ message: String, _ kind: Kind) {
    self.message = message
    self.kind = kind
  }
}
