public import Engine
public import Reports
public import Scenarios
public import Studies
internal import Synchronization

/// The scenario behind a page, whose model is made once: runs what a hand sets beside the scenario as it is, with the
/// same shocks.
public final class Explorer: Sendable {
  /// What is explored, and how it is told.
  public struct Subject: Sendable {
    /// The scenario.
    public var trial: Trial
    /// What it asks.
    public var questions: [Question]
    /// The file as the user named it.
    public var file: String
    /// What `extends` calls it.
    public var parent: String
    /// The controls of the page, in their order.
    public var controls: [Control]
    /// The series that are shown before somebody chooses others.
    public var standard: [String]
    /// The region of series that name none.
    public var home: String
    /// What reports show beside the numbers.
    public var context: ReportContext

    /// A scenario with the controls and series that its page has.
    public init(
      _ trial: Trial, questions: [Question], file: String, parent: String, controls: [Control],
      standard: [String], home: String, context: ReportContext
    ) {
      self.trial = trial
      self.questions = questions
      self.file = file
      self.parent = parent
      self.controls = controls
      self.standard = standard
      self.home = home
      self.context = context
    }
  }

  /// How carefully a state is computed: while a hand moves, and when it rests.
  public enum Care: Int, CaseIterable, Sendable {
    /// While a hand moves.
    case quick = 1_024
    /// When it rests.
    case fine = 8_192
  }

  let subject: Subject
  /// Labels of the series that can be shown.
  public let series: [String]
  private let threads: Int
  /// The scenario as it is, by care; of the series that were shown last.
  private let bases = Mutex<[Care: (shown: [String], run: CaseRun)]>([:])

  /// - Throws: where the scenario's settings don't fit its model.
  public init(_ subject: Subject, threads: Int) throws {
    self.subject = subject
    self.threads = threads
    series = try Simulation(model: subject.trial.model, settings: subject.trial.settings).series
      .map(\.declaration.label)
  }

  /// The page as it begins.
  public var start: PageState {
    PageState(shown: Array(subject.standard.filter(series.contains).prefix(PageState.mostShown)))
  }

  /// Reads a state from a link.
  public func state(_ text: String) throws(PageState.Fault) -> PageState {
    try PageState(text, controls: subject.controls, series: series, standard: start.shown)
  }

  /// The scenario with what a hand has set.
  public func settings(_ state: PageState) -> Settings {
    var settings = subject.trial.settings
    for value in state.values {
      guard let control = subject.controls.first(where: { $0.name == value.name }) else { continue }
      let standing = settings.values[value.name]?.schedule ?? control.parameter.standard
      settings.values[value.name] = SetValue(
        schedule: control.schedule(value.value, over: standing), origin: "the page",
        text: control.text(value.value))
    }
    return settings
  }

  /// Runs a state, and the scenario as it is where that isn't known yet.
  ///
  /// - Throws: `Interrupted` once `shouldStop` says so.
  public func answer(
    _ state: PageState, _ care: Care, shouldStop: @escaping @Sendable () -> Bool
  ) throws -> PageAnswer {
    let base = try base(state.shown, care, shouldStop)
    let run = state.values.isEmpty ? base : try run(settings(state), state.shown, care, shouldStop)
    return PageAnswer(state, base: base, run: run, of: self)
  }

  private func base(
    _ shown: [String], _ care: Care, _ shouldStop: @escaping @Sendable () -> Bool
  ) throws -> CaseRun {
    if let known = bases.withLock({ $0[care] }), known.shown == shown { return known.run }
    let run = try run(subject.trial.settings, shown, care, shouldStop)
    bases.withLock { $0[care] = (shown, run) }
    return run
  }

  private func run(
    _ settings: Settings, _ shown: [String], _ care: Care, _ shouldStop: @escaping @Sendable () -> Bool
  ) throws -> CaseRun {
    var trial = Trial(model: subject.trial.model, settings: settings)
    trial.settings.paths = care.rawValue
    var options = RunOptions()
    options.threads = threads
    options.shouldStop = shouldStop
    return try CaseRun(trial, months: shown, asked: subject.questions, options)
  }

  /// The scenario that a state means, in words.
  var words: ScenarioWords {
    ScenarioWords(
      file: subject.file, parent: subject.parent, name: subject.trial.settings.name,
      controls: subject.controls)
  }
}
