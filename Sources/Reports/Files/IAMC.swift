public import Engine

/// The long table of the Integrated Assessment Modeling Consortium, which pyam reads as it is.
public enum IAMC {
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
    var table = CSVTable(header: Fields.iamc.map(\.name))
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
