import Foundation
import Testing

@Suite("Results in other units")
struct UnitsTests {
  private static let outputs =
    "outputs: [oil.revenue, urals.price, refining.runs, lng.exports, budget.oil_gas, budget.wealth_fund, rub.rate, "
    + "gas.eur_per_usd, fuel.gasoline_sales]"

  /// The rows of paths.csv of the tiny scenario, as it is and in other units.
  private func paths(_ command: Command, units: String) throws -> (
    own: [[String: String]], shown: [[String: String]]
  ) {
    let file = try command.scenario(paths: 64, more: UnitsTests.outputs)
    #expect(try command.simulate(file, "--keep-paths", "--output", "own").code == 0)
    try command.done(file, "--keep-paths", "--output", "shown", "--units", units)
    return (try command.rows("own/paths.csv"), try command.rows("shown/paths.csv"))
  }

  private func number(_ row: [String: String], _ column: String) throws -> Double {
    try #require(row[column].flatMap(Double.init), "\(column)")
  }

  private func unit(_ command: Command, _ variable: String) throws -> String? {
    try command.rows("shown/total.csv").first { $0["variable"] == variable }?["unit"]
  }

  @Test("Money goes by the rate of the path and month, oil by its unit, and rates stay as they are")
  func money() throws {
    let command = try Command()
    let (own, shown) = try paths(command, units: "EUR, Mb/d, bcm")
    for (a, b) in zip(own, shown) {
      let euro = try number(a, "gas.eur_per_usd[EU]"), rub = try number(a, "rub.rate")
      for (column, factor) in [
        ("oil.revenue", euro), ("urals.price", euro), ("budget.oil_gas", euro / rub),
        ("budget.wealth_fund", euro / rub), ("refining.runs", 1e-3), ("lng.exports", 1.36), ("rub.rate", 1),
        ("gas.eur_per_usd[EU]", 1), ("fuel.gasoline_sales", 1),
      ] {
        let wanted = try number(a, column) * factor, found = try number(b, column)
        #expect(abs(found - wanted) <= 1e-12 * abs(wanted), "\(column): \(found), \(wanted)")
      }
    }
    for (variable, wanted) in [
      ("oil.revenue", "bn EUR"), ("urals.price", "EUR/bbl"), ("budget.oil_gas", "bn EUR"),
      ("refining.runs", "Mb/d"), ("lng.exports", "bcm"), ("fuel.gasoline_sales", "Mt"),
      ("rub.rate", "RUB/USD"),
    ] {
      #expect(try unit(command, variable) == wanted)
    }
    let package = try #require(command.text("shown/datapackage.json"))
    #expect(package.contains("1.36 bcm of gas a Mt of LNG"))
    #expect(package.contains("gas.eur_per_usd[EU] of the path and month"))
  }

