public import ScenarioText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

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

/// A file that is there but can't be taken as text.
public struct UnreadableFile: Error, Sendable, CustomStringConvertible {
  /// What is wrong, in plain words.
  public let description: String
  /// Whether the file was read, and what is in it is no text.
  public var isContent = false

  /// Says what is wrong with a file.
  public init(description: String, isContent: Bool = false) {
    self.description = description
    self.isContent = isContent
  }
}

extension Scenario {
  /// The text of a file, or of standard input for `-`; nil where there is no such file or it is a folder.
  public static func read(_ path: String) throws -> String? {
    guard let bytes = try bytes(path) else { return nil }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw UnreadableFile(description: "its text is not UTF-8", isContent: true)
    }
    return text
  }

  /// The content of a file, likewise.
  public static func bytes(_ path: String) throws -> [UInt8]? {
    guard let file = fopen(path == "-" ? "/dev/stdin" : path, "rb") else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw UnreadableFile(description: String(cString: strerror(errno)).lowercased())
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      bytes.append(contentsOf: chunk[..<count])
      if count < chunk.count { break }
    }
    if ferror(file) != 0 {
      if errno == EISDIR { return nil }
      throw UnreadableFile(description: String(cString: strerror(errno)).lowercased())
    }
    return bytes
  }
}
