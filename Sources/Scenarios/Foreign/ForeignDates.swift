internal import Engine

/// The ways in which dates are written, one of which a whole column keeps to: the first of those that read most of it.
enum ForeignDates: String, CaseIterable {
  case day = "2025-09-15"
  case month = "2025-09"
  case worldBank = "2025M09"
  case compact = "20250915"
  case compactMonth = "202509"
  case monthFirst = "09/15/2025"
  case dayFirst = "15.09.2025"
  case dayNamed = "15 Sep 2025"
  case monthNamed = "Sep 15, 2025"
  case monthAndYear = "Sep 2025"

  /// Whether it names months rather than days.
  var isMonthly: Bool { [.month, .worldBank, .compactMonth, .monthAndYear].contains(self) }

  /// The day, a month being its first.
  func read(_ text: String) -> Day? {
    let words = text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    func number(_ index: Int) -> Int? { words.indices.contains(index) ? Int(words[index]) : nil }
    func day(_ year: Int?, _ month: Int?, _ day: Int?) -> Day? {
      guard let short = year, let month, let day else { return nil }
      let year = short >= 100 ? short : short < 70 ? 2000 + short : 1900 + short
      return (1900..<2200).contains(year) ? Day(year: year, month: month, day: day) : nil
    }
    switch self {
    case .day:
      guard words.first?.count == 4 else { return nil }
      // `2025-09-15T00:00:00` has a time of day behind it.
      let last = words.count > 2 ? String(words[2].prefix { $0.isNumber }) : ""
      return words.count >= 3 ? day(number(0), number(1), Int(last)) : nil
    case .month:
      return words.count == 2 && !text.contains(".") && words[0].count == 4
        ? day(number(0), number(1), 1) : nil
    case .worldBank:
      let parts = text.split { $0 == "M" || $0 == "m" }
      return parts.count == 2 && parts[0].count == 4 ? day(Int(parts[0]), Int(parts[1]), 1) : nil
    case .compact, .compactMonth:
      guard text.allSatisfy(\.isNumber), text.count == (self == .compact ? 8 : 6) else { return nil }
      let month = Int(text.dropFirst(4).prefix(2))
      return day(Int(text.prefix(4)), month, self == .compact ? Int(text.suffix(2)) : 1)
    case .dayFirst:
      return words.count == 3 && words[2].count >= 2 ? day(number(2), number(1), number(0)) : nil
    case .monthFirst:
      return words.count == 3 && text.contains("/") ? day(number(2), number(0), number(1)) : nil
    case .dayNamed: return words.count == 3 ? day(number(2), ForeignDates.month(words[1]), number(0)) : nil
    case .monthNamed: return words.count == 3 ? day(number(2), ForeignDates.month(words[0]), number(1)) : nil
    case .monthAndYear: return words.count == 2 ? day(number(1), ForeignDates.month(words[0]), 1) : nil
    }
  }

  private static func month(_ word: String) -> Int? {
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    guard word.count >= 3 else { return nil }
    return names.firstIndex(of: String(word.lowercased().prefix(3))).map { $0 + 1 }
  }
}

/// The ways in which numbers are written.
enum ForeignNumbers: String {
  case point = "1067.87"
  case pointAndCommas = "1,067.87"
  case comma = "1067,87"

  /// What stands where there is no value.
  static let missing: Set<String> = [
    "", "-", "–", "—", ".", "..", "na", "n/a", "nan", "null", "none", "#n/a",
  ]

  /// The form of a column: a comma is a decimal comma where some number has other than three digits behind it.
  static func form(of texts: [String]) -> ForeignNumbers {
    let commas = texts.filter { $0.contains(",") }
    guard !commas.isEmpty else { return .point }
    let isDecimal = commas.contains { text in
      guard !text.contains(".") else { return false }
      let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      return parts.count == 2 && (parts[1].count != 3 || parts[0].count > 3)
    }
    return isDecimal ? .comma : .pointAndCommas
  }

  func read(_ text: String) -> Double? {
    let blanks: Set<Character> = [" ", "\u{A0}", "\u{202F}", "'"]
    let plain = text.filter { !blanks.contains($0) }.replacing("−", with: "-")
    switch self {
    case .point: return finiteNumber(plain)
    case .pointAndCommas: return finiteNumber(plain.replacing(",", with: ""))
    case .comma: return finiteNumber(plain.replacing(".", with: "").replacing(",", with: "."))
    }
  }
}
