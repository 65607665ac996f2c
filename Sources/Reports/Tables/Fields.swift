public import Engine

/// A column of a results table: its name, type and meaning, as `datapackage.json` describes it.
public struct Field: Sendable {
  /// As the header has it.
  public let name: String
  /// A Frictionless type: `string`, `number`, `integer`, `yearmonth`, `year`.
  public let type: String
  /// What the numbers are, in a sentence.
  public let title: String
  /// Nil where the unit is in the row or there is none.
  public let unit: String?

  /// A column; `type` is one of the Frictionless types.
  public init(_ name: String, _ type: String, _ title: String, unit: String? = nil) {
    self.name = name
    self.type = type
    self.title = title
    self.unit = unit
  }
}

/// Columns that several tables of results share: headers and schemas derive from them.
public enum Fields {
  /// What the percentiles at `quantileLevels` are called: `p05`, `p25` and so on.
  public static let percentiles = quantileLevels.map(percentile)

  /// `p05` for 0.05, `p97.5` for 0.975.
  static func percentile(_ level: Double) -> String { (level < 0.0999 ? "p0" : "p") + percent(level) }

  /// A level in percent, without the dust of binary fractions.
  static func percent(_ level: Double) -> String {
    let rounded = (level * 1e8).rounded() / 1e6
    return rounded == rounded.rounded() ? String(Int(rounded)) : exact(rounded)
  }

  private static let reach =
    "± \(fixed(Statistics.errorsTo95, places: 2)) of it is a 95 % interval (16 replicates)"

  /// The mean and the usual percentiles, each with its error.
  public static let statistics = statistics(at: quantileLevels)

  /// The mean and the percentiles at some levels, each with its error.
  public static func statistics(at levels: [Double]) -> [Field] {
    [
      Field("mean", "number", "Mean over paths, in the unit of the row"),
      Field("se", "number", "Standard error of the mean; \(reach)"),
    ]
      + levels.flatMap { level in
        [
          Field(
            percentile(level), "number",
            "\(percent(level))th percentile over paths, linear between ranks (type 7)"),
          Field(
            percentile(level) + "_se", "number",
            "Standard error of the \(percent(level))th percentile; \(reach)"),
        ]
      }
  }

  /// The means of the lowest or highest shares of paths, each with its error: `es05` of the lowest 5 %, `es95` of what is
  /// above the 95th percentile.
  public static func shortfalls(_ percents: [Double]) -> [Field] {
    percents.flatMap { level in
      let name = "es" + percentile(level / 100).dropFirst()
      let share = level < 50 ? "lowest \(percent(level / 100))" : "highest \(percent(1 - level / 100))"
      return [
        Field(name, "number", "Expected shortfall: mean of the \(share) % of paths"),
        Field(name + "_se", "number", "Standard error of \(name); \(reach)"),
      ]
    }
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
