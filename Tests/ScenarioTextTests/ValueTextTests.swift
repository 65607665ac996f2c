import ScenarioText
import Testing

@Suite("A value is taken apart")
struct ValueTextTests {
  /// The value written out again in one strict form.
  private func form(_ value: ValueText) -> String {
    switch value.kind {
    case .number(let number, let unit): return "\(number)" + (unit.map { "<\($0.text)>" } ?? "")
    case .range(let central, let low, let high): return "\(form(central))[\(form(low)),\(form(high))]"
    case .call(let name, let arguments, let unit):
      let inside = arguments.map { ($0.label.map { form($0) + "=" } ?? "") + form($0.value) }
      return "\(name)(\(inside.joined(separator: ";")))" + (unit.map { "<\($0.text)>" } ?? "")
    case .date(let year, let month, let day): return "day \(year) \(month) \(day)"
    case .month(let year, let month): return "month \(year) \(month)"
    case .dateOffset(let date, let offset): return "\(form(date)) plus \(form(offset))"
    case .period(let from, let to): return "\(form(from)) until \(form(to))"
    case .toggle(let isOn): return isOn ? "ON" : "OFF"
    case .word(let word): return word
    }
  }

  @Test(
    "Every kind of value is understood",
    arguments: [
      ("47.6 USD/bbl", "47.6<USD/bbl>"), ("9%", "9.0<%>"), ("-1.5", "-1.5"), ("+5 kb/d", "5.0<kb/d>"),
      ("1e3 t", "1000.0<t>"), ("010", "10.0"), ("0.25 /month", "0.25</month>"),
      ("2.5E-1", "0.25"), ("3 bn USD", "3.0<bn USD>"), ("5 e", "5.0<e>"), ("12 $/t", "12.0<$/t>"),
      ("9 % (5 to 14)", "9.0<%>[5.0,14.0]"), ("14 d (5 d to 2 month)", "14.0<d>[5.0<d>,2.0<month>]"),
      ("14 d(5 to 40)", "14.0<d>[5.0,40.0]"), ("14 d 5 to 40", "?"),
      ("1 tonne (-2 to 3)", "1.0<tonne>[-2.0,3.0]"), ("1 (0 to 2)", "1.0[0.0,2.0]"),
      ("triangular(40, 44.1, 47.6) USD/bbl", "triangular(40.0;44.1;47.6)<USD/bbl>"),
      ("uniform(40,44)", "uniform(40.0;44.0)"),
      ("lognormal(median=30 d, p95=150 d)", "lognormal(median=30.0<d>;p95=150.0<d>)"),
      ("discrete(44.1=0.7, 60 = 0.3) %", "discrete(44.1=0.7;60.0=0.3)<%>"),
      ("truncated(normal(1, 2), 0, 3) d", "truncated(normal(1.0;2.0);0.0;3.0)<d>"),
      ("truncated(normal(1, 2) d, 0, 3)", "truncated(normal(1.0;2.0)<d>;0.0;3.0)"),
      ("uniform(2026-01-01, 2026-06)", "uniform(day 2026 1 1;month 2026 6)"),
      ("2025-09-03", "day 2025 9 3"), ("2024-02-29", "day 2024 2 29"), ("2025-09", "month 2025 9"),
      ("2025-09 to 2027-12", "month 2025 9 until month 2027 12"),
      ("2027-01-01 + 30 d", "day 2027 1 1 plus 30.0<d>"),
      ("2027-01-01 + 30 d (5 to 60)", "day 2027 1 1 plus 30.0<d>[5.0,60.0]"),
      ("2027-01 + lognormal(median=30 d)", "month 2027 1 plus lognormal(median=30.0<d>)"),
      ("on", "ON"), ("off", "OFF"), ("no", "no"), ("oil.revenue", "oil.revenue"), ("2025", "2025.0"),
    ])
  func kinds(text: String, expected: String) {
    let parsed = (try? ValueText(parsing: text)).map(form) ?? "?"
    #expect(parsed == expected)
  }

