public import Engine
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

  init(period: Period, paths: Int, values: [String: [[Double]]], rules: [String: SpanRule]) {
    self.period = period
    self.paths = paths
    self.values = values
    self.rules = rules
  }

  /// The values of a series in a month, counted from 0; empty where the table doesn't hold it.
  public func month(_ series: OutputDeclaration, _ index: Int) -> [Double] {
    values[series.key]?[index] ?? []
  }

  /// The values of a series over months of the period, by its own rule: sum, mean or the last.
  public func span(_ series: OutputDeclaration, _ months: Period) -> [Double] {
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
