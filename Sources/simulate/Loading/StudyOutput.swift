internal import Engine
internal import Kernels
internal import Reports
internal import Storage

/// What a study found, on its way into its folder and onto the terminal.
struct StudyOutcome {
  /// What the last line says of how the numbers came about.
  enum Closing {
    /// No last line.
    case none
    /// Where the results are.
    case place
    /// These words, and the time that it took, then where they are.
    case time([String])
  }

  let record: StudyFiles.Record
  /// The main one first.
  let tables: [StudyTable]
  let text: String
  var closing = Closing.none
  /// Other files of the folder.
  var files: [(name: String, text: String)] = []
  /// A file that the user wants elsewhere.
  var copy: (path: String, text: String)?
  /// What the seed tables of the figures are looked for beside.
  var file = "."
  /// What was asked, above the report.
  var asked = ""
}

extension StudyFiles.Record {
  /// A study by this program.
  init(_ study: String, _ inputs: [RunRecord.Input], flags: [String] = []) {
    self.init(study: study, version: simulate.version, inputs: inputs, flags: flags, core: blasCoreName())
  }
}

/// Where a study's tables, report, charts and words go.
struct StudyOutput {
  let folder: String?
  let common: CommonOptions
  var figures: ReportOptions?

  /// Does a study and writes what it found; whatever it throws becomes words on standard error and an exit code.
  func write(_ study: () throws -> StudyOutcome) throws {
    Interruption.listen()
    try reporting {
      let clock = Clock()
      let results = try Destination(folder, common)
      defer { results.discard() }
      let found = try study()
      for (name, text) in found.files { try results.write(name, Array(text.utf8)) }
      try results.write(found.tables, found.record)
      if Interruption.isRequested { throw Interrupted() }
      try results.commit()
      if let copy = found.copy { try Files.put(Array(copy.text.utf8), at: copy.path) }
      try results.console.show(found.text + closing(found.closing, clock, results.note))
      if let figures {
        try ReportWriter(options: figures, common: common)
          .write(results.path, beside: found.file, asked: found.asked)
      }
    }
  }

  private func closing(_ closing: StudyOutcome.Closing, _ clock: Clock, _ note: String) -> String {
    switch closing {
    case .none: ""
    case .place: note
    case .time(let words):
      (words + [duration(seconds: clock.seconds)]).joined(separator: " · ") + "\n" + note
    }
  }
}

/// `1,024 paths · seed 7`, as the last line of a study says it.
func sample(_ settings: Settings, before words: String = "") -> [String] {
  [words + "\(grouped(settings.paths)) paths", "seed \(settings.seed)"]
}
