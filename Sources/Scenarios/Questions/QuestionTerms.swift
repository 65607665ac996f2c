internal import Engine
internal import ScenarioText

/// Sums, products and their parts.
extension QuestionParser {
  mutating func sum() throws(Problem) -> Term {
    var left = try product()
    while let sign = reader.take(anyOf: "+-−") {
      reader.skipBlanks()
      let start = reader.position
      let right = try fitted(try product(), to: left, start)
      left = sign == "+" ? .sum(left, right) : .difference(left, right)
    }
    return left
  }

  private mutating func product() throws(Problem) -> Term {
    var left = try factor()
    while let sign = reader.take(anyOf: "*×/÷") {
      let right = try factor()
      left = sign == "*" || sign == "×" ? .product(left, right) : .ratio(left, right)
    }
    return left
  }

  private mutating func factor() throws(Problem) -> Term {
    if reader.take("(") {
      var inner = try sum()
      guard reader.take(")") else { throw reader.problem("a ')' is missing", at: reader.position) }
      if reader.take(keyword: "in") { inner = inner.over(try span()) }
      return inner
    }
    reader.skipBlanks()
    let start = reader.position
    if let number = try reader.number() { return try quantity(number, from: start) }
    return .quantity(try series())
  }

  private mutating func quantity(_ number: Double, from start: Int) throws(Problem) -> Term {
    if let unit = reader.unit() { return .number(number, unit) }
    let word = reader.nextWord
    if !word.isEmpty, !QuestionReader.keywords.contains(word), !word.contains(".") {
      throw Problem(
        "'\(word)' is not a unit", at: wordStart, length: word.count,
        hint: suggestion(for: word, among: Unit.known).map { "did you mean '\($0)'?" })
    }
    return .number(number, .count)
  }

  var wordStart: Int {
    var ahead = reader
    ahead.skipBlanks()
    return ahead.position
  }

  private mutating func series() throws(Problem) -> Question.Quantity {
    let start = wordStart
    let name = reader.word()
    guard !name.isEmpty else {
      throw reader.problem(
        "a series or a number belongs here", at: start,
        hint: "such as budget.oil_gas; 'simulate list' names them")
    }
    let region = reader.take("[") ? try reader.bracketed() : nil
    let declared = try declaration(name, region, start)
    if isMonthly {
      if reader.take(keyword: "in") { _ = try span() }
      return Question.Quantity(series: declared, months: nil, span: "")
    }
    guard nextIsSpan, reader.take(keyword: "in") else {
      return Question.Quantity(series: declared, months: period, span: "")
    }
    let found = try span()
    return Question.Quantity(series: declared, months: found.months, span: found.text)
  }

  private var nextIsSpan: Bool { reader.nextWord == "in" }

  private func declaration(
    _ name: String, _ region: String?, _ start: Int
  ) throws(Problem) -> OutputDeclaration {
    let regions = outputs.filter { $0.variable == name }
    func problem(_ message: String, _ hint: String) -> Problem {
      reader.problem(message, from: start, hint: hint)
    }
    guard !regions.isEmpty else {
      let meant = suggestion(for: name, among: outputs.map(\.variable))
      throw problem(
        "'\(name)' is not a series", meant.map { "did you mean '\($0)'?" } ?? "'simulate list' names them")
    }
    if let region {
      if let found = regions.first(where: { $0.region == region }) { return found }
      throw problem(
        "'\(name)' has no region '\(region)'", "it has " + regions.map(\.region).joined(separator: ", "))
    }
    guard regions.count == 1 else {
      throw problem(
        "'\(name)' has several regions",
        "name one: " + regions.prefix(4).map { "\(name)[\($0.region)]" }.joined(separator: ", "))
    }
    return regions[0]
  }
}

extension QuestionParser {
  /// A term in the unit of another, or what doesn't fit.
  func fitted(_ term: Term, to other: Term, _ start: Int) throws(Problem) -> Term {
    let unit = term.unit, wanted = other.unit
    if unit.symbol == wanted.symbol { return term }
    if let factor = unit.plainFactor(to: wanted) { return .scaled(term, by: factor, wanted) }
    if let factor = QuestionParser.monthlyRate(unit, other) { return .scaled(term, by: factor, wanted) }
    let what = other.quantities.first.map { "\($0.series.label) is measured in \(wanted)" }
    if unit.symbol == Unit.count.symbol {
      throw reader.problem("a unit is missing", from: start, hint: what)
    }
    throw reader.problem(
      "'\(unit)' doesn't fit", from: start, hint: what ?? "\(unit) and \(wanted) measure different things")
  }

  /// `600 bn RUB/month` against a sum over months means that much in each of them.
  private static func monthlyRate(_ unit: Unit, _ other: Term) -> Double? {
    guard case .quantity(let quantity) = other, quantity.series.aggregation == .sum else { return nil }
    let months = Double(quantity.months?.count ?? 1)
    return (unit * .months).plainFactor(to: other.unit).map { $0 * months }
  }
}

extension Question.Term {
  /// The same over other months, where a series has none of its own.
  func over(_ span: (months: Period, text: String)) -> Question.Term {
    switch self {
    case .quantity(let quantity):
      guard quantity.span.isEmpty else { return self }
      return .quantity(
        Question.Quantity(series: quantity.series, months: span.months, span: span.text))
    case .number: return self
    case .scaled(let term, let factor, let unit): return .scaled(term.over(span), by: factor, unit)
    case .sum(let left, let right): return .sum(left.over(span), right.over(span))
    case .difference(let left, let right): return .difference(left.over(span), right.over(span))
    case .product(let left, let right): return .product(left.over(span), right.over(span))
    case .ratio(let left, let right): return .ratio(left.over(span), right.over(span))
    }
  }
}
