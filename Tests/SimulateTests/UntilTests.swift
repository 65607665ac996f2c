import Foundation
import Testing

@Suite("simulate run --until")
struct UntilTests {
  @Test("Paths double until the error is small enough, and the last line tells what random ones would take")
  func reached() throws {
    let command = try Command()
    let file = try command.scenario()
    let outcome = try command.done(file, "--until", "se(oil.revenue) < 1 %", "--output", "grown")
    let lines = outcome.output.split(separator: "\n")
    let last = try #require(lines.last)
    #expect(last.contains("plain random sampling would have needed about "))
    let before = try #require(lines.dropLast().last)
    #expect(before.hasPrefix("se(oil.revenue) < 1 % reached: 0."))
    let count = try #require(before.split(separator: " ").dropLast().last)
    let paths = count.replacingOccurrences(of: ",", with: "")
    #expect(Int(paths).map { $0 >= 1024 && $0.nonzeroBitCount == 1 } == true, "\(before)")
    #expect(try command.simulate(file, "--paths", paths, "--output", "told").code == 0)
    for name in RunTests.tables {
      #expect(command.bytes("grown/\(name)") == command.bytes("told/\(name)"), "\(name)")
    }
    #expect(command.text("grown/datapackage.json")?.contains("--until se(oil.revenue) < 1 %") == true)
  }

  @Test("A ceiling that comes first is 3; the results are there all the same")
  func missed() throws {
    let command = try Command()
    let file = try command.scenario()
    let outcome = try command.simulate(
      file, "--until", "se(oil.revenue) < 0.001 %", "--max-paths", "2000")
    #expect(outcome.code == 3)
    #expect(outcome.output.contains("not reached: "))
    #expect(outcome.output.contains("after 2,000 paths, the most allowed"))
    #expect(command.names("results/tiny")?.contains("total.csv") == true)
  }

  @Test("A limit may be in the unit of the series or one that converts, and the series needn't be a headline")
  func units() throws {
    let command = try Command()
    let file = try command.scenario()
    let outcome = try command.done(file, "--until", "se(strikes.rate) < 90 /year")
    #expect(outcome.output.contains("strikes.rate"))
    #expect(outcome.output.contains(" /month) after 1,024 paths"))
  }

  @Test("A percentile may be meant instead of the mean")
  func percentile() throws {
    let command = try Command()
    let file = try command.scenario()
    let outcome = try command.done(file, "--until", "se(p95(oil.revenue)) < 5 %")
    #expect(outcome.output.contains("se(p95(oil.revenue)) < 5 % reached: "))
    let wrong = try command.simulate(file, "--until", "se(p100(oil.revenue)) < 5 %")
    #expect(wrong.code == 64 && wrong.errors.contains("p1 to p99"))
  }

  @Test(
    "A question may be meant: the run stops where its own answer is sure enough",
    arguments: [
      ("oil.revenue in 2025-12 < 14 bn USD", "2 %", true), ("mean(oil.revenue) in 2025-12", "1 %", false),
      ("when brent.price > 70 USD/bbl", "2 %", true),
      ("brent.price in 2025-12 > 65 USD/bbl given urals.price in 2025-12 > 55 USD/bbl", "3 %", true),
    ])
  func question(asked: String, limit: String, isChance: Bool) throws {
    let command = try Command()
    let file = try command.scenario(more: "questions:\n  - \(asked)")
    let outcome = try command.simulate(file, "--until", "se(\(asked)) < \(limit)", "--output", "grown")
    #expect(outcome.code == 0 && outcome.output.contains("reached: "), "\(outcome.output) \(outcome.errors)")
    let row = try #require(try command.rows("grown/questions.csv").first)
    let error = try #require(row["se"].flatMap(Double.init)),
      value = try #require(row["value"].flatMap(Double.init))
    let most = try #require(Double(limit.dropLast(2))) / 100
    #expect(error * 1.2 < (isChance ? most : most * value), "\(row)")
    let missed = try command.simulate(
      file, "--until", "se(\(asked)) < 0.001 %", "--max-paths", "1024", "--output", "missed")
    #expect(missed.code == 3)
  }

  @Test("A question that can't be read is 64, with its own message")
  func unread() throws {
    let command = try Command()
    let file = try command.scenario()
    let series = try command.simulate(file, "--until", "se(mean(oil.revenoo)) < 1 %")
    #expect(series.code == 64 && series.errors.contains("'oil.revenoo' is not a series"), "\(series.errors)")
    let unit = try command.simulate(file, "--until", "se(mean(oil.revenue)) < 1 kb/d")
    #expect(unit.code == 64 && unit.errors.contains("its answer is in bn USD"), "\(unit.errors)")
  }

  @Test(
    "A malformed condition is 64, with a caret under what is wrong",
    arguments: [
      ("se(oil.revenue) > 1 %", 16, "only '<' can follow"), ("mean(oil.revenue) < 1 %", 0, "begins with"),
      ("se(oil.revenue < 1 %", 15, "isn't closed"), ("se(oil.revenue) < 1", 19, "needs a unit"),
      ("se(oil.revenue) < -1 %", 18, "not a number above 0"), ("se() < 1 %", 3, "name of a series"),
      ("se(oil.revenoo) < 1 %", 3, "did you mean 'oil.revenue'?"),
      ("se(buyers.crude) < 1 %", 3, "has several regions"),
      ("se(oil.revenue) < 1 kb/d", 20, "oil.revenue is measured in bn USD"),
      ("se(oil.revenue) < 1 bn Yen", 20, "is not a unit"),
    ])
  func malformed(condition: String, column: Int, message: String) throws {
    let command = try Command()
    let outcome = try command.simulate(try command.scenario(), "--until", condition)
    #expect(outcome.code == 64)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    #expect(outcome.errors.contains("\n  \(condition)\n  \(String(repeating: " ", count: column))^"))
    #expect((command.names("results") ?? []).isEmpty)
  }

  @Test(
    "Options that contradict it are 64",
    arguments: [
      ["--paths", "4096"], ["--max-paths", "3"], ["--set", "design=latin"],
    ])
  func contradicted(arguments: [String]) throws {
    let command = try Command()
    let process = try command.start(
      [try command.scenario(), "--until", "se(oil.revenue) < 1 %"] + arguments)
    process.waitUntilExit()
    #expect(process.terminationStatus == 64, "\(command.outcome(process).errors)")
  }

  @Test("A ceiling without a condition is 64")
  func ceilingAlone() throws {
    let command = try Command()
    #expect(try command.simulate(try command.scenario(), "--max-paths", "4096").code == 64)
  }
}
