import Foundation
import Testing

@Suite("simulate sensitivity")
struct SensitivityCommandTests {
  private static let sweep = """
    name: Drawn
    scenario: tiny
    paths: 32
    design: sobol
    samples: 128
    axes:
      price_cap.level: uniform(30, 60) USD/bbl
      price_cap.compliance: uniform(0, 1)
      strikes.intensity: uniform(0, 2)
    outputs: [oil.revenue]

    """

  private func table(_ command: Command, _ path: String) throws -> [[String]] {
    let text = try #require(command.text(path))
    return text.split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test("Of a scenario: every measure has a standard error and an interval around it")
  func scenario() throws {
    let command = try Command()
    let file = try command.scenario(paths: 512, more: "outputs: [oil.revenue, eu_storage.fill]")
    try command.done(
      "sensitivity", file, "--method", "morris", "--threshold", "oil.revenue=40", "--set",
      "price_cap.compliance=uniform(0, 1)")
    let folder = "results/sensitivity-tiny-price_cap.compliance=uniform_0_1"
    let rows = try table(command, "\(folder)/sensitivity.csv")
    let head = rows[0]
    let places = try ["measure", "value", "se", "p05", "p95"].map { try #require(head.firstIndex(of: $0)) }
    #expect(
      Set(rows.dropFirst().map { $0[places[0]] }).isSuperset(of: ["rank_first", "evppi", "morris_sigma"]))
    for row in rows.dropFirst() {
      let numbers = try places.dropFirst().map { try #require(Double(row[$0]), "\(row)") }
      #expect(numbers.allSatisfy { $0.isFinite }, "\(row)")
      #expect(numbers[2] <= numbers[0] && numbers[0] <= numbers[3], "\(row)")
    }
  }

  @Test(
    "Of a sweep's run: totals on the terminal, all periods in the table, the same for any number of threads")
  func run() throws {
    let command = try Command()
    _ = try command.scenario()
    try Self.sweep.write(toFile: "\(command.folder)/sweep.txt", atomically: false, encoding: .utf8)
    #expect(try command.simulate("sweep", "plan", "sweep.txt", "--output", "run").code == 0)
    let early = try command.simulate("sensitivity", "run")
    #expect(early.code == 75 && early.errors.contains("simulate sweep resume run"))
    #expect(try command.simulate("sweep", "resume", "run").code == 0)
    let outcome = try command.done("sensitivity", "run/", "--threads", "1")
    #expect(outcome.output.contains("oil.revenue, total") && outcome.output.contains("price_cap.compliance"))
    #expect(outcome.output.contains("worth knowing first"))
    let one = command.bytes("results/sensitivity-run/sensitivity.csv")
    let again = try command.simulate("sensitivity", "run", "--threads", "2")
    #expect(again.code == 0)
    #expect(command.bytes("results/sensitivity-run/sensitivity.csv") == one)
    let rows = try table(command, "results/sensitivity-run/sensitivity.csv")
    #expect(Set(rows.dropFirst().map { $0[2] }) == ["2025", "total"])
    let pair = "price_cap.level,price_cap.compliance"
    #expect(try command.simulate("sensitivity", "run", "--group", pair, "--output", "pair").code == 0)
    #expect(command.text("pair/sensitivity.csv")?.contains(",price_cap.level price_cap.compliance,") == true)
    let unknown = try command.simulate("sensitivity", "run", "--group", "price_cap.level,brent.anchor")
    #expect(unknown.code == 64 && unknown.errors.contains("'brent.anchor' is not an axis"))
    let tails = try command.simulate("sensitivity", "run", "--statistic", "p05", "--output", "tails")
    #expect(tails.code == 0 && tails.output.contains("oil.revenue, total, p05"))
  }

  @Test("What matters comes first, in money: the parts of chance, then single parameters")
  func answer() throws {
    let command = try Command()
    let file = try command.scenario(paths: 512, more: "outputs: [oil.revenue, brent.price]")
    let outcome = try command.simulate("sensitivity", file)
    #expect(outcome.code == 0 && outcome.output.hasPrefix("what matters"), "\(outcome.errors)")
    #expect(outcome.output.contains("shocks of brent") && outcome.output.contains("all other shocks"))
    let rows = try table(command, "results/sensitivity-tiny/sensitivity.csv")
    let closed = rows.filter { $0[3] == "closed" && $0[0] == rows[1][0] }
    let names = closed.map { $0[4] }
    #expect(names.contains("(drivers)") && names.contains("(together)"))
    let sum: Double = closed.compactMap { Double($0[6]) }.reduce(0, +)
    #expect(abs(sum - 1) < 1e-9)
  }

  @Test(
    "A threshold of a series that isn't there, and a parameter twice in a group, are 64",
    arguments: [
      (["--threshold", "oil.revenoo=40"], "did you mean 'oil.revenue'?"),
      (["--threshold", "lng.capacity_nobody_has=1"], "is not a series"),
      (["--group", "brent.anchor,brent.anchor"], "'brent.anchor' stands there twice"),
    ])
  func wrong(options: [String], message: String) throws {
    let command = try Command()
    let file = try command.scenario(paths: 64)
    let process = try command.start(["sensitivity", file] + options)
    process.waitUntilExit()
    let outcome = command.outcome(process)
    #expect(outcome.code == 64 && outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test("What can't be done ends with 64 and says why")
  func refused() throws {
    let command = try Command()
    let file = try command.scenario()
    _ = try command.simulate(file)
    let folder = try command.simulate("sensitivity", "results/tiny")
    #expect(folder.code == 64 && folder.errors.contains("isn't the run of a sweep"))
    for arguments in [
      ["results/tiny", "--paths", "64"], [file, "--statistic", "p05"], [file, "--statistic", "mode"],
    ] {
      let process = try command.start(["sensitivity"] + arguments)
      process.waitUntilExit()
      #expect(command.outcome(process).code == 64, "\(arguments)")
    }
  }
}
