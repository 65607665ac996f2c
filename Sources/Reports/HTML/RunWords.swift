internal import Charts
internal import ScenarioText

/// Sentences about a run, made of its tables: each number is one of theirs, rounded to what its error allows.
enum RunWords {
  private static let verbs = ["sum": "adds up to", "mean": "averages", "last": "ends at"]

  /// `oil.revenue adds up to 377.6 bn USD (± 0.34); nine of ten futures lie between 235 and 548.`
  static func finding(_ series: ReportedSeries, period: String) -> String {
    guard let total = series.total else { return "" }
    let unit = series.spanUnit
    let low = Amount.text(total.percentiles[0], error: total.errors[0])
    let high = Amount.text(total.percentiles[4], error: total.errors[4], unit)
    return "\(named(series)) \(verbs[series.rule] ?? "averages") "
      + "\(Amount.text(total.mean, error: total.error, unit)) over \(period) (mean, \(Amount.reach(total.error)) from "
      + "sampling); nine of ten futures lie between \(low) and \(high)."
  }

  /// The first clause of what a series means, with its name.
  static func named(_ series: ReportedSeries) -> String {
    let words = series.summary.hasSuffix(".") ? String(series.summary.dropLast()) : series.summary
    let clause = words.split(separator: ";").first.map(String.init) ?? words
    return "\(clause) (\(series.label))"
  }

  /// The finding of a fan: whether its middle rises or falls by more than its error from the same month of the first
  /// year to the last, and how wide it ends.
  static func fanTitle(_ series: ReportedSeries) -> String {
    guard let first = series.months.first, let last = series.months.last else { return series.label }
    let years = (last.month - first.month) / 12
    let start = series.months.first { $0.month == last.month - 12 * years } ?? first
    let a = start.spread, b = last.spread
    let error = (a.errors[2] * a.errors[2] + b.errors[2] * b.errors[2]).squareRoot()
    let from = Amount.text(a.percentiles[2], error: error)
    let to = Amount.text(b.percentiles[2], error: error)
    let low = Amount.text(b.percentiles[0], error: b.errors[0]),
      high = Amount.text(b.percentiles[4], error: b.errors[4])
    let change = b.percentiles[2] - a.percentiles[2]
    let name = MonthAxis.name(last.month)
    let move =
      Amount.isTold(change, error: error) && from != to
      ? "\(change > 0 ? "rises" : "falls") from \(from) in \(MonthAxis.name(start.month)) to \(to) \(series.unit) in \(name)"
      : "is \(to) \(series.unit) in \(name)\(start.month < last.month ? ", as in \(MonthAxis.name(start.month))" : "")"
    return "The median of \(series.label) \(move); nine of ten futures then lie between \(low) and \(high)"
  }

  /// What the scenario itself sets, a line each.
  static func settings(_ tables: ResultTables) -> [[String]] {
    let isOwn: (String) -> Bool = { origin in
      origin.contains(".txt:") || origin.hasPrefix("--set") || origin.contains("stdin")
    }
    return tables.rows("parameters.csv").filter { isOwn($0.text("set_at")) }.map { row in
      let value = rounded(row.number("mean"), significant: 4)
      let isCertain = row.number("p05") == row.number("p95")
      let range =
        isCertain
        ? ""
        : " (\(rounded(row.number("p05"), significant: 3)) to \(rounded(row.number("p95"), significant: 3)))"
      let isSwitch = row.text("unit") == "switch" && isCertain
      let words = isSwitch ? (row.number("mean") > 0.5 ? "on" : "off") : value + range
      return [
        row.text("name"), words, isSwitch ? "" : row.text("unit"), row.text("set_at"), row.text("source"),
      ]
    }
  }

  /// How a difference between two cases is told: size, direction, interval, chance; or that there is none.
  static func difference(_ row: [String: String]) -> String {
    let mean = row.number("difference"), error = row.number("difference_se")
    let region = row.text("region"), variable = row.text("variable")
    let label = region == "Russia" ? variable : "\(variable)[\(region)]"
    let unit = row.text("unit"), span = row.text("span")
    guard Amount.isTold(mean, error: error) else {
      return "\(row.text("second")) changes \(label) over \(span) by nothing that can be told from zero."
    }
    let size = Amount.text(abs(mean), error: error, unit)
    let low = Amount.text(row.number("difference_p05"), error: error)
    let high = Amount.text(row.number("difference_p95"), error: error, unit)
    let chance = mean > 0 ? 1 - row.number("chance_a_above_b") : row.number("chance_a_above_b")
    let share = mean > 0 ? "not below" : "below"
    return
      "\(row.text("second")) \(mean > 0 ? "raises" : "lowers") \(label) over \(span) by \(size) on average "
      + "(\(Amount.reach(error)) from sampling); on nine of ten paths the difference lies between \(low) and \(high), "
      + "and on \(digits(chance * 100)) % it is \(share) \(row.text("first"))."
  }
}