  @Test("Flows a day are over the days that there are: of a month, and of the whole period")
  func pace() throws {
    let command = try Command()
    let (own, shown) = try paths(command, units: "mn EUR/d, Mt")
    let days = ["2025-09": 30.0, "2025-10": 31, "2025-11": 30, "2025-12": 31]
    for (a, b) in zip(own, shown) {
      let length = try #require(a["month"].flatMap { days[$0] }), euro = try number(a, "gas.eur_per_usd[EU]")
      let revenue = try number(a, "oil.revenue") * euro * 1000 / length
      #expect(abs(try number(b, "oil.revenue") - revenue) < 1e-9 * revenue)
      let runs = try number(a, "refining.runs") * length / 7.33 / 1000
      #expect(abs(try number(b, "refining.runs") - runs) < 1e-9 * runs)
    }
    let means = try command.rows("shown/total.csv")
    let mean = try number(try #require(means.first { $0["variable"] == "oil.revenue" }), "mean")
    let length = [30.0, 31, 30, 31]
    let all = try (0..<64).map { path -> Double in
      let months = try (0..<4).map { month in
        try number(shown[4 * path + month], "oil.revenue") * length[month]
      }
      return months.reduce(0, +) / 122
    }
    #expect(abs(mean - all.reduce(0, +) / 64) < 1e-9 * mean)
    let runs = try number(try #require(means.first { $0["variable"] == "refining.runs" }), "mean")
    let sums = try shown.reduce(0.0) { try $0 + number($1, "refining.runs") } / 64
    #expect(abs(runs - sums) < 1e-9 * runs)
    #expect(try unit(command, "refining.runs") == "Mt")
  }

  @Test("Questions may be in the units shown and in the model's own, on the same paths")
  func questions() throws {
    let command = try Command()
    let file = try command.scenario(paths: 64, more: UnitsTests.outputs)
    #expect(try command.simulate(file, "--keep-paths", "--output", "own").code == 0)
    try command.done(
      "ask", file, "oil.revenue in 2025-12 < 14 bn USD", "oil.revenue in 2025-12 < 12 bn EUR",
      "mean(oil.revenue) in 2025-12", "--units", "EUR", "--output", "asked")
    let own = try command.rows("own/paths.csv").filter { $0["month"] == "2025-12" }
    let dollars = try own.map { try number($0, "oil.revenue") }
    let euros = try own.map { try number($0, "oil.revenue") * number($0, "gas.eur_per_usd[EU]") }
    let answers = try command.rows("asked/questions.csv")
    #expect(try number(answers[0], "value") == Double(dollars.count { $0 < 14 }) / 64)
    #expect(try number(answers[1], "value") == Double(euros.count { $0 < 12 }) / 64)
    #expect(abs(try number(answers[2], "value") - euros.reduce(0, +) / 64) < 1e-9)
    #expect(answers[2]["unit"] == "bn EUR")
  }

  @Test(
    "What can't be shown is refused, placed",
    arguments: [
      ("EURO", "'EURO' is not a unit"), ("bbl/t", "no series can be shown in 'bbl/t'"),
      ("EUR, RUB", "'RUB' and 'EUR' can't both be"),
      ("% of GDP, EUR", "'EUR' and '% of GDP' can't both be"),
    ])
  func refused(units: String, message: String) throws {
    let command = try Command()
    let outcome = try command.simulate(try command.scenario(), "--units", units)
    #expect(outcome.code == 65 && outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test("Money as a share of GDP: a flow at the year's pace, a stock as it stands")
  func shareOfOutput() throws {
    let command = try Command()
    let (own, shown) = try paths(command, units: "% of GDP")
    let days = ["2025-09": 30.0, "2025-10": 31, "2025-11": 30, "2025-12": 31], output = 215_000.0
    for (a, b) in zip(own, shown) {
      let rub = try number(a, "rub.rate"), part = try #require(days[a["month"] ?? ""]) / 365
      for (column, factor) in [
        ("budget.oil_gas", 100 / output / part), ("oil.revenue", 100 * rub / output / part),
        ("budget.wealth_fund", 100 / output), ("urals.price", 1), ("refining.runs", 1),
      ] {
        let wanted = try number(a, column) * factor, found = try number(b, column)
        #expect(abs(found - wanted) <= 1e-9 * abs(wanted), "\(column): \(found), \(wanted)")
      }
    }
    #expect(try unit(command, "budget.oil_gas") == "% of GDP")
    #expect(try unit(command, "urals.price") == "USD/bbl")
    // Over whole years a mean of such months is the year's sum over the year's GDP.
    let text =
      "as_of: 2025-09-23\nperiod: 2026-01 to 2026-12\npaths: 64\nseed: 7\noutputs: [budget.oil_gas]\n"
    try text.write(toFile: "\(command.folder)/year.txt", atomically: false, encoding: .utf8)
    #expect(try command.simulate("year.txt", "--output", "roubles").code == 0)
    #expect(try command.simulate("year.txt", "--output", "share", "--units", "% of GDP").code == 0)
    let sum = try #require(try command.rows("roubles/total.csv").first?["mean"].flatMap(Double.init))
    let share = try #require(try command.rows("share/total.csv").first?["mean"].flatMap(Double.init))
    #expect(abs(share - 100 * sum / 235_000) < 1e-3 * share, "\(sum), \(share)")
  }
}
