import Foundation
import Testing

@Suite("Commands that run many cases")
struct StudyCommandTests {
  @Test("compare shows paired differences, what explains them, and leaves two tables")
  func compare() throws {
    let command = try Command()
    let one = try command.scenario("one.txt")
    let two = try command.scenario("two.txt", more: "strikes:\n  intensity: 0 %")
    let outcome = try command.done("compare", one, two)
    #expect(outcome.output.contains("P(A > B)") && outcome.output.contains("strikes"))
    #expect(
      command.names("results/compare-one-two") == ["comparison.csv", "datapackage.json", "explained.csv"])
    let rows = try command.rows("results/compare-one-two/comparison.csv")
    #expect(!rows.isEmpty)
    for row in rows {
      let first = try number(row, "mean_a"), second = try number(row, "mean_b")
      let size = max(abs(first), abs(second), 1)
      #expect(try abs(number(row, "difference") - (second - first)) < 1e-9 * size, "\(row)")
    }
    let runs = try #require(rows.first { $0["variable"] == "refining.runs" && $0["span"] == "2025" })
    #expect(try number(runs, "difference") > 0, "no strikes, more runs")
  }

  @Test("A case compared with itself differs nowhere, and is never above itself")
  func same() throws {
    let command = try Command()
    let one = try command.scenario("one.txt"), two = try command.scenario("two.txt")
    #expect(try command.simulate("compare", one, two).code == 0)
    for row in try command.rows("results/compare-one-two/comparison.csv") {
      for column in ["difference", "difference_se", "difference_p05", "difference_p95", "chance_a_above_b"] {
        #expect(try number(row, column) == 0, "\(row)")
      }
    }
  }

  private func number(_ row: [String: String], _ column: String) throws -> Double {
    try #require(row[column].flatMap { Double($0) })
  }

  @Test("compare tells what changed between two folders of results")
  func folders() throws {
    let command = try Command()
    let file = try command.scenario()
    #expect(try command.simulate(file, "--output", "old").code == 0)
    #expect(try command.simulate(file, "--set", "strikes.intensity=0", "--output", "new").code == 0)
    let outcome = try command.done("compare", "old", "new")
    #expect(outcome.output.contains("strikes.intensity: 1.0"))
    #expect(try command.simulate("compare", "old", file).code == 64)
  }

  @Test(
    "Two folders of one seed have the error of pairs, that of compare; of other paths they haven't, and that is told"
  )
  func pairs() throws {
    let command = try Command()
    let one = try command.scenario("one.txt", paths: 512)
    let two = try command.scenario("two.txt", paths: 512, more: "strikes:\n  intensity: 0 %")
    for name in ["one", "two"] {
      #expect(try command.simulate("\(name).txt", "--output", "r-\(name)").code == 0)
    }
    #expect(try command.simulate("compare", one, two, "--output", "c").code == 0)
    let folders = try command.simulate("compare", "r-one", "r-two", "--output", "f")
    #expect(folders.output.contains("on the same paths"), "\(folders.output)")
    let wanted = try command.rows("c/comparison.csv")
    let rows = try command.rows("f/comparison.csv").filter { $0["paired"] == "yes" }
    #expect(rows.count == wanted.count)
    for row in rows {
      let same = try #require(
        wanted.first { other in
          ["variable", "region"].allSatisfy { row[$0] == other[$0] } && row["span"] == other["span"]
        })
      for column in ["mean_a", "mean_b", "difference", "difference_se"] {
        let a = try number(row, column), b = try number(same, column)
        #expect(abs(a - b) <= 1e-9 * max(abs(b), 1), "\(column) of \(row)")
      }
    }
    #expect(try command.simulate(two, "--seed", "12", "--output", "r-two").code == 0)
    let others = try command.simulate("compare", "r-one", "r-two", "--output", "f")
    #expect(others.output.contains("as if the runs were independent"), "\(others.output)")
  }

  @Test("A scenario named twice beside the first is refused")
  func twice() throws {
    let command = try Command()
    let one = try command.scenario("one.txt"), two = try command.scenario("two.txt")
    let outcome = try command.simulate("compare", one, two, two)
    #expect(outcome.code == 64 && outcome.errors.contains("two.txt stands there twice"), "\(outcome.errors)")
  }

  @Test("Series that only one of two scenarios has are named; nothing in common is 65 and no difference")
  func inCommon() throws {
    let command = try Command()
    let one = try command.scenario("one.txt", more: "outputs: [oil.revenue]")
    let two = try command.scenario("two.txt", more: "outputs: [urals.price]")
    let both = try command.scenario("both.txt", more: "outputs: [oil.revenue, urals.price]")
    let none = try command.simulate("compare", one, two)
    #expect(none.code == 65 && none.errors.contains("only two reports urals.price"), "\(none.errors)")
    let some = try command.simulate("compare", one, both)
    #expect(some.code == 0 && some.errors.contains("only both reports urals.price"), "\(some.errors)")
    for name in ["one", "two"] {
      #expect(try command.simulate("\(name).txt", "--output", "r-\(name)").code == 0)
    }
    let folders = try command.simulate("compare", "r-one", "r-two")
    #expect(
      !folders.output.contains("Different periods") && folders.output.contains("Only r-two has urals.price."))
  }

  @Test("Nothing lost and nothing paid: a dash on the terminal, empty cells in the table, no NaN")
  func nothing() throws {
    let command = try Command()
    let outcome = try command.simulate("attribute", try command.scenario(paths: 64))
    #expect(outcome.code == 0 && !outcome.output.contains("NaN"), "\(outcome.output)")
    #expect(command.text("results/attribute-tiny/attribution.csv")?.contains("NaN") == false)
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
    let outcome = try command.done("attribute", try command.scenario(paths: 256))
    #expect(outcome.output.contains("export revenue lost") && outcome.output.contains("price cap"))
    #expect(command.names("results/attribute-tiny") == ["attribution.csv", "datapackage.json"])
    let rows = try command.rows("results/attribute-tiny/attribution.csv")
    for total in rows where total["measure"] == "total" {
      let parts = rows.filter {
        $0["target"] == total["target"] && $0["span"] == total["span"] && $0["measure"] != "total"
      }
      let sum = try parts.reduce(0) { try $0 + number($1, "share") }, whole = try number(total, "share")
      #expect(!parts.isEmpty && abs(sum - whole) < 1e-9 * max(abs(whole), 1), "\(total)")
    }
  }

  @Test("calibrate writes a scenario that can be checked")
  func calibrate() throws {
    let command = try Command()
    let parent = try command.scenario("parent.txt")
    try command.done("calibrate", "--as-of", "2025-09-23", "--extends", parent)
    let text = try #require(command.text("results/calibrate/calibrated.txt"))
    try text.write(toFile: "\(command.folder)/calibrated.txt", atomically: false, encoding: .utf8)
    try command.done("check", "calibrated.txt")
  }

  @Test("backtest writes a report and a row for each forecast, the same ones each time")
  func backtest() throws {
    let command = try Command()
    let options = ["backtest", "--paths", "16", "--starts", "2024-05 to 2024-05"]
    for (more, folder) in [(["--report", "VALIDATION.md"], "one"), (["--threads", "1"], "two")] {
      let process = try command.start(options + more + ["--output", folder])
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(command.outcome(process).errors)")
    }
    #expect(command.text("VALIDATION.md")?.contains("## Free run, shipped parameters") == true)
    let rows = try #require(command.text("one/backtest.csv"))
    #expect(rows == command.text("two/backtest.csv"))
    #expect(rows.contains(",2024-05,2024-05,1,"))
    #expect(!rows.contains(",2024-04,2024-04,1,") && !rows.contains(",2024-06,2024-06,1,"))
  }
}
