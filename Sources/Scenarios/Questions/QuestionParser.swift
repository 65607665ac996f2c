public import Engine
public import ScenarioText

/// Reads a question and binds it to the series of a model and the months of a run.
///
/// ```
/// question  := "when" conditions | conditions ("given" conditions)? | statistic ("given" conditions)? | sum
/// statistic := ("mean" | "median" | "p"N | "shortfall") "(" sum ("," share)? ")" ("in" span)?
/// conditions := sum relation sum ("and" sum relation sum)*
/// sum := product (("+" | "-") product)* · product := factor (("*" | "/") factor)*
/// factor := number unit? | series ("[" region "]")? ("in" span)? | "(" sum ")" ("in" span)?
/// span := month | year | month "to" month | year "to" year
/// ```
struct QuestionParser {
  typealias Problem = QuestionReader.Problem
  typealias Term = Question.Term
  typealias Condition = Question.Condition

  let text: String
  /// The series that may be named, each in the unit in which numbers are held against it.
  let outputs: [OutputDeclaration]
  let period: Period
  var reader: QuestionReader
  /// In `when`, series are looked at month by month.
  var isMonthly = false

  init(_ text: String, _ outputs: [OutputDeclaration], _ period: Period) {
    self.text = text
    self.outputs = outputs
    self.period = period
    reader = QuestionReader(text)
  }

  mutating func question() throws(Problem) -> Question {
    let wanted = try wanted()
    var given: [Condition] = []
    if reader.take(keyword: "given") {
      isMonthly = false
      given = try conditions()
    }
    reader.skipBlanks()
    guard reader.current == nil else { throw leftOver() }
    return Question(text: text, wanted: wanted, given: given)
  }

  private func leftOver() -> Problem {
    let word = reader.nextWord
    let rest = word.isEmpty ? String(reader.current ?? " ") : word
    return Problem(
      "'\(rest)' doesn't belong here", at: reader.position, length: rest.count,
      hint:
        "a question ends after its span or value; conditions are joined by 'and', 'given' begins what is known"
    )
  }

  private mutating func wanted() throws(Problem) -> Question.Wanted {
    if reader.take(keyword: "when") {
      isMonthly = true
      return .when(try conditions())
    }
    if let statistic = try statistic() { return statistic }
    let first = try sum()
    guard let relation = relation() else { return .quantity(first) }
    return .chance(try conditions(first, relation))
  }

  // MARK: Statistics

  private mutating func statistic() throws(Problem) -> Question.Wanted? {
    var ahead = reader
    ahead.skipBlanks()
    let start = ahead.position
    let name = ahead.word()
    guard !name.isEmpty, ahead.take("(") else { return nil }
    reader = ahead
    let level = QuestionParser.level(of: name)
    guard level != nil || ["mean", "shortfall"].contains(name) else { throw unknownStatistic(name, start) }
    var term = try sum()
    let share = name == "shortfall" ? try shortfallShare() : nil
    guard reader.take(")") else { throw reader.problem("a ')' is missing", at: reader.position) }
    if reader.take(keyword: "in") { term = term.over(try span()) }
    if let level { return .percentile(level, term) }
    return share.map { .shortfall(term, share: $0) } ?? .mean(term)
  }

  /// `p10`, `p2.5` and `median`.
  private static func level(of name: String) -> Double? {
    if name == "median" { return 0.5 }
    guard name.first == "p", let percent = Double(name.dropFirst()), percent > 0, percent < 100 else {
      return nil
    }
    return percent / 100
  }

  private func unknownStatistic(_ name: String, _ start: Int) -> Problem {
    let known = ["mean", "median", "p05", "p50", "p95", "shortfall"]
    let meant = suggestion(for: name, among: known).map { "did you mean '\($0)'? " } ?? ""
    return Problem(
      "'\(name)' is not a statistic", at: start, length: name.count,
      hint: meant + "known are mean, median, p1 to p99 and shortfall")
  }

  private mutating func shortfallShare() throws(Problem) -> Double {
    guard reader.take(",") else {
      throw reader.problem(
        "'shortfall' wants the share of the worst", at: reader.position,
        hint: "such as shortfall(oil.revenue, 5 %)")
    }
    reader.skipBlanks()
    let start = reader.position
    guard let number = try reader.number() else {
      throw reader.problem("a share is missing", at: start, hint: "such as 5 %")
    }
    let share = number * (reader.unit().flatMap { $0.plainFactor(to: .share) } ?? 1)
    guard share > 0, share < 1 else {
      throw reader.problem("the share lies between 0 and 100 %", from: start, hint: "such as 5 %")
    }
    return share
  }

  // MARK: Conditions

  private mutating func conditions() throws(Problem) -> [Condition] {
    let first = try sum()
    guard let relation = relation() else {
      throw reader.problem("a comparison is missing", at: reader.position, hint: "such as '< 100 bn RUB'")
    }
    return try conditions(first, relation)
  }

  private mutating func conditions(
    _ first: Term, _ relation: Condition.Relation
  ) throws(Problem) -> [Condition] {
    var found = [try condition(first, relation)]
    while reader.take(keyword: "and") {
      let left = try sum()
      guard let relation = self.relation() else {
        throw reader.problem("a comparison is missing", at: reader.position, hint: "such as '< 100 bn RUB'")
      }
      found.append(try condition(left, relation))
    }
    return found
  }

  mutating func relation() -> Condition.Relation? {
    guard let sign = reader.take(anyOf: "<>=≤≥") else { return nil }
    switch sign {
    case "≤": return .atMost
    case "≥": return .atLeast
    case "=": return .equal
    default: return reader.take("=") ? (sign == "<" ? .atMost : .atLeast) : (sign == "<" ? .below : .above)
    }
  }

  private mutating func condition(
    _ left: Term, _ relation: Condition.Relation
  ) throws(Problem) -> Condition {
    reader.skipBlanks()
    let start = reader.position
    let right = try sum()
    // A bare number on the left takes the unit of the right, so that both orders read the same.
    if case .number = left, !right.quantities.isEmpty {
      return Condition(left: try fitted(left, to: right, start), relation: relation, right: right)
    }
    return Condition(left: left, relation: relation, right: try fitted(right, to: left, start))
  }
}

extension Question {
  /// Reads a question of a scenario: in the units in which results are shown, or else in the model's own.
  ///
  /// - Throws: a diagnostic at the piece that is wrong.
  public init(
    _ node: Node, _ model: Model, _ period: Period, units: [UnitChoice] = []
  ) throws(Diagnostic) {
    guard let text = node.text, !text.isEmpty else {
      throw Diagnostic(
        "a question is a line of text", at: node, hint: "such as 'budget.oil_gas in 2026 < 7000 bn RUB'")
    }
    var shown = QuestionParser(text, model.outputs(in: units, over: period), period)
    if !units.isEmpty, let question = try? shown.question() {
      self = question
      return
    }
    var parser = QuestionParser(text, model.outputs, period)
    do throws(QuestionReader.Problem) {
      self = try parser.question()
    } catch {
      throw node.diagnostic(error)
    }
  }
}
