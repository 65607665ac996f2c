internal import Hashing
internal import Reports
internal import Scenarios
internal import Storage

extension SeedFiles {
  /// The tables as the record of a result names them.
  ///
  /// - Throws: `InputError` where one that wasn't read for a table can't be read: a record without it would be another
  ///   run's.
  func inputs() throws -> [RunRecord.Input] {
    let all = try files.map { file in
      guard let bytes = try self.contents[file.path] ?? Files.content(of: file.path) else {
        throw InputError.unreadable("\(file.path) is gone")
      }
      return bytes
    }
    return zip(files, SHA256.hex(all: all)).map { RunRecord.Input(path: $0.shown, hash: $1) }
  }
}

extension RunRecord.Input {
  /// A file with its hash; nil where it can't be read.
  init?(file: String, shown: String? = nil) {
    guard let bytes = Files.bytes(of: file) else { return nil }
    self.init(path: shown ?? file, hash: SHA256.hex(bytes))
  }
}

extension [LoadedScenario] {
  /// What any of them was read from, each file once.
  var inputs: [RunRecord.Input] {
    let all = Dictionary(flatMap(\.inputs).map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    return all.values.sorted { $0.path < $1.path }
  }
}
