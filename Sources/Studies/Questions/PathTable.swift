public import Engine
public import Scenarios
internal import Synchronization

/// The values of some series in every month on every path of a run: what questions are answered from.
public struct PathTable: Sendable {
  /// The months of the run.
  public let period: Period
  /// How many paths it has.
  public let paths: Int
  /// By `OutputDeclaration.key`, `[month][path]`.
  private let values: [String: [[Double]]]
  private let rules: [String: SpanRule]
  /// By `OutputDeclaration.key` and months, where a table holds spans and no months: cases of a sweep.
  private let spans: [String: [Double]]

  init(
    period: Period, paths: Int, values: [String: [[Double]]], rules: [String: SpanRule],
    spans: [String: [Double]] = [:]
  ) {
    self.period = period
    self.paths = paths
    self.values = values
    self.rules = rules
    self.spans = spans
  }

  /// A table of cases of which only spans are known.
  ///
  /// - Parameter spans: a series over some months, with a value for each case.
  public init(
    period: Period, cases: Int, spans: [(series: OutputDeclaration, months: Period, values: [Double])]
  ) {
    let pairs = spans.map { (PathTable.key($0.series, $0.months), $0.values) }
    self.init(
      period: period, paths: cases, values: [:], rules: [:],
      spans: Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
  }

  /// A table of paths that were read from a file.
  ///
  /// - Parameter values: `[series][month][path]`.
  public init(period: Period, paths: Int, series: [Series], values: [[[Double]]]) {
    let keys = series.map(\.declaration.key)
    self.init(
      period: period, paths: paths,
      values: Dictionary(zip(keys, values), uniquingKeysWith: { first, _ in first }),
      rules: Dictionary(zip(keys, series.map(\.rule)), uniquingKeysWith: { first, _ in first }))
  }

  private static func key(_ series: OutputDeclaration, _ months: Period) -> String {
    "\(series.key), \(months)"
  }

  /// Whether the table can tell a series over some months.
  public func has(_ quantity: Question.Quantity) -> Bool {
    values[quantity.series.key] != nil
      || quantity.months.map { spans[PathTable.key(quantity.series, $0)] != nil } == true
  }

  /// The values of a series in a month, counted from 0; empty where the table doesn't hold it.
  public func month(_ series: OutputDeclaration, _ index: Int) -> [Double] {
    values[series.key]?[index] ?? []
  }

  /// The values of a series over months of the period, by its own rule: sum, mean or the last.
  public func span(_ series: OutputDeclaration, _ months: Period) -> [Double] {
    if let known = spans[PathTable.key(series, months)] { return known }
    let indices = (months.first - period.first)...(months.last - period.first)
    let rule = rules[series.key] ?? SpanRule(aggregation: series.aggregation)
    return rule.over(indices) { month(series, $0) }
  }
}

/// Fills a table while a run goes: give its `add` every chunk.
public final class PathTableBuilder: Sendable {
  private let period: Period
  private let rows: [(key: String, row: Int, rule: SpanRule)]
  private let kept: Mutex<[String: [[Double]]]>

  /// - Parameters:
  ///   - wanted: the series to keep; those that the run doesn't report are left out.
  ///   - series: what the run keeps.
  public init(_ wanted: [OutputDeclaration], of series: [Series], period: Period) {
    self.period = period
    let keys = Set(wanted.map(\.key))
    rows = series.indices.compactMap { row in
      let key = series[row].declaration.key
      return keys.contains(key) ? (key, row, series[row].rule) : nil
    }
    let empty = [[Double]](repeating: [], count: period.count)
    kept = Mutex(Dictionary(uniqueKeysWithValues: rows.map { ($0.key, empty) }))
  }

  /// Keeps a chunk's values.
  public func add(_ chunk: Chunk) {
    kept.withLock { kept in
      for (key, row, _) in rows {
        for month in 0..<period.count {
          kept[key]?[month] += chunk.values(series: row, month: month)
        }
      }
    }
  }

  /// What has been added so far.
  public var table: PathTable {
    let values = kept.withLock { $0 }
    return PathTable(
      period: period, paths: values.values.first?.first?.count ?? 0, values: values,
      rules: Dictionary(uniqueKeysWithValues: rows.map { ($0.key, $0.rule) }))
  }
}

extension Trial {
  /// Runs the case and keeps the months of some series on every path.
  public func pathTable(_ wanted: [OutputDeclaration], _ options: RunOptions) throws -> PathTable {
    var options = options
    let simulation = try Simulation(model: model, settings: settings)
    let builder = PathTableBuilder(wanted, of: simulation.kept, period: settings.period)
    options.onChunk = { builder.add($0) }
    _ = try simulation.run(options)
    return builder.table
  }
}
