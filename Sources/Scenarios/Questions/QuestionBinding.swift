public import Engine
internal import ScenarioText

/// Questions of a scenario and of a command line.
extension Binder {
  mutating func bindQuestions(_ node: Node) {
    let items = node.listed
    guard !items.isEmpty else {
      complaints.add(
        "questions are a list, a line each", at: node,
        hint: "such as '- budget.oil_gas in 2026 < 7000 bn RUB'")
      return
    }
    for item in items {
      if let question = complaints.collect({
        try Question(item, model, settings.period, units: settings.units)
      }) {
        questions.append(question)
      }
    }
  }
}

extension Question {
  /// Reads the questions of a command line, and finds all that is wrong in them.
  ///
  /// - Throws: `ScenarioFailure` with the questions as its source, one a line.
  public static func all(
    _ texts: [String], _ model: Model, _ period: Period, units: [UnitChoice] = []
  ) throws(ScenarioFailure) -> [Question] {
    let source = Source(file: "question", text: texts.joined(separator: "\n"))
    let complaints = Complaints()
    let found = texts.enumerated().compactMap { index, text in
      let node = Node(scalar: text, at: Place(file: source.file, line: index + 1, column: 1))
      return complaints.collect { try Question(node, model, period, units: units) }
    }
    guard complaints.items.isEmpty else {
      throw ScenarioFailure(
        kind: .invalid, diagnostics: Diagnostics(complaints.items), sources: [source])
    }
    return found
  }

  /// A question of a command line, alone.
  public init(text: String, _ model: Model, _ period: Period) throws(ScenarioFailure) {
    self = try Question.all([text], model, period)[0]
  }
}

extension Settings {
  /// The settings of a run that reports only what questions ask about.
  public func reporting(only questions: [Question], _ model: Model) -> Settings {
    var result = self
    result.outputs = Array(questions.flatMap(\.series).map(\.variable).prefix(1))
    return result.reporting(questions, model)
  }

  /// The settings of a run that also reports what questions ask about.
  public func reporting(_ questions: [Question], _ model: Model) -> Settings {
    var result = self
    let asked = questions.flatMap(\.series).map(\.variable)
    guard !asked.isEmpty else { return self }
    if outputs.isEmpty { result.outputs = model.outputs.filter(\.isHeadline).map(\.variable).uniqued }
    for variable in asked where !result.outputs.contains(variable) { result.outputs.append(variable) }
    result.asked.formUnion(questions.flatMap(\.series).map(\.label))
    return result
  }
}
