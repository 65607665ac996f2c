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
    "\(clause(series.summary)) (\(series.label))"
  }

  /// What stands before the first semicolon, without a full stop.
  static func clause(_ summary: String) -> String {
    let words = summary.hasSuffix(".") ? String(summary.dropLast()) : summary
    return words.split(separator: ";").first.map(String.init) ?? words
  }

  /// The finding of a fan: whether its middle rises or falls by more than its error from the same month of the first
  /// year to the last, and how wide it ends.
  static func fanTitle(_ series: ReportedSeries) -> String {
    guard let first = series.months.first, let last = series.months.last else { return series.label }
    let years = (last.month - first.month) / 12
    let start = series.months.first { $0.month == last.month - 12 * years } ?? first
    let a = start.spread, b = last.spread
    let error = (a.errors[2] * a.errors[2] + b.errors[2] * b.errors[2]).squareRoot()
    func text(_ spread: Spread, _ index: Int) -> String {
      Amount.text(spread.percentiles[index], error: spread.errors[index])
    }
    let from = text(a, 2), to = text(b, 2), low = text(b, 0), high = text(b, 4)
    let change = b.percentiles[2] - a.percentiles[2]
    let name = MonthAxis.name(last.month)
    let move =
      Amount.isTold(change, error: error) && from != to
      ? "\(change > 0 ? "rises" : "falls") from \(from) in \(MonthAxis.name(start.month)) to \(to) \(series.unit) in \(name)"
      : "is \(to) \(series.unit) in \(name)\(start.month < last.month ? ", as in \(MonthAxis.name(start.month))" : "")"
    return "The median of \(series.label) \(move); nine of ten futures then lie between \(low) and \(high)"
  }

  private static let mostSet = 4

  /// The rows of `settings` in a sentence: the first few of them.
  static func set(_ rows: [[String]]) -> String {
    let words = rows.prefix(mostSet).map { row -> String in
      let parts = row[0].split(separator: "@")
      let date = parts.count == 2 ? " from \(parts[1])" : ""
      return "\(parts.first ?? "") = \(row[1])\(row[2].isEmpty ? "" : " " + row[2])\(date)"
    }
    let more = rows.count - words.count
    return "It sets \(listed(words + (more > 0 ? ["\(more) more"] : [])))."
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

  /// A change below this share of what stood before is told as none worth a number.
  private static let leastShare = 0.001

  /// Whether a difference can be told from none, and is large enough to be worth a number.
  static func isWorthTelling(_ row: [String: String]) -> Bool {
    Amount.isTold(row.number("difference"), error: row.number("difference_se"))
      && abs(row.number("difference")) >= leastShare * abs(row.number("mean_a"))
  }

  /// `cap_30 lowers oil.revenue by 12.8 bn USD (3.4 %) over 2025-09 to 2027-12`; nil where there is nothing to tell.
  static func change(_ row: [String: String], _ label: String) -> String? {
    let mean = row.number("difference"), base = abs(row.number("mean_a"))
    guard isWorthTelling(row) else { return nil }
    let size = Amount.text(abs(mean), error: row.number("difference_se"), row.text("unit"))
    let isRelative = base > 0 && !["%", "share"].contains(row.text("unit"))
    let share = isRelative ? " (\(rounded(100 * abs(mean) / base, significant: 2)) %)" : ""
    return
      "\(row.text("second")) \(mean > 0 ? "raises" : "lowers") \(label) by \(size)\(share) over \(row.text("span"))"
  }

  /// `oil.revenue fell from 385.0 to 370.6 bn USD, by 14.4 (± 0.6)`; or that it didn't move.
  static func moved(_ row: [String: String], _ label: String) -> String {
    let change = row.number("difference"), error = row.number("difference_se"), unit = row.text("unit")
    let now = Amount.text(row.number("mean_b"), error: error, unit)
    guard Amount.isTold(change, error: error) else {
      return "\(label) is \(now) over \(row.text("span")), as before."
    }
    return
      "\(label) \(change > 0 ? "rose" : "fell") from \(Amount.text(row.number("mean_a"), error: error)) to \(now) "
      + "over \(row.text("span")), by \(Amount.text(abs(change), error: error)) (\(Amount.reach(error)) from sampling)."
  }

  /// A row of changes.csv in a few words.
  static func changed(_ row: [String: String]) -> String {
    row.text("kind") == "input"
      ? "\(row.text("name")) is \(row.text("value_b"))"
      : "\(row.text("name")) from \(row.text("value_a")) to \(row.text("value_b"))"
  }

  /// How a difference between two cases is told: size, direction, interval, chance; or that there is none.
  static func difference(_ row: [String: String], _ label: String) -> String {
    let mean = row.number("difference"), error = row.number("difference_se")
    guard let change = change(row, label) else {
      return Amount.isTold(mean, error: error)
        ? "\(row.text("second")) changes \(label) by less than 0.1 % over \(row.text("span"))."
        : "\(row.text("second")) changes \(label) by nothing that can be told from zero over \(row.text("span"))."
    }
    guard row["difference_p05"] != nil else { return "\(change) (\(Amount.reach(error)) from sampling)." }
    let low = Amount.text(row.number("difference_p05"), error: error)
    let high = Amount.text(row.number("difference_p95"), error: error, row.text("unit"))
    let above = row.number("chance_a_above_b")
    let side = mean > 0 ? "not below" : "below"
    return
      "\(change) on average (\(Amount.reach(error)) from sampling); on nine of ten paths by \(low) to \(high), "
      + "and on \(share(mean > 0 ? 1 - above : above)) it is \(side) \(row.text("first"))."
  }

  /// A share of the paths; none is called all that isn't.
  private static func share(_ chance: Double) -> String {
    if chance >= 1 { return "every path" }
    return chance >= 0.995 ? "more than 99 % of them" : "\(digits(chance * 100)) % of them"
  }
}
