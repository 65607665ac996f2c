import Engine
import Testing

@Suite struct CalendarTests {
  @Test("Every day of four hundred years follows the one before")
  func everyDayOfFourHundredYearsFollowsTheOneBefore() {
    var expected = Month(year: 1800, month: 1).first.number
    for ordinal in 1800 * 12..<2200 * 12 {
      let month = Month(ordinal: ordinal)
      #expect(month.first.number == expected)
      #expect((28...31).contains(month.days))
      expected += month.days
    }
  }

  @Test(
    "Known days have their numbers",
    arguments: [
      ("1970-01-01", 0), ("1969-12-31", -1), ("2000-03-01", 11017), ("2024-02-29", 19782),
      ("2025-09-23", 20354),
    ])
  func knownDaysHaveTheirNumbers(text: String, number: Int) {
    #expect(Day(text)?.number == number)
    #expect(Day(number: number).description == text)
  }

  @Test("A day knows its month") func aDayKnowsItsMonth() {
    for number in stride(from: -40_000, through: 60_000, by: 7) {
      let day = Day(number: number), month = day.month
      #expect(month.first <= day && day < (month + 1).first)
      #expect(Day(day.description) == day)
    }
  }

  @Test("Leap years have a 29th of February") func leapYearsHaveTheTwentyNinthOfFebruary() {
    #expect(Day("2024-02-29") != nil && Day("2000-02-29") != nil)
    #expect(Day("2023-02-29") == nil && Day("1900-02-29") == nil)
    #expect(Month(year: 2024, month: 2).days == 29 && Month(year: 2025, month: 2).days == 28)
  }

  @Test(
    "What is no day is refused",
    arguments: [
      "2025-13-01", "2025-00-10", "2025-04-31", "2025-9-23", "25-09-23", "2025-09", "2025-09-23-1", "",
      "2025-09-00", "soon",
    ])
  func whatIsNoDayIsRefused(text: String) {
    #expect(Day(text) == nil)
  }

  @Test(
    "What is no month is refused",
    arguments: ["2025-13", "2025-00", "2025-9", "2025", "2025-09-01", "x-y", ""])
  func whatIsNoMonthIsRefused(text: String) {
    #expect(Month(text) == nil)
  }

  @Test("Months count across years") func monthsCountAcrossYears() throws {
    let december = try #require(Month("2024-12"))
    #expect((december + 1).description == "2025-01")
    #expect((december - 12).description == "2023-12")
    #expect(december + 14 - december == 14)
    #expect(december.year == 2024 && december.ofYear == 12)
  }

  @Test("A period has both its ends") func aPeriodHasBothItsEnds() throws {
    let period = Period(first: try #require(Month("2025-09")), last: try #require(Month("2027-12")))
    #expect(period.count == 28)
    #expect(period.month(27) == period.last)
    #expect(period.description == "2025-09 to 2027-12")
  }
}
