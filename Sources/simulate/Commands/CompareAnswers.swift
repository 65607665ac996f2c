internal import Engine
internal import Reports
internal import Scenarios
internal import Storage
internal import Studies

/// The change of each answer from the first scenario to the others.
extension Compare {
  /// The first scenario's questions, and those that only another asks, where both runs have the months.
  func answerChanges(_ loaded: [LoadedScenario], _ tables: [PathTable]) -> AnswerChangeText {
    AnswerChangeText(
      loaded.indices.dropFirst().filter { loaded[$0].settings.period == loaded[0].settings.period }.flatMap {
        index in
        questions(of: [loaded[0], loaded[index]]).map {
          (Files.stem(of: cases[index]), AnswerChange($0, tables[0], tables[index]))
        }
      })
  }

  /// What some scenarios with the same months ask, each question once; those with other months than the first have none.
  func questions(of loaded: [LoadedScenario]) -> [Question] {
    var seen: Set<String> = []
    return loaded.filter { $0.settings.period == loaded[0].settings.period }.flatMap(\.questions)
      .filter { seen.insert($0.text).inserted }
  }
}
