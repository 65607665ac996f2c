import Foundation
import Testing

@Suite("Ranking scenarios and looking things up")
struct RankingTests {
  @Test("One table, sorted by the effect, a row a scenario, with errors of pairs and chances that add up")
  func ranking() throws {
    let command = try Command()
    let one = try command.scenario("one.txt", paths: 512)
    let cap = try command.scenario(
      "cap.txt", paths: 512, more: "price_cap:\n  level: 30 USD/bbl\n  compliance: 1")
    let calm = try command.scenario("calm.txt", paths: 512, more: "strikes:\n  intensity: 0 %")
    let same = try command.scenario("same.txt", paths: 512)
    try command.done(
      "compare", one, cap, calm, same, "--on", "oil.revenue", "--output", "r")
    let rows = try command.rows("r/ranking.csv")
    #expect(rows.count == 3 && rows.last?["scenario"] == "same" && rows.last?["chance_equal"] == "1.0")
    #expect(try command.simulate("compare", one, cap, "--output", "c").code == 0)
    let pair = try command.rows("c/comparison.csv").first {
      $0["variable"] == "oil.revenue" && $0["span"]?.contains(" to ") == true
    }
    let ranked = rows.first { $0["scenario"] == "cap" }
    for (a, b) in [("difference", "difference"), ("se", "difference_se")] {
      let first = try #require(ranked?[a].flatMap(Double.init)),
        second = try #require(pair?[b].flatMap(Double.init))
      #expect(abs(first - second) < 1e-9 * max(1, abs(second)))
    }
    let wrong = try command.simulate("compare", one, cap, "--on", "oil.revenoo")
    #expect(wrong.code == 64 && wrong.errors.contains("did you mean 'oil.revenue'?"))
  }

  @Test("list finds by names and meanings, and suggests")
  func list() throws {
    let command = try Command()
    let gasoline = try command.simulate("list", "gasoline")
    #expect(gasoline.code == 0 && gasoline.output.contains("fuel.gasoline_gap"), "\(gasoline.errors)")
    let lost = try command.simulate("list", "gasolnie")
    #expect(lost.code == 64 && lost.errors.contains("did you mean"), "\(lost.errors)")
  }
}
