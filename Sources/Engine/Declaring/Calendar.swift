/// A calendar day, counted from 1970-01-01 in the proleptic Gregorian calendar.
public struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public let number: Int

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
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
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

  public static func < (left: Day, right: Day) -> Bool { left.number < right.number }
  public static func + (day: Day, days: Int) -> Day { Day(number: day.number + days) }
  public static func - (left: Day, right: Day) -> Int { left.number - right.number }

  /// The month that holds the day.
  public var month: Month {
    var month = Month(ordinal: 1970 * 12 + number * 12 / 365 - 1)
    while month.first > self { month = month - 1 }
    while (month + 1).first <= self { month = month + 1 }
    return month
  }

  public var description: String {
    let day = self - month.first + 1
    return "\(month)-\(day < 10 ? "0" : "")\(day)"
  }
}

/// A calendar month, the step of the model.
public struct Month: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// `year * 12 + month - 1`.
  public let ordinal: Int

  public init(ordinal: Int) {
    self.ordinal = ordinal
  }

  public init(year: Int, month: Int) {
    ordinal = year * 12 + month - 1
  }

  /// Reads `2025-09`; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count == 4, parts[1].count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), (1...12).contains(month)
    else { return nil }
    self.init(year: year, month: month)
  }

  public var year: Int { ordinal / 12 }
  /// 1 for January.
  public var ofYear: Int { ordinal % 12 + 1 }
  public var first: Day { Day(number: Day.count(year: year, month: ofYear)) }
  public var days: Int { (self + 1).first - first }

  public static func < (left: Month, right: Month) -> Bool { left.ordinal < right.ordinal }
  public static func + (month: Month, count: Int) -> Month { Month(ordinal: month.ordinal + count) }
  public static func - (month: Month, count: Int) -> Month { Month(ordinal: month.ordinal - count) }
  public static func - (left: Month, right: Month) -> Int { left.ordinal - right.ordinal }

  public var description: String { "\(year)-\(ofYear < 10 ? "0" : "")\(ofYear)" }
}

/// A span of whole months, both ends included.
public struct Period: Hashable, Sendable, CustomStringConvertible {
  public let first: Month
  public let last: Month

  public init(first: Month, last: Month) {
    self.first = first
    self.last = last
  }

  public var count: Int { last - first + 1 }
  public func month(_ index: Int) -> Month { first + index }
  public var description: String { "\(first) to \(last)" }
}
