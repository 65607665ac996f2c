/// A calendar day, counted from 1970-01-01 in the proleptic Gregorian calendar.
public struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public let number: Int

  /// The day so many days after 1970-01-01, the Unix epoch.
  public init(number: Int) {
    self.number = number
  }

  /// Nil where the three numbers are no date.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1 else { return nil }
    let first = Day.count(year: year, month: month)
    let (nextYear, nextMonth) = month == 12 ? (year + 1, 1) : (year, month + 1)
    guard day <= Day.count(year: nextYear, month: nextMonth) - first else { return nil }
    number = first + day - 1
  }

  /// Reads `2025-09-23`; nil for anything else.
  public init?(_ text: some StringProtocol) {
    guard let found = DateDigits(text, parts: 3) else { return nil }
    self.init(year: found.year, month: found.month, day: found.day)
  }

  /// The number of the first day of a month (Howard Hinnant's civil-calendar arithmetic).
  static func count(year: Int, month: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Whether a day is earlier.
  public static func < (left: Day, right: Day) -> Bool { left.number < right.number }
  /// So many days later.
  public static func + (day: Day, days: Int) -> Day { Day(number: day.number + days) }
  /// How many days lie between.
  public static func - (left: Day, right: Day) -> Int { left.number - right.number }

  /// The month that holds the day.
  public var month: Month {
    var month = Month(ordinal: 1970 * 12 + number * 12 / 365 - 1)
    while month.first > self { month = month - 1 }
    while (month + 1).first <= self { month = month + 1 }
    return month
  }

  /// `2026-03-15`.
  public var description: String {
    let day = self - month.first + 1
    return "\(month)-\(day < 10 ? "0" : "")\(day)"
  }
}

/// A calendar month, the step of the model.
public struct Month: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// `year * 12 + month - 1`.
  public let ordinal: Int

  /// The month with a number of `ordinal`.
  public init(ordinal: Int) {
    self.ordinal = ordinal
  }

  /// A month of a year; months from 1 to 12.
  public init(year: Int, month: Int) {
    ordinal = year * 12 + month - 1
  }

  /// Reads `2025-09`; nil for anything else.
  public init?(_ text: some StringProtocol) {
    guard let found = DateDigits(text, parts: 2), (1...12).contains(found.month) else { return nil }
    self.init(year: found.year, month: found.month)
  }

  /// The calendar year.
  public var year: Int { ordinal / 12 }
  /// 1 for January.
  public var ofYear: Int { ordinal % 12 + 1 }
  /// Its first day.
  public var first: Day { Day(number: Day.count(year: year, month: ofYear)) }
  /// How many days it has: 28 to 31.
  public var days: Int { (self + 1).first - first }

  /// Whether a month is earlier.
  public static func < (left: Month, right: Month) -> Bool { left.ordinal < right.ordinal }
  /// So many months later.
  public static func + (month: Month, count: Int) -> Month { Month(ordinal: month.ordinal + count) }
  /// So many months earlier.
  public static func - (month: Month, count: Int) -> Month { Month(ordinal: month.ordinal - count) }
  /// How many months lie between.
  public static func - (left: Month, right: Month) -> Int { left.ordinal - right.ordinal }

  /// `2026-03`.
  public var description: String { "\(year)-\(ofYear < 10 ? "0" : "")\(ofYear)" }
}

/// A span of whole months, both ends included.
public struct Period: Hashable, Sendable, CustomStringConvertible {
  /// The first month.
  public let first: Month
  /// The last month, which belongs to it.
  public let last: Month

  /// The months from the first to the last.
  public init(first: Month, last: Month) {
    self.first = first
    self.last = last
  }

  /// Reads `2023-01 to 2025-06`; nil for anything else, or where the last month is before the first.
  public init?(_ text: some StringProtocol) {
    let words = text.split(separator: " ")
    guard words.count == 3, words[1] == "to", let first = Month(words[0]), let last = Month(words[2]),
      first <= last
    else { return nil }
    self.init(first: first, last: last)
  }

  /// How many months it has.
  public var count: Int { last - first + 1 }
  /// The month at an index, from 0.
  public func month(_ index: Int) -> Month { first + index }
  /// `2025-09 to 2027-12`.
  public var description: String { "\(first) to \(last)" }
}

/// The numbers of a date such as `2025-09-23`, byte by byte: seed tables hold thousands.
private struct DateDigits {
  private(set) var year = 0, month = 0, day = 0

  /// - Parameter parts: 2 for a month, 3 for a day.
  init?(_ text: some StringProtocol, parts: Int) {
    let length = 3 * parts + 1
    var place = 0
    var text = String(text)
    let isDate = text.withUTF8 { bytes in
      guard bytes.count == length else { return false }
      for byte in bytes {
        if place == 4 || place == 7 {
          guard byte == UInt8(ascii: "-") else { return false }
        } else {
          guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return false }
          let digit = Int(byte - UInt8(ascii: "0"))
          if place < 4 {
            year = 10 * year + digit
          } else if place < 7 {
            month = 10 * month + digit
          } else {
            day = 10 * day + digit
          }
        }
        place += 1
      }
      return true
    }
    guard isDate else { return nil }
  }
}
