internal import ArgumentParser
internal import Engine
internal import Kernels
internal import Reports
internal import Scenarios
internal import Storage

extension TrialOptions {
  /// Runs a study of the seed tables and writes it: the report, its table, the record of its inputs.
  func publish(
    _ name: String, as document: String, study: StudyOptions, common: CommonOptions,
    _ run: (SeedTables) throws -> (markdown: String, table: StudyTable, text: String)
  ) throws {
    let clock = Clock()
    let folder = study.folder ?? "results/\(name)"
    let results = try Destination(folder, common)
    defer { results.discard() }
    let seeds = try Places(data: common.data).seedFiles(for: ".").files
    let found = try run(seeds.tables)
    let inputs = seeds.files.compactMap { file in
      Files.bytes(of: file.path).map {
        RunRecord.Input(path: file.shown, hash: SHA256.hex($0))
      }
    }
    let record = StudyFiles.Record(
      study: name, version: version, inputs: inputs, flags: flags, core: blasCoreName())
    let text = Array(found.markdown.utf8)
    try results.write(document, text)
    try results.write([found.table], record)
    try results.commit()
    if let report, htmlReport == nil { try Files.put(text, at: report) }
    try results.console.show(found.text)
    try results.console.show("\(duration(seconds: clock.seconds))\n\(results.note)")
  }
}
