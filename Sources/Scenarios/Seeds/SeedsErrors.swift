/// One thing that is wrong with a seed table, and where.
public struct SeedError: Sendable, Equatable, CustomStringConvertible {
  /// The file as the user may open it.
  public let file: String
  /// Nil where the file as a whole is meant.
  public internal(set) var line: Int?
  /// What is wrong, without a full stop.
  public let reason: String

  /// As in `seeds/refineries.csv:12: 'capacity' is not a number: '12,5'`.
  public var description: String { "\(place): \(reason)" }

  var place: String { line.map { "\(file):\($0)" } ?? file }
}

/// Everything that is wrong with the seed tables: all errors at once.
public struct SeedErrors: Error, Sendable, CustomStringConvertible {
  /// Never empty; by file, then by line.
  public let all: [SeedError]
  /// The folder or its schema is not there, so nothing could be read.
  public let folderMissing: Bool

  init(_ all: [SeedError], folderMissing: Bool = false) {
    self.all = all.sorted { ($0.file, $0.line ?? 0) < ($1.file, $1.line ?? 0) }
    self.folderMissing = folderMissing
  }

  /// One error a line, as in `seeds/refineries.csv:12: error: 'capacity' is not a number: '12,5'`.
  public var description: String {
    all.map { "\($0.place): error: \($0.reason)" }.joined(separator: "\n")
  }
}
