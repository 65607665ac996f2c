internal import Engine
internal import Reports
internal import Scenarios
internal import Studies

/// The change of each answer from the first scenario to the others.
extension Compare {
  /// The first scenario's questions, and those that only another asks, where both runs have the months.
  func answerChanges(_ loaded: [LoadedScenario]) throws -> AnswerChangeText {
    var changes: [(name: String, change: AnswerChange)] = []
    for (name, other) in zip(cases, loaded).dropFirst() {
      let asked = questions(of: loaded[0], and: other)
      guard !asked.isEmpty else { continue }
      let tables = try [loaded[0], other].map { try table($0, asked) }
      changes += asked.map { (Files.stem(of: name), AnswerChange($0, tables[0], tables[1])) }
    }
    return AnswerChangeText(changes)
  }

  private func questions(of first: LoadedScenario, and other: LoadedScenario) -> [Question] {
    guard first.settings.period == other.settings.period else { return [] }
    let texts = Set(first.questions.map(\.text))
    return first.questions + other.questions.filter { !texts.contains($0.text) }
  }

  private func table(_ loaded: LoadedScenario, _ asked: [Question]) throws -> PathTable {
    var settings = loaded.settings
    settings.outputs = Set(asked.flatMap(\.series).map(\.variable)).sorted()
    return try Trial(model: loaded.model, settings: settings).pathTable(
      asked.flatMap(\.series), study.runOptions)
  }
}
