internal import Charts
public import Engine
internal import Scenarios
public import Studies

/// The answer to a question as a sentence.
public struct AnswerText: Sendable {
  private let answer: Answer
  private let period: Period

  /// - Parameter period: that of the run.
  public init(_ answer: Answer, period: Period) {
    self.answer = answer
    self.period = period
  }

  /// One sentence, with its error and a full stop.
  public var sentence: String {
    guard answer.paths > 0 else { return "\(answer.question.text): no path is left to answer from." }
    return capitalised(plain + known) + "."
  }

  private var plain: String {
    let question = answer.question
    switch question.wanted {
    case .chance(let conditions): return chance(conditions)
    case .mean(let term): return "\(subject(term)) is \(number(0)) on average"
    case .percentile(let level, let term):
      return "the \(ordinal(level)) percentile of \(subject(term)) is \(number(0))"
    case .shortfall(let term, let share):
      return "in the worst \(percent(share)) of futures \(subject(term)) is \(number(0)) on average"
    case .quantity(let term):
      return "\(subject(term)) is \(number(0)) on average, and from \(bare(1)) to \(number(2, error: false)) "
        + "in nine of ten futures"
    case .when(let conditions): return when(conditions)
    }
  }

  /// On how many paths an answer stands that a condition was given for.
  private var known: String {
    guard !answer.question.given.isEmpty else { return "" }
    let conditions = answer.question.given.map(clause).joined(separator: " and ")
    return ", given that \(conditions) (\(grouped(answer.paths)) of \(grouped(answer.allPaths)) paths)"
  }

  private func chance(_ conditions: [Question.Condition]) -> String {
    let what = conditions.map(clause).joined(separator: " and ")
    guard let estimate = answer.rows[0].interval else { return what }
    let paths = "\(grouped(answer.paths)) paths"
    if estimate.value == 0 {
      return "\(what) on none of \(paths): a chance under \(ceiling(estimate.high))"
    }
    if estimate.value == 1 {
      return "\(what) on all of \(paths): a chance over \(floor(estimate.low))"
    }
    return "\(what) with a chance of \(share(estimate))"
  }

  private func when(_ conditions: [Question.Condition]) -> String {
    let what = conditions.map(clause).joined(separator: " and ")
    guard let never = answer.rows[0].interval, never.value < 1 else {
      return "on none of \(grouped(answer.paths)) paths \(what) by \(period.last)"
    }
    let months = answer.rows.dropFirst().map {
      $0.interval.map { answer.month($0.value, period).description }
    }
    let late = "after \(period.last)"
    return "\(what) for the first time \(months[1].map { "in \($0)" } ?? late) at the median "
      + "(from \(months[0] ?? late) to \(months[2] ?? late) in nine of ten futures), and never with a chance of "
      + (never.value == 0 ? "under \(ceiling(never.high))" : share(never))
  }

  // MARK: Parts

  /// `oil and gas revenue of the federal budget in 2026 is below 7,000 bn RUB`.
  private func clause(_ condition: Question.Condition) -> String {
    let words: [Question.Condition.Relation: String] = [
      .below: "is below", .above: "is above", .atMost: "is at most", .atLeast: "is at least", .equal: "is",
    ]
    return "\(subject(condition.left)) \(words[condition.relation] ?? "") \(subject(condition.right))"
  }

  private func subject(_ term: Question.Term) -> String {
    switch term {
    case .quantity(let quantity): return named(quantity)
    case .number(let number, let unit): return "\(readable(number)) \(unit)".trimmedOfCount
    case .scaled(.number(let number, let unit), _, _): return "\(readable(number)) \(unit)".trimmedOfCount
    case .scaled(let inner, _, _): return subject(inner)
    case .sum(let left, let right): return "\(subject(left)) plus \(subject(right))"
    case .difference(let left, let right): return "\(subject(left)) less \(subject(right))"
    case .product(let left, let right): return "\(subject(left)) times \(subject(right))"
    case .ratio(let left, let right): return "\(subject(left)) over \(subject(right))"
    }
  }

  private func named(_ quantity: Question.Quantity) -> String {
    let series = quantity.series
    let head = series.summary.prefix { !".;,:".contains($0) }
    let region = series.label.hasSuffix("]") ? " (\(series.region.spaced))" : ""
    let span: String
    switch quantity.months {
    case nil: span = ""
    case let months? where quantity.span.isEmpty:
      span = series.aggregation == .last ? " at the end of \(months.last)" : " over \(months)"
    default: span = series.aggregation == .last ? " at the end of \(quantity.span)" : " in \(quantity.span)"
    }
    return ProperNames.within(String(head)) + region + span
  }

  private func number(_ row: Int, error: Bool = true) -> String {
    guard let estimate = answer.rows[row].interval else { return "unknown" }
    let stated = StatedNumber(estimate.value, error: estimate.error)
    let unit = answer.rows[row].unit
    return (error ? "\(stated.value) ± \(stated.error) \(unit)" : "\(stated.value) \(unit)").trimmedOfCount
  }

  private func bare(_ row: Int) -> String {
    answer.rows[row].interval.map { StatedNumber($0.value, error: $0.error).value } ?? "unknown"
  }

  private func share(_ estimate: Interval) -> String {
    let stated = StatedNumber(100 * estimate.value, error: 100 * estimate.error)
    return "\(stated.value) % ± \(stated.error)"
  }

  /// A limit rounded to the safe side.
  private func ceiling(_ share: Double) -> String { percent((share * 1e4).rounded(.up) / 1e4) }
  private func floor(_ share: Double) -> String {
    "\(fixed((share * 1e4).rounded(.down) / 1e2, places: 2)) %"
  }

  private func ordinal(_ level: Double) -> String {
    let percent = (level * 1e6).rounded() / 1e4
    guard percent == percent.rounded() else { return "\(percent)th" }
    let whole = Int(percent)
    let ends = whole / 10 == 1 ? "th" : [1: "st", 2: "nd", 3: "rd"][whole % 10] ?? "th"
    return "\(whole)\(ends)"
  }

}

/// A number with as many digits as its error leaves meaning, and the error with its first one or two.
public struct StatedNumber: Sendable, Equatable {
  /// The number.
  public let value: String
  /// Its standard error.
  public let error: String

  /// States a number with its standard error.
  public init(_ value: Double, error: Double) {
    guard value.isFinite, let places = places(leftBy: error) else {
      self.value = readable(value)
      self.error = "0"
      return
    }
    self.value = fixed(rounded(value, places: places), places: max(0, places))
    self.error = fixed(rounded(error, places: places), places: max(0, places))
  }
}

extension String {
  fileprivate var spaced: String { String(map { $0 == "_" ? " " : $0 }) }

  /// A number that counts, or is a share of one, has no unit to name.
  fileprivate var trimmedOfCount: String {
    for word in [" count", " share", " index", " switch"] where hasSuffix(word) {
      return String(dropLast(word.count))
    }
    return self
  }
}
