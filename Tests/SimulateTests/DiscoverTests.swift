import Foundation
import Testing

@Suite("simulate discover")
struct DiscoverTests {
  private static let sweep = """
    name: Drawn
    scenario: tiny
    paths: 32
    design: sobol
    samples: 256
    policies:
      none: tiny
      both: 
        sanctions:
          on_india: 60 %
          on_china: 60 %
    axes:
      brent.anchor: uniform(40, 100) USD/bbl
      price_cap.compliance: uniform(0, 1)
    outputs: [oil.revenue, urals.price]

    """

  @Test("Of a sweep: boxes with limits, and the same bytes again; what the run can't tell is refused")
  func sweep() throws {
    let command = try Command()
    _ = try command.scenario()
    try Self.sweep.write(toFile: "\(command.folder)/sweep.txt", atomically: false, encoding: .utf8)
    let asked = "urals.price < 54 USD/bbl"
    #expect(try command.simulate("sweep", "plan", "sweep.txt", "--output", "run").code == 0)
    let early = try command.simulate("discover", "run", "--where", asked)
    #expect(early.code == 75 && early.errors.contains("simulate sweep resume run"))
    #expect(try command.simulate("sweep", "resume", "run").code == 0)
    let outcome = try command.done(
      "discover", "run", "--where", asked, "--report", "boxes.html", "--threads", "1")
    #expect(
      outcome.output.contains("Box 1: ") && outcome.output.contains("policy both and brent.anchor below"))
    let rows = try command.rows("results/discover-run/trajectory.csv")
    #expect(rows.first?["coverage"] == "1.0" && rows.contains { $0["chosen"] == "true" })
    let page = try #require(command.text("boxes.html"))
    #expect(page.contains("Box 1 holds") && page.contains("<svg"))
    let bytes = command.bytes("results/discover-run/boxes.csv")
    #expect(try command.simulate("discover", "run", "--where", asked, "--threads", "2").code == 0)
    #expect(command.bytes("results/discover-run/boxes.csv") == bytes)
    try refusals(command)
  }

  private func refusals(_ command: Command) throws {
    for (asked, words) in [
      ("urals.prise < 45 USD/bbl", "did you mean 'urals.price'"),
      ("urals.price in 2025-10 < 45 USD/bbl", "the run has urals.price in 2025, total"),
      ("brent.price < 45 USD/bbl", "the run doesn't report brent.price"),
      ("mean(urals.price)", "is no condition"), ("urals.price < 45 bn RUB", "doesn't fit"),
    ] {
      let outcome = try command.simulate("discover", "run", "--where", asked)
      #expect(outcome.code == 64 && outcome.errors.contains(words), "\(asked): \(outcome.errors)")
    }
    let missing = try command.simulate("discover", "nowhere", "--where", "urals.price < 45 USD/bbl")
    #expect(missing.code == 66 && missing.errors.contains("no such folder"))
  }

  @Test("Of a single run: its draws are what boxes restrict; without them it says how to keep them")
  func run() throws {
    let command = try Command()
    let file = try command.scenario(paths: 1024, more: "outputs: [brent.price, urals.price]")
    #expect(try command.simulate(file, "--keep-paths").code == 0)
    let asked = "urals.price in 2025-12 < 50 USD/bbl"
    let outcome = try command.done(
      "discover", "results/tiny", "--where", asked, "--density", "60", "--boxes", "1")
    #expect(outcome.output.contains("of 1,024 paths"))
    let paths = try command.rows("results/tiny/paths.csv").filter { $0["month"] == "2025-12" }
    let hits = paths.count { Double($0["urals.price"] ?? "").map { $0 < 50 } == true }
    #expect(outcome.output.contains("\(asked): \(hits) of 1,024 paths"), "\(outcome.output)")
    try FileManager.default.removeItem(atPath: "\(command.folder)/results/tiny/draws.csv")
    let without = try command.simulate("discover", "results/tiny", "--where", asked)
    #expect(without.code == 66 && without.errors.contains("--keep-paths"), "\(without.errors)")
  }
}
