public import Engine

/// What a run's tables for the energy-scenario community (IAMC) are made of.
public struct CommunityRun: Sendable {
  /// Names and units.
  public let names: CommunityNames
  /// Means in the money of the community; nil where the run has no rate of exchange.
  public let exchanged: ExchangedMeans?
}

/// iamc.csv: whole years in the long format of the Integrated Assessment Modeling Consortium, which pyam reads as it is.
///
/// Only years that the period covers whole are written, because readers compare years.
public enum IAMC: ResultsFile {
  /// As it is called in the folder.
  public static let name = "iamc.csv"

  /// Its columns.
  public static func fields(_ results: Results) -> [Field] { IAMCRows.fields(isSubannual: false) }

  /// Nil where the period covers no whole year.
  public static func bytes(_ run: FinishedRun) -> [UInt8]? {
    guard let rows = IAMCRows(run), !rows.wholeYears.isEmpty else { return nil }
    return rows.annual
  }
}

/// iamc_subannual.csv: the months, with the column `subannual` that pyam takes for them.
public enum IAMCSubannual: ResultsFile {
  /// As it is called in the folder.
  public static let name = "iamc_subannual.csv"

  /// Its columns.
  public static func fields(_ results: Results) -> [Field] { IAMCRows.fields(isSubannual: true) }

  /// Its bytes; nil where the run has none.
  public static func bytes(_ run: FinishedRun) -> [UInt8]? { IAMCRows(run)?.monthly }
}

/// The rows of both tables.
struct IAMCRows {
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November",
    "December",
  ]

  /// A series as the community calls and measures it.
  private struct Entry {
    let row: Int
    let name: String
    let region: String
    let measure: CommunityNames.Measure
    let aggregation: Aggregation
  }

  private let run: FinishedRun
  private let community: CommunityRun
  private let entries: [Entry]
  /// Series that have no unit, or no rate of exchange, there.
  let leftOut: [String]

  /// Nil where the model has no names for the community, or the run no series.
  init?(_ run: FinishedRun) {
    guard let community = run.community, !run.results.series.isEmpty else { return nil }
    self.run = run
    self.community = community
    var entries: [Entry] = [], leftOut: [String] = []
    let regions = Dictionary(run.model.outputs.map { ($0.variable, 1) }, uniquingKeysWith: +)
    for (row, series) in run.results.series.enumerated() {
      let output = series.declaration
      guard let measure = community.names.measure(output.spanUnit),
        measure.currency == nil || community.exchanged?.mean(series: row, month: 0) != nil
      else {
        leftOut.append(series.label)
        continue
      }
      let isPart = regions[output.variable, default: 1] > 1
      entries.append(
        Entry(
          row: row, name: community.names.name(of: output, part: isPart ? output.region : nil),
          region: isPart ? run.model.home : output.region, measure: measure, aggregation: output.aggregation))
    }
    self.entries = entries
    self.leftOut = leftOut
  }

  static func fields(isSubannual: Bool) -> [Field] {
    let when: [Field] =
      isSubannual
      ? [Field("year", "year", "Calendar year"), Field("subannual", "string", "Month of the year")]
      : [Field("year", "year", "Calendar year; only years that the period covers whole")]
    return [
      Field("model", "string", "Model and version"),
      Field("scenario", "string", "Name of the scenario, with what the command line changed"),
      Field("region", "string", "Country or group of countries"),
      Field("variable", "string", "Variable, levels between bars; percentiles have a tree of their own"),
      Field("unit", "string", "Unit of the value, as the registry iam-units reads it"),
    ] + when + [Field("value", "number", "Mean over paths, or the percentile that the variable names")]
  }

  /// The years that the period covers whole, by their place among its years.
  var wholeYears: [Int] {
    run.results.years.indices.filter { run.results.settings.period.count(of: run.results.years[$0]) == 12 }
  }

  var annual: [UInt8] {
    var table = CSVTable(header: IAMCRows.fields(isSubannual: false).map(\.name))
    for entry in entries {
      let heads = heads(entry, per: "/yr")
      for index in wholeYears {
        let statistics = run.results.annual[entry.row][index], year = run.results.years[index]
        add(entry, heads, statistics, mean(entry, in: year), to: &table) { $0.add(year) }
      }
    }
    return table.bytes
  }

  var monthly: [UInt8] {
    var table = CSVTable(header: IAMCRows.fields(isSubannual: true).map(\.name))
    for entry in entries {
      let heads = heads(entry, per: "/month")
      for (index, statistics) in run.results.monthly[entry.row].enumerated() {
        let month = run.results.settings.period.month(index)
        let changed = entry.measure.currency.flatMap { _ in
          community.exchanged?.mean(series: entry.row, month: index)
        }
        add(entry, heads, statistics, changed, to: &table) {
          $0.add(month.year)
          $0.add(IAMCRows.months[month.ofYear - 1])
        }
      }
    }
    return table.bytes
  }

  /// The mean of a year in dollars, where it has to be changed into them.
  private func mean(_ entry: Entry, in year: Int) -> Double? {
    guard entry.measure.currency != nil, let exchanged = community.exchanged else { return nil }
    let period = run.results.settings.period
    let months = (0..<period.count).filter { period.month($0).year == year }
    let values = months.compactMap { exchanged.mean(series: entry.row, month: $0) }
    switch entry.aggregation {
    case .sum: return values.reduce(0, +)
    case .mean: return values.reduce(0, +) / Double(max(1, values.count))
    case .last: return values.last
    }
  }

  /// What the rows of an entry begin with, as it is written: those of its mean, then of its percentiles.
  private func heads(_ entry: Entry, per span: String) -> [[UInt8]] {
    let names = community.names, settings = run.results.settings, sample = run.record.sample
    let percentiles = settings.levels.map { names.name(entry.name, percentile: Fields.percent($0)) }
    return ([entry.name] + percentiles).map { name in
      var cells = CSVTable()
      cells.add("\(names.root) \(run.record.version)")
      cells.add(sample.isEmpty ? settings.name : "\(settings.name) [\(sample)]")
      cells.add(entry.region)
      cells.add(name)
      cells.add(entry.measure.unit + (entry.aggregation == .sum ? span : ""))
      return cells.bytes
    }
  }

  /// The mean, and its percentiles unless they would have to be changed with it.
  private func add(
    _ entry: Entry, _ heads: [[UInt8]], _ statistics: Statistics, _ changed: Double?,
    to table: inout CSVTable,
    when: (inout CSVTable) -> Void
  ) {
    let values = changed.map { [$0] } ?? [statistics.mean] + statistics.quantiles
    for (head, value) in zip(heads, values) {
      table.add(written: head)
      when(&table)
      table.add(value * entry.measure.factor)
      table.endRow()
    }
  }
}

extension Period {
  /// How many months of a year the period has.
  public func count(of year: Int) -> Int { (0..<count).count { month($0).year == year } }
}
