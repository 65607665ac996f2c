public import Engine

/// wide.csv: a month a row and a series a column, for spreadsheets: dates as they take them, as many digits as the error
/// leaves.
public enum WideTable: ResultsFile {
  /// As it is called in the folder.
  public static let name = "wide.csv"

  /// Its columns.
  public static func fields(_ results: Results) -> [Field] {
    [Field("month", "date", "First day of the month")]
      + results.series.map { series in
        let unit = series.declaration.unit.symbol
        return Field(
          "\(series.label) (\(unit))", "number", "\(series.declaration.summary) Mean over paths.", unit: unit)
      }
  }

  /// Its bytes; nil where the run has none.
  public static func bytes(_ run: FinishedRun) -> [UInt8]? {
    let results = run.results
    var table = CSVTable(header: fields(results).map(\.name))
    for month in 0..<results.settings.period.count {
      table.add(results.settings.period.month(month).first.description)
      for row in results.series.indices { table.add(bare: measured(results.monthly[row][month])) }
      table.endRow()
    }
    return table.bytes
  }

  /// The mean to the second digit of its error.
  static func measured(_ statistics: Statistics) -> String {
    let value = statistics.mean, error = statistics.meanError
    guard value.isFinite, abs(value) < 1e9 else { return exact(value) }
    guard error > 0, error.isFinite else { return plain(value, places: 6) }
    var places = 1, scale = 1.0
    while error * scale < 1 && places < 9 {
      places += 1
      scale *= 10
    }
    return plain(value, places: error >= 10 ? 0 : places)
  }

  /// Without commas between thousands, and without zeros at the end.
  private static func plain(_ value: Double, places: Int) -> String {
    var text = fixed(value, places: places).filter { $0 != "," }
    guard text.contains(".") else { return text }
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }
}
