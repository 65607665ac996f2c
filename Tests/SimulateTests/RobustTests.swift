import Foundation
import Testing

@Suite("simulate robust")
struct RobustTests {
  private static let head = """
    name: Choice
    scenario: tiny
    paths: 32
    outputs: [oil.revenue, urals.price]

    """
  private static let policies = """
    policies:
      none: tiny
      both:
        sanctions:
          on_india: 60 %
          on_china: 60 %
        buyers:
          china_sea_drop: 40 %
    axes:
      brent.anchor: 40 to 100 USD/bbl in 5 steps
      strikes.intensity: 0 to 200 % in 3 steps

    """
  private static let levers = """
    axes:
      price_cap.level: 30 to 60 USD/bbl in 3 steps
      strikes.intensity: 0 to 200 % in 3 steps

    """
  private static let damage = """
    policies:
      none: tiny
      fewer repairs:
        outages:
          repair_factor: 200 %
    axes:
      brent.anchor: 40 to 100 USD/bbl in 3 steps

    """

  private func run(_ text: String, _ command: Command) throws {
    _ = try command.scenario()
    try (Self.head + text).write(toFile: "\(command.folder)/sweep.txt", atomically: false, encoding: .utf8)
    try command.done("sweep", "run", "sweep.txt", "--output", "run")
  }

  @Test("Policies over futures: numbers follow from the outcomes, and a report shows them")
  func policies() throws {
    let command = try Command()
    try run(Self.policies, command)
    let outcome = try command.done(
      "robust", "run", "--goal", "oil.revenue < 30 bn USD", "--report", "robust.html")
    #expect(outcome.output.contains("2 policies over 15 futures"))
    let rows = try command.rows("results/robust-run/robust.csv")
    let outcomes = try command.rows("run/outcomes.csv").filter {
      $0["variable"] == "oil.revenue" && $0["period"] == "total"
    }.map { Double($0["mean"] ?? "") ?? .nan }
    #expect(outcomes.count == 30)
    for (policy, row) in rows.enumerated() {
      let own = (0..<15).map { outcomes[policy * 15 + $0] },
        other = (0..<15).map { outcomes[(1 - policy) * 15 + $0] }
      #expect(row["met"] == "\(Double(own.count { $0 < 30 }) / 15)")
      let regret = zip(own, other).map { max(0, $0 - $1) }.reduce(0, +) / 15
      #expect(abs((Double(row["regret"] ?? "") ?? .nan) - regret) < 1e-9)
    }
    let page = try #require(command.text("robust.html"))
    #expect(page.contains("reaches the goal most often") && page.contains("<svg"))
  }

  @Test("Without policies, economic measures on a grid are what is chosen; strikes are the future")
  func levers() throws {
    let command = try Command()
    try run(Self.levers, command)
    let outcome = try command.done("robust", "run", "--goal", "urals.price < 45 USD/bbl")
    #expect(outcome.output.contains("3 policies over 3 futures"))
    #expect(outcome.output.contains("price_cap.level 30 USD/bbl"))
    for (arguments, words) in [
      (["--lever", "strikes.intensity"], "is no measure of economic policy"),
      (["--lever", "price_cap.levle"], "did you mean 'price_cap.level'"),
    ] {
      let refused = try command.start(["robust", "run", "--goal", "urals.price < 45 USD/bbl"] + arguments)
      refused.waitUntilExit()
      #expect(refused.terminationStatus == 64)
      #expect(command.outcome(refused).errors.contains(words), "\(command.outcome(refused).errors)")
    }
    let noGoal = try command.simulate("robust", "run", "--goal", "mean(urals.price)")
    #expect(noGoal.code == 64 && noGoal.errors.contains("--goal: 'mean(urals.price)' is no condition"))
  }

  @Test("Policies that differ in what a war damages are refused")
  func damage() throws {
    let command = try Command()
    try run(Self.damage, command)
    let outcome = try command.simulate("robust", "run", "--goal", "oil.revenue < 30 bn USD")
    #expect(outcome.code == 64, "\(outcome.output)")
    #expect(outcome.errors.contains("differ in outages.repair_factor"), "\(outcome.errors)")
  }
}
