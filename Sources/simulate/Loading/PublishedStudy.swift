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
    let folder = study.output ?? "results/\(name)"
    let results = try ResultsFolder(path: folder)
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
    try StudyFiles.write([found.table], record: record, into: results)
    try results.commit(common.console.alert)
    if let report, htmlReport == nil { try Files.put(text, at: report) }
    try common.console.show(found.text)
    try common.console.show("\(duration(seconds: clock.seconds))\nresults in \(folder)\n")
  }
}
