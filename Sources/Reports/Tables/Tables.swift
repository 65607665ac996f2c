public import Engine

/// The tables of a run as CSV bytes. They hold nothing but results: no time of day, no number of threads.
public enum Tables {
  /// monthly.csv
  public static func monthly(_ results: Results) -> [UInt8] {
    let period = results.settings.period
    var table = CSVTable(header: Fields.monthly.map(\.name))
    for (row, series) in results.series.enumerated() {
      for (index, statistics) in results.monthly[row].enumerated() {
        add(period.month(index).description, series, series.declaration.unit.symbol, statistics, to: &table)
      }
    }
    return table.bytes
  }

  /// annual.csv
  public static func annual(_ results: Results) -> [UInt8] {
    var table = CSVTable(header: Fields.annual.map(\.name))
    for (row, series) in results.series.enumerated() {
      for (year, statistics) in zip(results.years, results.annual[row]) {
        add(String(year), series, series.spanUnit, statistics, to: &table)
      }
    }
    return table.bytes
  }

  /// total.csv
  public static func total(_ results: Results) -> [UInt8] {
    var table = CSVTable(header: Fields.total.map(\.name))
    for (row, series) in results.series.enumerated() {
      add(results.settings.period.description, series, series.spanUnit, results.total[row], to: &table)
    }
    return table.bytes
  }

  private static func add(
    _ time: String, _ series: Series, _ unit: String, _ statistics: Statistics, to table: inout CSVTable
  ) {
    table.add(time)
    table.add(series.declaration.variable)
    table.add(series.declaration.region)
    table.add(unit)
    table.add(statistics.mean)
    table.add(statistics.meanError)
    for (value, error) in zip(statistics.quantiles, statistics.quantileErrors) {
      table.add(value)
      table.add(error)
    }
    table.endRow()
  }

  /// events.csv
  public static func events(_ results: Results) -> [UInt8] {
    var table = CSVTable(header: Fields.events.map(\.name))
    for event in results.events {
      for index in event.begun.indices {
        table.add(event.name)
        table.add(results.settings.period.month(index).description)
        table.add(event.begun[index])
        table.add(event.active[index])
        table.endRow()
      }
    }
    return table.bytes
  }

  /// parameters.csv: a row for each parameter, and for each dated step of one.
  public static func parameters(_ model: Model, _ settings: Settings) -> [UInt8] {
    var table = CSVTable(header: Fields.parameters.map(\.name))
    for row in ParameterRow.all(model, settings) {
      table.add(row.name)
      table.add(row.declaration.unit.symbol)
      table.add(row.mean)
      table.add(row.p05)
      table.add(row.p95)
      table.add(row.origin)
      table.add(row.source)
      table.endRow()
    }
    return table.bytes
  }
}
