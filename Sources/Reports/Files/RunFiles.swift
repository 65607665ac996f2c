public import Engine
public import Scenarios
public import Storage
internal import Studies

/// What is taken from a run as it goes: every path for paths.csv and draws.csv, months for questions, means in other
/// money.
public struct RunFiles: Sendable {
  private let paths: PathsFile?
  private let draws: DrawsFile?
  private let questions: [Question]
  private let asked: PathTableBuilder
  private let community: CommunityNames
  private let exchanged: ExchangedMeans?

  /// - Parameters:
  ///   - folder: where paths.csv and draws.csv go; nil where nobody wants them.
  ///   - options: get what fills the files.
  public init(
    of simulation: Simulation, model: Model, settings: Settings, _ questions: [Question],
    _ community: CommunityNames, keepingPathsIn folder: ResultsFolder?, _ options: inout RunOptions
  ) throws {
    let period = settings.period
    paths = try folder.map { try PathsFile(in: $0, series: simulation.series, period: period) }
    draws = try folder.map { try DrawsFile(in: $0, model: model, settings: settings) }
    self.questions = questions
    asked = PathTableBuilder(questions.flatMap(\.series), of: simulation.kept, period: period)
    self.community = community
    exchanged = ExchangedMeans(simulation.series, period, community)
    options.marks = draws?.marks
    options.onChunk = { [self] in try add($0) }
  }

  private func add(_ chunk: Chunk) throws {
    exchanged?.add(chunk)
    try paths?.add(chunk)
    try draws?.add(chunk)
    asked.add(chunk)
  }

  /// Ends the files of a run that is done.
  public func close(in folder: ResultsFolder) throws {
    try paths?.close(in: folder)
    try draws?.close(in: folder)
  }

  /// The run as its tables are made of it.
  public func finished(_ results: Results, _ model: Model, _ record: RunRecord) -> FinishedRun {
    let table = asked.table
    return FinishedRun(
      results: results, model: model, record: record, answers: questions.map { Answer($0, table) },
      community: CommunityRun(names: community, exchanged: exchanged))
  }
}
