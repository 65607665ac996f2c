public import Engine
public import Studies
internal import Synchronization

/// Tables that a run's figures need beside its own: single futures, chances, series by district, what drives the
/// results, and what the scenario changes. They take runs of their own, so that a run without figures stays as it is.
public struct FigureTables: Sendable {
  private static let futures = 3
  private static let points = 100
  /// Findings whose drivers are looked for: each takes several seconds, whatever the paths.
  private static let driven = 2

  private let own: PairedCases.Case
  private let findings: [String]
  private let others: [String]
  private let options: RunOptions

  /// - Parameters:
  ///   - own: the case as it stands beside others.
  ///   - findings: the series whose chances and drivers are shown, the first first.
  ///   - others: further series that the figures draw, where the model has them.
  public init(_ own: PairedCases.Case, findings: [String], others: [String], _ options: RunOptions) {
    self.own = own
    self.findings = findings
    self.others = others
    self.options = options
  }

  private var trial: Trial { own.trial }

  /// All of them, by the name of their file.
  ///
  /// - Parameter parent: what the case is a change of, if it is one.
  public func tables(parent: PairedCases.Case?) throws -> [String: [UInt8]] {
    var tables = try figureRun()
    for table in try drivers() + comparison(parent) { tables[table.name] = table.bytes }
    return tables
  }

  /// One run with the series of the tables and those of the figures.
  private func figureRun() throws -> [String: [UInt8]] {
    var settings = trial.settings
    let shown = try Simulation(model: trial.model, settings: settings).series
    let known = Set(trial.model.outputs.map(\.variable))
    let wanted = shown.map(\.declaration.variable) + others + findings
    settings.outputs = Array(Set(wanted.filter(known.contains))).sorted()
    let simulation = try Simulation(model: trial.model, settings: settings)
    let series = simulation.series
    let rows = series.indices.filter { findings.contains(series[$0].declaration.variable) }
    let lines = Mutex([Int: [[Double]]]())
    let totals = Mutex([Int: [Double]]())
    let months = settings.period.count
    var options = options
    options.onChunk = { chunk in
      lines.withLock { lines in
        for path in 0..<chunk.count where chunk.firstPath + path < FigureTables.futures {
          lines[chunk.firstPath + path] = series.indices.map { row in
            (0..<months).map { chunk.value(series: row, month: $0, path: path) }
          }
        }
      }
      totals.withLock { totals in
        for row in rows {
          totals[row, default: []] += (0..<chunk.count).map { chunk.total(series: row, path: $0) }
        }
      }
    }
    let results = try simulation.run(options)
    return [
      "futures.csv": futures(series, settings.period, lines.withLock { $0 }),
      "exceedance.csv": exceedance(series, totals.withLock { $0 }),
      "more_monthly.csv": MonthlyTable.bytes(results), "more_total.csv": TotalTable.bytes(results),
    ]
  }

  private func futures(_ series: [Series], _ period: Period, _ lines: [Int: [[Double]]]) -> [UInt8] {
    var table = CSVTable(header: ["path", "month", "variable", "region", "value"])
    for (path, rows) in lines.sorted(by: { $0.key < $1.key }) {
      for (row, values) in zip(series, rows) {
        for (index, value) in values.enumerated() {
          table.add(String(path))
          table.add(period.month(index).description)
          table.add(row.declaration.variable)
          table.add(row.declaration.region)
          table.add(value)
          table.endRow()
        }
      }
    }
    return table.bytes
  }

  /// The share of futures above a hundred values of each finding's total, from 99.5 to 0.5 %: beyond, a few paths would
  /// stretch the picture.
  private func exceedance(_ series: [Series], _ totals: [Int: [Double]]) -> [UInt8] {
    var table = CSVTable(header: ["variable", "region", "value", "above"])
    for (row, values) in totals.sorted(by: { $0.key < $1.key }) {
      let sorted = values.sorted()
      for point in 0..<FigureTables.points {
        let share = (Double(point) + 0.5) / Double(FigureTables.points)
        table.add(series[row].declaration.variable)
        table.add(series[row].declaration.region)
        table.add(sorted[Int((share * Double(sorted.count - 1)).rounded())])
        table.add(1 - share)
        table.endRow()
      }
    }
    return table.bytes
  }

  private func drivers() throws -> [StudyTable] {
    var trial = trial
    let known = Set(trial.model.outputs.map(\.variable))
    trial.settings.outputs = Array(findings.filter(known.contains).prefix(FigureTables.driven))
    guard !trial.settings.outputs.isEmpty else { return [] }
    return SensitivityReport(try Sensitivity(trial, options, byMonth: false)).tables
  }

  /// The case beside what it extends, month by month; nothing where they can't be held against each other.
  private func comparison(_ parent: PairedCases.Case?) throws -> [StudyTable] {
    guard let parent, parent.trial.settings.asOf == trial.settings.asOf,
      let paired = try? PairedCases([parent, own])
    else { return [] }
    return ComparisonReport(first: parent.name, try paired.run(byMonth: true, options)).tables
  }
}
