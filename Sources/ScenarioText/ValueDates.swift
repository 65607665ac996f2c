// Dates, months, periods and dates with an offset.
extension ValueParser {
  /// Whether four digits and `-` start here: there is no arithmetic, so that is always meant for a date.
  var startsDate: Bool {
    (0..<4).allSatisfy { peek($0).map(\.isASCIIDigit) == true } && peek(4) == "-"
  }

  /// A date or month alone, with `+ value`, or with `to` and another.
  mutating func dateValue() throws(ValueText.Problem) -> ValueText {
    let first = try date()
    skipBlanks()
    if take("+") { return try offset(from: first) }
    guard takeWord("to") else { return first }
    skipBlanks()
    guard startsDate else {
      throw problem("a month is missing after 'to'", from: position, to: position + 1)
    }
    let last = try date()
    return ValueText(
      .period(from: first, to: last), offset: first.offset, length: position - first.offset)
  }

  private mutating func offset(from date: ValueText) throws(ValueText.Problem) -> ValueText {
    skipBlanks()
    let offset: ValueText
    if startsNumber && !startsDate {
      offset = try rangedNumber()
    } else {
      offset = try argumentValue()
    }
    switch offset.kind {
    case .number, .range, .call: break
    default:
      throw problem(
        "only a duration can be added to a date", from: offset.offset,
        to: offset.offset + offset.length, hint: "'2027-01-01 + 30 d'")
    }
    return ValueText(
      .dateOffset(date: date, offset: offset), offset: date.offset, length: position - date.offset)
  }

  /// `2025-09` or `2025-09-03`.
  mutating func date() throws(ValueText.Problem) -> ValueText {
    let start = position
    let piece = characters[start...].prefix { $0.isLetter || $0.isNumber || "-:/.".contains($0) }
    let text = String(piece)
    position += piece.count
    let fields = piece.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = fields.compactMap { field in
      field.allSatisfy(\.isASCIIDigit) ? Int(String(field)) : nil
    }
    let isWellFormed = fields.map(\.count) == [4, 2] || fields.map(\.count) == [4, 2, 2]
    guard isWellFormed, numbers.count == fields.count else {
      throw notADate(text, from: start, hint: "write a date as '2025-09-03', a month as '2025-09'")
    }
    return try date(numbers, text, from: start)
  }

  private func date(
    _ numbers: [Int], _ text: String, from start: Int
  ) throws(ValueText.Problem) -> ValueText {
    let (year, month) = (numbers[0], numbers[1])
    guard (1...12).contains(month) else {
      throw notADate(text, from: start, hint: "there is no month \(month)")
    }
    guard numbers.count == 3 else {
      return ValueText(.month(year: year, month: month), offset: start, length: text.count)
    }
    let last = days(in: month, of: year)
    guard (1...last).contains(numbers[2]) else {
      throw notADate(text, from: start, hint: "that month has \(last) days")
    }
    return ValueText(
      .date(year: year, month: month, day: numbers[2]), offset: start, length: text.count)
  }

  private func notADate(_ text: String, from start: Int, hint: String) -> ValueText.Problem {
    problem("'\(text)' is not a date", from: start, to: start + text.count, hint: hint)
  }

  /// The length of a month in the Gregorian calendar.
  private func days(in month: Int, of year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    switch month {
    case 2: return isLeap ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }
}
