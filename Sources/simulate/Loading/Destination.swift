internal import Reports
internal import Storage

/// Where a study's results go: a folder that appears when it is complete, or standard output, which then holds nothing
/// but the main table.
final class Destination {
  /// As the user named it; nil where there is no folder.
  let path: String?
  /// What is said about the results; nothing where a table is on standard output.
  let console: Console
  private let folder: ResultsFolder?
  private let common: CommonOptions
  private var main: StudyTable?

  /// - Parameter path: a folder, `-` for standard output, nil where the study leaves no files.
  init(_ path: String?, _ common: CommonOptions) throws {
    let isPiped = path == "-"
    self.path = isPiped ? nil : path
    self.common = isPiped && common.format == nil ? common.with(.csv) : common
    folder = try self.path.map { try ResultsFolder(path: $0) }
    console = self.common.console
  }

  /// Another file of the folder.
  func write(_ name: String, _ bytes: [UInt8]) throws { try folder?.write(name, bytes) }

  /// The tables, the main one first, and their description.
  func write(_ tables: [StudyTable], _ record: StudyFiles.Record) throws {
    main = tables.first
    if let folder { try StudyFiles.write(tables, record: record, into: folder) }
  }

  /// Puts the folder in its place, and the main table on standard output where that is wanted.
  func commit() throws {
    try folder?.commit(console.alert)
    if let format = common.format, let main { try console.put(main.text(format)) }
  }

  /// Removes what was written, unless it was committed.
  func discard() { folder?.discard() }

  /// `results in results/compare-a-b`, as the last line of what is said.
  var note: String { path.map { "results in \($0)\n" } ?? "" }
}
