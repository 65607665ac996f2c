public import ScenarioText
public import Storage

/// A scenario that can't be run: everything found wrong, with the texts to show it in.
public struct ScenarioFailure: Error, Sendable, CustomStringConvertible {
  /// What the exit code of a command depends on.
  public enum Kind: Sendable {
    /// The scenario file itself isn't there or can't be read; exit 66.
    case fileMissing
    /// The scenario, or a parent of it, is wrong; exit 65.
    case invalid
  }

  /// Whether the file is missing or wrong.
  public let kind: Kind
  /// All problems, ordered by place.
  public let diagnostics: Diagnostics
  /// The texts that the places are in.
  public let sources: [Source]

  /// Joins problems and the texts that they are in.
  public init(kind: Kind, diagnostics: Diagnostics, sources: [Source]) {
    self.kind = kind
    self.diagnostics = diagnostics
    self.sources = sources
  }

  /// Every message with its line and a caret; of a missing file, which has no lines, only its name.
  public var rendered: String {
    guard kind == .fileMissing else { return diagnostics.rendered(from: sources) }
    return diagnostics.items.map { item in
      "\(item.place.file): error: \(item.message)" + (item.hint.map { " (\($0))" } ?? "")
    }.joined(separator: "\n")
  }

  /// What `rendered` is.
  public var description: String { rendered }
}

extension ScenarioFailure {
  /// A file that a command was to read, which is there but can't be taken: exit 66 where it is no file that can be read, 65
  /// where it is what stands in it.
  public init(_ path: String, _ error: InputError) {
    let place = Place(file: path, line: 1, column: 1)
    var kind = Kind.fileMissing
    if case .unsuitable = error { kind = .invalid }
    self.init(
      kind: kind, diagnostics: Diagnostics([Diagnostic("the file can't be read: \(error)", at: place)]),
      sources: [])
  }
}

extension Scenario {
  /// The text of a file, or of standard input for `-`; nil where there is no such file or it is a folder.
  public static func read(_ path: String) throws -> String? {
    guard let bytes = try bytes(path) else { return nil }
    if let complaint = FileForm.complaint(aboutText: bytes) { throw InputError.unsuitable(complaint) }
    return try InputFile.text(bytes)
  }

  /// The content of a file, likewise.
  public static func bytes(_ path: String) throws -> [UInt8]? {
    try InputFile.bytes(path, most: Limits.fileBytes)
  }
}
