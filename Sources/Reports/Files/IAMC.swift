public import Engine

/// The long table of the Integrated Assessment Modeling Consortium, which pyam reads as it is.
public enum IAMC: ResultsFile {
  public static let name = "iamc.csv"

  private static let fields = [
    Field("model", "string", "Model and version"),
    Field("scenario", "string", "Name of the scenario"),
    Field("region", "string", "Country, federal district, buyer or route"),
    Field("variable", "string", "Variable, levels between bars; the last one names a percentile"),
    Field("unit", "string", "Unit of the value"),
    Field("year", "year", "Calendar year; only years that the period covers whole"),
    Field("value", "number", "Mean over paths, or the percentile that the variable names"),
  ]

  public static func fields(_ results: Results) -> [Field] { fields }

  public static func bytes(_ run: FinishedRun) -> [UInt8]? {
    table(run.results, version: run.record.version)
  }

  /// iamc.csv: the mean under the variable's own name, percentiles under `variable|p05` and so on.
  ///
  /// Only years that the period covers whole are written, because readers compare years; nil where there is
  /// none.
  public static func table(_ results: Results, version: String) -> [UInt8]? {
    let period = results.settings.period
    let whole = results.years.indices.filter { index in
      let year = results.years[index]
      return period.first <= Month(year: year, month: 1) && Month(year: year, month: 12) <= period.last
    }
    guard !whole.isEmpty, !results.series.isEmpty else { return nil }
    var table = CSVTable(header: fields.map(\.name))
    for (row, series) in results.series.enumerated() {
      let name = variable(series.declaration.variable)
      for index in whole {
        let statistics = results.annual[row][index]
        let values =
          [("", statistics.mean)] + zip(Fields.percentiles, statistics.quantiles).map { ("|\($0)", $1) }
        for (suffix, value) in values {
          for text in [
            "Throttle \(version)", results.settings.name, series.declaration.region, name + suffix,
          ] {
            table.add(text)
          }
          table.add(series.spanUnit)
          table.add(results.years[index])
          table.add(value)
          table.endRow()
        }
      }
    }
    return table.bytes
  }

  /// `oil.revenue` as levels: `oil|revenue`.
  public static func variable(_ name: String) -> String {
    name.split(separator: ".").joined(separator: "|")
  }
}
