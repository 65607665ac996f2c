internal import Engine
internal import ScenarioText

/// Months, years and what of them the run covers.
extension QuestionParser {

  /// Months of the run, and how they were written.
  mutating func span() throws(Problem) -> (months: Period, text: String) {
    let start = wordStart
    if isMonthly {
      throw Problem(
        "'when' looks at every month, so a span doesn't belong here", at: start, length: 1,
        hint: "leave 'in …' out")
    }
    let first = try time()
    guard reader.take(keyword: "to") else {
      return (try covered(first.months, start, first.text), first.text)
    }
    let last = try time()
    guard first.months.first <= last.months.last else {
      throw reader.problem("this span ends before it begins", from: start)
    }
    let text = "\(first.text) to \(last.text)"
    return (try covered(Period(first: first.months.first, last: last.months.last), start, text), text)
  }

  private mutating func time() throws(Problem) -> (months: Period, text: String) {
    let start = wordStart
    let text = String(reader.time())
    if let month = Month(text) { return (Period(first: month, last: month), text) }
    if text.count == 4, let year = Int(text) {
      return (Period(first: Month(year: year, month: 1), last: Month(year: year, month: 12)), text)
    }
    throw reader.problem(
      text.isEmpty ? "a month or year belongs here" : "'\(text)' is neither a month nor a year", from: start,
      hint: "such as 2026, 2026-06 or 2026-01 to 2026-06")
  }

  private func covered(_ months: Period, _ start: Int, _ text: String) throws(Problem) -> Period {
    guard months.first >= period.first, months.last <= period.last else {
      let isApart = months.last < period.first || months.first > period.last
      throw reader.problem(
        isApart ? "the run doesn't reach \(text)" : "the run covers only a part of \(text)", from: start,
        hint: "it has the months \(period)")
    }
    return months
  }
}
