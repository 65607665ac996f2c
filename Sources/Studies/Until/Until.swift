public import ScenarioText

/// The condition of `--until`: `se(SERIES) < LIMIT UNIT`, `se(p95(SERIES)) < LIMIT UNIT` or `se(QUESTION) < LIMIT UNIT`,
/// where `%` means per cent of the mean or percentile, and of a chance its own per cent.
public struct Until: Sendable {
  /// What is wrong with a condition, where, and how it is written.
  public typealias Problem = ValueText.Problem

  /// A condition as it is written.
  public static let example = "se(budget.oil_gas) < 0.5 %"

  /// As the user wrote it.
  public let text: String
  /// What is asked, where it is more than a series over the whole period.
  let question: Substring?
  /// As written: `oil.revenue`, or `gas.ttf[EU]`.
  let series: Substring
  /// The level of the quantile that is meant; nil for the mean.
  let level: Double?
  let limit: Double
  let unit: Substring

  var isRelative: Bool { unit == "%" }

  /// Reads a condition.
  public init(_ text: String) throws(Problem) {
    var reader = UntilReader(text)
    self.text = text
    try reader.expect("se", "a condition begins with the standard error of a series")
    try reader.expect("(", "a series in brackets follows 'se'")
    question = reader.question()
    level = try question == nil ? reader.percentile() : nil
    if question == nil {
      series = try reader.take("the name of a series is missing") { $0 != ")" && $0 != "<" }
      try reader.expect(")", "the bracket of the series isn't closed")
    } else {
      series = ""
    }
    if level != nil { try reader.expect(")", "the bracket of 'se' isn't closed") }
    try reader.expect("<", "only '<' can follow the series")
    let number = try reader.take("a number is missing") { $0.isNumber || ".+-eE".contains($0) }
    guard let limit = Double(number), limit > 0, limit.isFinite else {
      throw reader.problem("'\(number)' is not a number above 0", at: number)
    }
    self.limit = limit
    unit = try reader.take("the limit needs a unit: % of the mean, or the unit of the series") { _ in true }
  }

  /// The message with the condition, a caret under what is wrong and a hint.
  func complaint(_ message: String, at part: Substring, hint: String) -> String {
    Until.rendered(
      Problem(
        message, at: text.distance(from: text.startIndex, to: part.startIndex),
        length: part.count, hint: hint), in: text)
  }

  static func rendered(_ problem: Problem, in text: String) -> String {
    let caret = "^" + String(repeating: "~", count: problem.length - 1)
    return "--until: \(problem.message)\n  \(text)\n  \(String(repeating: " ", count: problem.offset))"
      + "\(caret) \(problem.hint ?? "")"
  }

  /// What `validate` of a command says about a text; nil where it is a condition.
  public static func complaint(about text: String) -> String? {
    do throws(Problem) {
      _ = try Until(text)
      return nil
    } catch {
      return rendered(error, in: text)
    }
  }
}