  @Test("Each piece knows where it stands")
  func pieces() throws {
    let node = try #require(try parse("a: triangular(40, mode=44 USD/bbl) x\n", file: "f")["a"])
    let value = try node.value()
    guard case .call(_, let arguments, let unit?) = value.kind else {
      Issue.record("not a call")
      return
    }
    #expect(value.offset == 0 && value.length == 33)
    #expect(arguments[1].name == "mode" && arguments[1].label?.offset == 15)
    #expect(arguments[1].value.offset == 20 && arguments[1].value.length == 10)
    #expect(node.diagnostic("x", at: unit).place.column == 36)
    #expect(node.diagnostic("x", at: arguments[0].value).place.column == 15)
  }

  @Test("A number that isn't finite is pointed at")
  func notANumber() {
    #expect(
      complaint(aboutValue: "normal(1, NaN) %") == """
        mine.txt:1:18: error: 'NaN' is not a number that can be computed with
            1 | level: normal(1, NaN) %
              |                  ^~~ write a finite number
        """)
    for text in ["NaN", "-inf", ".nan USD/bbl", "Infinity", "\"NaN\"", "9 (-inf to 3)"] {
      #expect(complaint(aboutValue: text).contains("is not a number that can be computed with"))
    }
    #expect(complaint(aboutValue: "1e999").contains("too large"))
  }

  @Test("A date that doesn't exist is not a date")
  func badDates() {
    #expect(
      complaint(aboutValue: "2025-02-30") == """
        mine.txt:1:8: error: '2025-02-30' is not a date
            1 | level: 2025-02-30
              |        ^~~~~~~~~~ that month has 28 days
        """)
    #expect(
      complaint(aboutValue: "2025-09 to 2025-13") == """
        mine.txt:1:19: error: '2025-13' is not a date
            1 | level: 2025-09 to 2025-13
              |                   ^~~~~~~ there is no month 13
        """)
    for text in ["2025-9", "2025-09-3", "2025-09-00", "1900-02-29", "2025-09-03T10:00", "2025-+1"] {
      #expect(complaint(aboutValue: text).contains("is not a date"))
    }
  }

  @Test("A decimal comma and separators between thousands are refused with a hint")
  func separators() {
    #expect(
      complaint(aboutValue: "47,6 USD/bbl") == """
        mine.txt:1:8: error: '47,6' is not a number
            1 | level: 47,6 USD/bbl
              |        ^~~~ use a point for decimals, and nothing between thousands
        """)
    for text in ["1_000", "1 000 kb/d", "1'000", "1,000", "12:30", "3.9.2025", "2025/09/03", ".5", "5."] {
      #expect(complaint(aboutValue: text).contains("is not a number"))
    }
  }

  @Test(
    "Other slips have their own words",
    arguments: [
      ("5 to 14 %", "mine.txt:1:8: error: a range needs its central value first"),
      ("9 % (5, 14)", "mine.txt:1:12: error: a range needs its low and its high end"),
      ("9 % (5 to 14", "mine.txt:1:12: error: this '(' is never closed"),
      ("triangular(1, 2", "mine.txt:1:18: error: this '(' is never closed"),
      ("triangular(1, 2,)", "mine.txt:1:24: error: an argument is missing"),
      ("USD 47.6", "mine.txt:1:8: error: 'USD 47.6' is not a value"),
      ("−5 %", "mine.txt:1:8: error: '−5 %' is not a value"),
      ("2027-01-01 + x", "mine.txt:1:21: error: only a duration can be added to a date"),
      ("2027-01-01 - 30 d", "mine.txt:1:19: error: '- 30 d' can't follow a date"),
      ("9 % (5 to 14) USD", "mine.txt:1:22: error: 'USD' is left over after the value"),
    ])
  func slips(text: String, start: String) {
    #expect(complaint(aboutValue: text).split(separator: "\n").first.map { String($0) } == start)
  }

  @Test("A mapping, a list or nothing where a value belongs is said so")
  func noValue() {
    #expect(complaint(about: "x: 1") == "fine")
    #expect(complaint(aboutValue: "[1]").contains("a value belongs here, not a list"))
    #expect(complaint(aboutValue: "{a: 1}").contains("a value belongs here, not a mapping"))
    #expect(complaint(aboutValue: "").contains("a value is missing"))
  }
}
