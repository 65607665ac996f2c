/// Something wrong, or doubtful, in a text, with its place.
public struct Diagnostic: Error, Sendable, Equatable {
  /// How bad it is.
  public enum Severity: String, Sendable {
    /// Nothing is run.
    case error
    /// The run goes on.
    case warning
  }

  /// Where the token starts that is wrong.
  public var place: Place
  /// The token's width in characters, at least 1: the caret and its tail.
  public var length: Int
  /// Error or warning.
  public var severity: Severity
  /// What is wrong, in plain words, without a full stop.
  public var message: String
  /// What to do about it, shown after the caret.
  public var hint: String?

  /// Describes a problem at a place.
  public init(
    _ message: String, at place: Place, length: Int = 1, hint: String? = nil, severity: Severity = .error
  ) {
    self.place = place
    self.length = max(1, length)
    self.severity = severity
    self.message = message
    self.hint = hint
  }

  /// Describes a problem with a whole node or key.
  public init(_ message: String, at token: some Token, hint: String? = nil, severity: Severity = .error) {
    self.init(message, at: token.place, length: token.length, hint: hint, severity: severity)
  }
}

extension [Diagnostic] {
  /// Adds that something is wrong.
  public mutating func complain(_ message: String, at token: some Token, hint: String? = nil) {
    append(Diagnostic(message, at: token, hint: hint))
  }

  /// Adds that something is doubtful.
  public mutating func warn(_ message: String, at token: some Token, hint: String? = nil) {
    append(Diagnostic(message, at: token, hint: hint, severity: .warning))
  }
}

/// What a message can point at: a node, a key or something that stands where one did.
public protocol Token {
  /// Where it starts.
  var place: Place { get }
  /// Its width in characters.
  var length: Int { get }
}

/// All that is wrong with one or more texts, ordered by place.
public struct Diagnostics: Error, Sendable, Equatable {
  /// The problems, ordered by place; those at the same place as they were found.
  public let items: [Diagnostic]

  /// Sorts problems by place.
  public init(_ items: [Diagnostic]) {
    self.items = items.enumerated()
      .sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }
      .map(\.element)
  }

  /// Whether one of them is an error, not only a warning.
  public var hasErrors: Bool { items.contains { $0.severity == .error } }
}
