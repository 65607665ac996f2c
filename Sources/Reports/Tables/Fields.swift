public import Engine

/// A column of a results table: its name, type and meaning, as `datapackage.json` describes it.
public struct Field: Sendable {
  public let name: String
  /// A Frictionless type: `string`, `number`, `integer`, `yearmonth`, `year`.
  public let type: String
  public let title: String
  /// Nil where the unit is in the row or there is none.
  public let unit: String?

  init(_ name: String, _ type: String, _ title: String, unit: String? = nil) {
    self.name = name
    self.type = type
    self.title = title
    self.unit = unit
  }
}

/// The columns of the results tables: headers and schemas derive from them.
public enum Fields {
  static let percentiles = ["p05", "p25", "p50", "p75", "p95"]

  private static let reach =
    "± \(fixed(Statistics.errorsTo95, places: 2)) of it is a 95 % interval (16 replicates)"

  static let statistics: [Field] =
    [
      Field("mean", "number", "Mean over paths, in the unit of the row"),
      Field("se", "number", "Standard error of the mean; \(reach)"),
    ]
    + zip(percentiles, [5, 25, 50, 75, 95]).flatMap { name, percent in
      [
        Field(name, "number", "\(percent)th percentile over paths"),
        Field(name + "_se", "number", "Standard error of the \(percent)th percentile; \(reach)"),
      ]
    }

  static let series: [Field] = [
    Field("variable", "string", "Output variable (section.name)"),
    Field("region", "string", "Country, federal district, buyer or route"),
    Field("unit", "string", "Unit of the numbers in the row"),
  ]

  /// monthly.csv
  public static let monthly = [Field("month", "yearmonth", "Calendar month")] + series + statistics
  /// annual.csv
  public static let annual =
    [Field("year", "year", "Calendar year, as far as the period covers it")] + series + statistics
  /// total.csv
  public static let total = [Field("period", "string", "First and last month")] + series + statistics

  /// parameters.csv
  public static let parameters = [
    Field("name", "string", "Parameter (section.name), with the date for a dated step"),
    Field("unit", "string", "Unit of the numbers in the row"),
    Field("mean", "number", "Expected value"),
    Field("p05", "number", "5th percentile"),
    Field("p95", "number", "95th percentile"),
    Field("set_at", "string", "Where it was set: file and line, --set, a seed table, or default"),
    Field("source", "string", "Source of the default"),
  ]

  /// events.csv
  public static let events = [
    Field("event", "string", "Name of the event"),
    Field("month", "yearmonth", "Calendar month"),
    Field("begun_mean", "number", "How many times it began in the month, mean over paths"),
    Field("active_share", "number", "Share of the month in which it was under way, mean over paths"),
  ]

  /// iamc.csv
  public static let iamc = [
    Field("model", "string", "Model and version"),
    Field("scenario", "string", "Name of the scenario"),
    Field("region", "string", "Country, federal district, buyer or route"),
    Field("variable", "string", "Variable, levels between bars; the last one names a percentile"),
    Field("unit", "string", "Unit of the value"),
    Field("year", "year", "Calendar year; only years that the period covers whole"),
    Field("value", "number", "Mean over paths, or the percentile that the variable names"),
  ]

  /// paths.csv: a column a series.
  public static func paths(_ series: [Series]) -> [Field] {
    [
      Field("path", "integer", "Number of the path, from 0"),
      Field("month", "yearmonth", "Calendar month"),
    ]
      + series.map { series in
        Field(series.label, "number", series.declaration.summary, unit: series.declaration.unit.symbol)
      }
  }
}

extension Series {
  /// `oil.revenue`, or `oil.exports[India]` for a series of one region.
  public var label: String { declaration.label }

  /// The unit of a year's or the horizon's number: a sum of `Mt/month` over months is in `Mt`.
  public var spanUnit: String {
    let symbol = declaration.unit.symbol
    guard declaration.aggregation == .sum, symbol.hasSuffix("/month") else { return symbol }
    let rest = String(symbol.dropLast("/month".count))
    return rest.isEmpty ? "count" : rest
  }
}

extension OutputDeclaration {
  /// `oil.revenue`, or `oil.exports[India]` for a series of one region.
  public var label: String { region == "Russia" ? variable : "\(variable)[\(region)]" }
}
