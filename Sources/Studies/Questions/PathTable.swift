public import Engine
internal import Synchronization

/// The values of some series in every month on every path of a run: what questions are answered from.
public struct PathTable: Sendable {
  /// The months of the run.
  public let period: Period
  /// How many paths it has.
  public let paths: Int
  /// By label, `[month][path]`.
  private let values: [String: [[Double]]]
  private let rules: [String: Aggregation]

  init(period: Period, paths: Int, values: [String: [[Double]]], rules: [String: Aggregation]) {
    self.period = period
    self.paths = paths
    self.values = values
    self.rules = rules
  }

  /// The values of a series in a month, counted from 0; empty where the table doesn't hold it.
  public func month(_ label: String, _ index: Int) -> [Double] { values[label]?[index] ?? [] }

  /// The values of a series over months of the period, by its own rule: sum, mean or the last.
  public func span(_ label: String, _ months: Period) -> [Double] {
    let rule = rules[label] ?? .mean
    let last = months.last - period.first
    var result = month(label, rule == .last ? last : months.first - period.first)
    guard rule != .last else { return result }
    for index in (months.first - period.first + 1)..<(last + 1) where last > months.first - period.first {
      let next = month(label, index)
      for path in result.indices { result[path] += next[path] }
    }
    guard rule == .mean else { return result }
    let scale = 1 / Double(months.count)
    return result.map { $0 * scale }
  }
}

/// Fills a table while a run goes: give its `add` every chunk.
public final class PathTableBuilder: Sendable {
  private let period: Period
  private let rows: [(label: String, row: Int, rule: Aggregation)]
  private let kept: Mutex<[String: [[Double]]]>

  /// - Parameters:
  ///   - wanted: the series to keep; those that the run doesn't report are left out.
  ///   - series: what the run reports.
  public init(_ wanted: [OutputDeclaration], of series: [Series], period: Period) {
    self.period = period
    let labels = Set(wanted.map(\.label))
    rows = series.indices.compactMap { row in
      let declared = series[row].declaration
      return labels.contains(declared.label) ? (declared.label, row, declared.aggregation) : nil
    }
    let empty = [[Double]](repeating: [], count: period.count)
    kept = Mutex(Dictionary(uniqueKeysWithValues: rows.map { ($0.label, empty) }))
  }

  /// Keeps a chunk's values.
  public func add(_ chunk: Chunk) {
    kept.withLock { kept in
      for (label, row, _) in rows {
        for month in 0..<period.count {
          kept[label]?[month] += (0..<chunk.count).map { chunk.value(series: row, month: month, path: $0) }
        }
      }
    }
  }

  /// What has been added so far.
  public var table: PathTable {
    let values = kept.withLock { $0 }
    return PathTable(
      period: period, paths: values.values.first?.first?.count ?? 0, values: values,
      rules: Dictionary(uniqueKeysWithValues: rows.map { ($0.label, $0.rule) }))
  }
}

extension Trial {
  /// Runs the case and keeps the months of some series on every path.
  public func pathTable(_ wanted: [OutputDeclaration], _ options: RunOptions) throws -> PathTable {
    var options = options
    let simulation = try Simulation(model: model, settings: settings)
    let builder = PathTableBuilder(wanted, of: simulation.series, period: settings.period)
    options.onChunk = { builder.add($0) }
    _ = try simulation.run(options)
    return builder.table
  }
}
