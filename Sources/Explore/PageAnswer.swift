internal import Engine
internal import Reports
internal import ScenarioText
internal import Studies

/// What a page shows of a state: figures, sentences, the scenario's text.
public struct PageAnswer: Sendable {
  /// The figures as parts of a page, in their order.
  public let figures: [String]
  /// What the sliders change, and answers to the scenario's questions.
  public let sentences: [String]
  /// A scenario file that says the same.
  public let text: String
  /// A command that does.
  public let command: String
  /// What stands behind `#` in the link.
  public let state: String
  /// On how many paths it stands.
  public let paths: Int

  init(_ state: PageState, base: CaseRun, run: CaseRun, of explorer: Explorer) {
    let subject = explorer.subject
    let live = LiveFigures(
      run.results, base.comparison(with: run), names: (subject.parent, "\(subject.parent)-moved"),
      labels: state.shown, home: subject.home, subject.context)
    let isMoved = !state.values.isEmpty
    let pairs = state.shown.flatMap { label in
      [isMoved ? live.difference(of: label) : nil, live.fan(of: label)]
    }
    figures = ([isMoved ? live.ranking : nil] + pairs).compactMap { $0 }
    let changes =
      isMoved
      ? live.sentences(of: state.shown) : ["Nothing is moved: these are the scenario's own results."]
    sentences = PageAnswer.answers(base, run, explorer, isMoved: isMoved) + changes
    text = explorer.words.text(state)
    command = explorer.words.command(state)
    self.state = state.text(controls: subject.controls, standard: explorer.start.shown)
    paths = run.results.settings.paths
  }

  /// The answer to each question, and how it was without what was moved.
  private static func answers(
    _ base: CaseRun, _ run: CaseRun, _ explorer: Explorer, isMoved: Bool
  ) -> [String] {
    let period = run.results.settings.period
    return explorer.subject.questions.map { question in
      let now = AnswerText(Answer(question, run.table), period: period).sentence
      guard isMoved else { return now }
      let change = AnswerChangeText.clause(AnswerChange(question, base.table, run.table).rows[0])
      return "\(now) \(change)"
    }
  }

  /// As the page's script reads it.
  var json: [UInt8] {
    let value = JSON.object([
      ("figures", .texts(figures)), ("sentences", .texts(sentences)),
      ("text", .text(text)), ("command", .text(command)), ("state", .text(state)),
      ("paths", .integer(paths)),
    ])
    return Array(value.document.utf8)
  }
}
