public import Engine
public import Scenarios
internal import Synchronization

/// A run that another is held against on the spot: every path's months of a few series, and its total of all.
public struct CaseRun: Sendable {
  /// What the run found.
  public let results: Results
  /// The months of what was asked about.
  public let table: PathTable
  private let months: PathValues
  private let totals: PathValues

  /// - Parameters:
  ///   - labels: the series whose months are kept; see `OutputDeclaration.label`.
  ///   - asked: questions whose answers are wanted.
  public init(_ trial: Trial, months labels: [String], asked: [Question], _ options: RunOptions) throws {
    let settings = trial.settings.reporting(asked, trial.model)
    let simulation = try Simulation(model: trial.model, settings: settings)
    let series = simulation.series, period = settings.period
    let shown = series.indices.filter { labels.contains(series[$0].declaration.label) }
    let builder = PathTableBuilder(asked.flatMap(\.series), of: simulation.kept, period: period)
    let kept = Mutex(Gathered(shown: shown.count, months: period.count, series: series.count))
    var options = options
    options.onChunk = { chunk in
      builder.add(chunk)
      kept.withLock { $0.add(chunk, shown: shown) }
    }
    results = try simulation.run(options)
    table = builder.table
    let found = kept.withLock { $0 }
    let controls = ControlVariates(found.controls)
    months = PathValues(
      series: shown.map { series[$0] }, spans: Span.months(of: period), values: found.months,
      controls: controls)
    totals = PathValues(
      series: series, spans: [Span(period.description, first: period.first, last: period.last)],
      values: found.totals.map { [$0] }, controls: controls)
  }

  private struct Gathered {
    /// `[series][month][path]`, and `[series][path]`.
    var months: [[[Double]]]
    var totals: [[Double]]
    var controls: [[Double]] = []

    init(shown: Int, months count: Int, series: Int) {
      months = Array(repeating: Array(repeating: [], count: count), count: shown)
      totals = Array(repeating: [], count: series)
    }

    mutating func add(_ chunk: Chunk, shown: [Int]) {
      if controls.isEmpty { controls = Array(repeating: [], count: chunk.controls) }
      for row in controls.indices { controls[row] += chunk.control(row) }
      for (row, series) in shown.enumerated() {
        for month in months[row].indices {
          months[row][month] += chunk.values(series: series, month: month)
        }
      }
      for series in totals.indices {
        totals[series] += chunk.totals(series: series)
      }
    }
  }

  /// Another case with the same seed and paths less this one: the total of each series, and the months that both kept.
  public func comparison(with other: CaseRun) -> Comparison {
    Comparison(
      rows: Comparison(months, other.months).rows + Comparison(totals, other.totals).rows)
  }
}
