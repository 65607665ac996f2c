public import Engine
internal import Scenarios
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
  /// The share of futures above so many values of a curve, from 99.5 to 0.5 %: beyond, a few paths would stretch the
  /// picture.
  private static let shares = (0..<points).map { (Double($0) + 0.5) / Double(points) }

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
    settings = settings.reporting(own.questions, trial.model)
    let simulation = try Simulation(model: trial.model, settings: settings)
    let series = simulation.series
    let rows = series.indices.filter { findings.contains(series[$0].declaration.variable) }
    let lines = Mutex([Int: [[Double]]]())
    let totals = Mutex([Int: [Double]]())
    let months = settings.period.count
    let asked = PathTableBuilder(
      own.questions.flatMap(\.series), of: simulation.kept, period: settings.period)
    var options = options
    options.onChunk = { chunk in
      asked.add(chunk)
      lines.withLock { lines in
        for path in 0..<chunk.count where chunk.firstPath + path < FigureTables.futures {
          lines[chunk.firstPath + path] = series.indices.map { row in
            (0..<months).map { chunk.value(series: row, month: $0, path: path) }
          }
        }
      }
      totals.withLock { totals in
        for row in rows {
          totals[row, default: []] += chunk.totals(series: row)
        }
      }
    }
    let results = try simulation.run(options)
    return [
      "asked.csv": curves(asked.table),
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
          table.row(
            String(path), period.month(index).description, row.declaration.variable, row.declaration.region,
            value)
        }
      }
    }
    return table.bytes
  }

  /// What each question about a chance asks of, as a curve with the number that it is held against.
  private func curves(_ table: PathTable) -> [UInt8] {
    var rows = CSVTable(header: ["question", "unit", "threshold", "chance", "value", "above"])
    for curve in own.questions.compactMap({ QuestionCurve($0, table) }) where !curve.values.isEmpty {
      for share in FigureTables.shares {
        rows.row(
          curve.question.text, curve.unit.symbol, curve.threshold, curve.above,
          curve.values[Int((share * Double(curve.values.count - 1)).rounded())], 1 - share)
      }
    }
    return rows.bytes
  }

  private func exceedance(_ series: [Series], _ totals: [Int: [Double]]) -> [UInt8] {
    var table = CSVTable(header: ["variable", "region", "value", "above"])
    for (row, values) in totals.sorted(by: { $0.key < $1.key }) {
      let sorted = values.sorted()
      for share in FigureTables.shares {
        table.row(
          series[row].declaration.variable, series[row].declaration.region,
          sorted[Int((share * Double(sorted.count - 1)).rounded())], 1 - share)
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
    // Answers stand in the run's own table.
    let plain = PairedCases.Case(label: own.label, name: own.name, trial)
    guard let parent, parent.trial.settings.asOf == trial.settings.asOf,
      let paired = try? PairedCases([parent, plain])
    else { return [] }
    return ComparisonReport(first: parent.name, try paired.run(byMonth: true, options)).tables
  }
}
