internal import Engine
internal import Reports
internal import RussianEnergy
internal import Studies
internal import Synchronization

/// Tables that a run's figures need beside its own: single futures, chances, series by district, what drives the
/// results, and what the scenario changes. They take runs of their own, so that a run without figures stays as it is.
struct RunExtras {
  private static let futures = 3
  private static let points = 100
  /// Findings whose drivers are looked for: each takes several seconds, whatever the paths.
  private static let driven = 2

  let scenario: LoadedScenario
  let options: RunOptions

  private var findings: [String] { RussianEnergy.reported.findings }

  /// All of them, by the name of their file.
  func tables(parent: LoadedScenario?, names: (parent: String, own: String)) throws -> [String: [UInt8]] {
    var tables = try figureRun()
    for table in try drivers() { tables[table.name] = table.bytes }
    if let parent {
      for table in try comparison(parent, names) { tables[table.name] = table.bytes }
    }
    return tables
  }

  /// One run with the series of the tables and those of the figures.
  private func figureRun() throws -> [String: [UInt8]] {
    var settings = scenario.settings
    let own = try Simulation(model: scenario.model, settings: settings).series
    let known = Set(scenario.model.outputs.map(\.variable))
    let wanted =
      own.map(\.declaration.variable) + [RussianEnergy.reported.tiles]
      + RussianEnergy.reported.streams.compactMap(\.variable) + findings
    settings.outputs = Array(Set(wanted.filter(known.contains))).sorted()
    let simulation = try Simulation(model: scenario.model, settings: settings)
    let series = simulation.series
    let rows = series.indices.filter { findings.contains(series[$0].declaration.variable) }
    let lines = Mutex([Int: [[Double]]]())
    let totals = Mutex([Int: [Double]]())
    let months = settings.period.count
    var options = options
    options.onChunk = { chunk in
      lines.withLock { lines in
        for path in 0..<chunk.count where chunk.firstPath + path < RunExtras.futures {
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
      for point in 0..<RunExtras.points {
        let share = (Double(point) + 0.5) / Double(RunExtras.points)
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
    var settings = scenario.settings
    let known = Set(scenario.model.outputs.map(\.variable))
    settings.outputs = Array(findings.filter(known.contains).prefix(RunExtras.driven))
    guard !settings.outputs.isEmpty else { return [] }
    let study = try Sensitivity(Trial(model: scenario.model, settings: settings), options, byMonth: false)
    return SensitivityReport(study).tables
  }

  /// The scenario beside what it extends, month by month.
  private func comparison(_ parent: LoadedScenario, _ names: (parent: String, own: String)) throws
    -> [StudyTable]
  {
    guard parent.settings.asOf == scenario.settings.asOf,
      let paired = try? PairedCases([
        PairedCases.Case(label: parent.file, name: names.parent, parent.trial),
        PairedCases.Case(label: scenario.file, name: names.own, scenario.trial),
      ])
    else { return [] }
    return ComparisonReport(first: names.parent, try paired.run(byMonth: true, options)).tables
  }
}
