import Foundation
import Testing

@Suite("Commands that run many cases")
struct StudyCommandTests {
  @Test("compare shows paired differences, what explains them, and leaves two tables")
  func compare() throws {
    let command = try Command()
    let one = try command.scenario("one.txt")
    let two = try command.scenario("two.txt", more: "strikes:\n  intensity: 0 %")
    let outcome = try command.simulate("compare", one, two)
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("P(A > B)") && outcome.output.contains("strikes"))
    #expect(
      command.names("results/compare-one-two") == ["comparison.csv", "datapackage.json", "explained.csv"])
  }

  @Test("compare tells what changed between two folders of results")
  func folders() throws {
    let command = try Command()
    let file = try command.scenario()
    #expect(try command.simulate(file, "--output", "old").code == 0)
    #expect(try command.simulate(file, "--set", "strikes.intensity=0", "--output", "new").code == 0)
    let outcome = try command.simulate("compare", "old", "new")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("strikes.intensity: 1.0"))
    #expect(try command.simulate("compare", "old", file).code == 64)
  }

  @Test("A comparison is replaced by a newer one")
  func again() throws {
    let command = try Command()
    let one = try command.scenario("one.txt")
    let two = try command.scenario("two.txt", more: "strikes:\n  intensity: 0 %")
    #expect(try command.simulate("compare", one, two).code == 0)
    let before = command.bytes("results/compare-one-two/comparison.csv")
    #expect(try command.simulate("compare", one, two, "--seed", "12").code == 0)
    #expect(command.bytes("results/compare-one-two/comparison.csv") != before)
  }

  @Test("attribute shares a loss out among the measures")
  func attribute() throws {
    let command = try Command()
    let outcome = try command.simulate("attribute", try command.scenario(paths: 256))
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("export revenue lost") && outcome.output.contains("price cap"))
    #expect(command.names("results/attribute-tiny") == ["attribution.csv", "datapackage.json"])
  }

  @Test("calibrate writes a scenario that can be checked")
  func calibrate() throws {
    let command = try Command()
    let parent = try command.scenario("parent.txt")
    let outcome = try command.simulate("calibrate", "--as-of", "2025-09-23", "--extends", parent)
    #expect(outcome.code == 0, "\(outcome.errors)")
    let text = try #require(command.text("results/calibrate/calibrated.txt"))
    try text.write(toFile: "\(command.folder)/calibrated.txt", atomically: false, encoding: .utf8)
    let check = try command.simulate("check", "calibrated.txt")
    #expect(check.code == 0, "\(check.errors)")
  }

  @Test("backtest writes a report and a row for each forecast, the same ones each time")
  func backtest() throws {
    let command = try Command()
    let outcome = try command.simulate("backtest", "--paths", "16", "--report", "VALIDATION.md")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(command.text("VALIDATION.md")?.contains("## Nothing told, shipped parameters") == true)
    let rows = command.bytes("results/backtest/backtest.csv")
    #expect(try command.simulate("backtest", "--paths", "16", "--threads", "1").code == 0)
    #expect(command.bytes("results/backtest/backtest.csv") == rows)
  }
}
