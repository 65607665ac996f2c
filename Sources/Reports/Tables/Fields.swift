public import Engine

/// A column of a results table: its name, type and meaning, as `datapackage.json` describes it.
public struct Field: Sendable {
  public let name: String
  /// A Frictionless type: `string`, `number`, `integer`, `yearmonth`, `year`.
  public let type: String
  public let title: String
  /// Nil where the unit is in the row or there is none.
  public let unit: String?

  public init(_ name: String, _ type: String, _ title: String, unit: String? = nil) {
    self.name = name
    self.type = type
    self.title = title
    self.unit = unit
  }
}

/// Columns that several tables of results share: headers and schemas derive from them.
public enum Fields {
  private static let percents = quantileLevels.map { Int(($0 * 100).rounded()) }

  /// What the percentiles at `quantileLevels` are called: `p05`, `p25` and so on.
  public static let percentiles = percents.map { $0 < 10 ? "p0\($0)" : "p\($0)" }

  private static let reach =
    "± \(fixed(Statistics.errorsTo95, places: 2)) of it is a 95 % interval (16 replicates)"

  /// The mean and the percentiles, each with its error.
  public static let statistics: [Field] =
    [
      Field("mean", "number", "Mean over paths, in the unit of the row"),
      Field("se", "number", "Standard error of the mean; \(reach)"),
    ]
    + zip(percentiles, percents).flatMap { name, percent in
      [
        Field(name, "number", "\(percent)th percentile over paths"),
        Field(name + "_se", "number", "Standard error of the \(percent)th percentile; \(reach)"),
      ]
    }

  /// Which series a row is of.
  public static let series: [Field] = [
    Field("variable", "string", "Output variable (section.name)"),
    Field("region", "string", "Country, federal district, buyer or route"),
    Field("unit", "string", "Unit of the numbers in the row"),
  ]
}

extension Series {
  /// `oil.revenue`, or `oil.exports[India]` for a series of one region.
  public var label: String { declaration.label }

  /// The unit of a year's or the horizon's number: a sum of `Mt/month` over months is in `Mt`.
  public var spanUnit: String { declaration.spanUnit.symbol }
}
