internal import Engine
internal import Scenarios
internal import Studies

extension LoadedScenario {
  /// The questions of the command line; without any, those of the scenario.
  func questions(_ texts: [String]) throws -> [Question] {
    guard texts.isEmpty else { return try Question.typed(texts, model, settings) }
    guard questions.isEmpty else { return questions }
    throw Failure(
      "error: no question: give one after the file, such as 'budget.oil_gas in 2026 < 7000 bn RUB'", .usage)
  }

  /// The scenario as studies run it.
  var trial: Trial { Trial(model: model, settings: settings) }
}
