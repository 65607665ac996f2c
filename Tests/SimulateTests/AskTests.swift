import Foundation
import Testing

@Suite("simulate ask")
struct AskTests {
  /// A scenario that reaches every span of the examples.
  private func scenario(_ command: Command, _ more: String = "") throws -> String {
    let text = "as_of: 2025-09-23\nperiod: 2025-09 to 2027-12\npaths: 256\nseed: 11\n\(more)"
    try text.write(toFile: "\(command.folder)/asked.txt", atomically: false, encoding: .utf8)
    return "asked.txt"
  }

  @Test("Every form of question gets one sentence with its error")
  func forms() throws {
    let command = try Command()
    let questions = [
      "budget.oil_gas in 2026 < 7000 bn RUB", "p10(urals.price) in 2026-12", "mean(oil.revenue) in 2026",
      "shortfall(budget.oil_gas, 5 %) in 2026", "when budget.wealth_fund < 100 bn RUB",
      "urals.discount in 2026-06 > 10 USD/bbl given brent.price in 2026-06 < 70 USD/bbl",
      "oil.revenue in 2027 - oil.revenue in 2026",
    ]
    let outcome = try command.simulate(try scenario(command), questions: questions)
    #expect(outcome.code == 0, "\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == questions.count)
    #expect(lines[0].hasPrefix("Oil and gas revenue of the federal budget in 2026 is below 7,000 bn RUB"))
    #expect(lines.dropFirst().prefix(3).allSatisfy { $0.contains(" ± ") && $0.hasSuffix(".") }, "\(lines)")
    #expect(lines[5].contains("of 256 paths"))
  }

  @Test("A scenario's questions are answered by its run, as the share of its paths")
  func run() throws {
    let command = try Command()
    let file = try scenario(
      command,
      "outputs: [oil.revenue]\nquestions:\n  - brent.price in 2026-06 < 70 USD/bbl\n  - median(oil.revenue)\n"
    )
    let outcome = try command.simulate(file, "--keep-paths", "--output", "out")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("with a chance of"))
    let paths = try #require(command.text("out/paths.csv")).split(separator: "\n").map {
      $0.split(separator: ",")
    }
    let column = try #require(paths[0].firstIndex { $0.hasPrefix("brent.price") })
    let month = paths.dropFirst().filter { $0[1] == "2026-06" }
    let share = Double(month.count { (Double($0[column]) ?? .nan) < 70 }) / Double(month.count)
    let rows = try #require(command.text("out/questions.csv")).split(separator: "\n").map {
      $0.split(separator: ",")
    }
    #expect(rows[0].prefix(4) == ["question", "kind", "value", "se"])
    #expect(Double(rows[1][2]) == share)
    #expect(command.text("out/datapackage.json")?.contains("questions.csv") == true)
  }

  @Test("Spans, regions and every sign of arithmetic are answered")
  func examples() throws {
    let command = try Command()
    let file = try scenario(command)
    let asked = [
      "budget.oil_gas in 2026 < 7000 bn RUB", "p10(urals.price) in 2026-12", "mean(oil.revenue) in 2026",
      "shortfall(budget.oil_gas, 5 %) in 2026", "when budget.wealth_fund < 100 bn RUB",
      "urals.discount in 2026-06 > 20 USD/bbl given brent.price in 2026-06 < 60 USD/bbl",
      "oil.revenue in 2027 − oil.revenue in 2026", "oil.revenue in 2026 ÷ oil.revenue in 2027",
      "oil.revenue in 2026 × 2", "buyers.crude[india] in 2026-01 to 2026-06 > 1 Mb/d",
    ]
    let outcome = try command.simulate(file, questions: asked)
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.split(separator: "\n").count == asked.count)
  }

  @Test(
    "What never happens is an upper bound; an answer ends a run, finds a path, and all series can be asked about"
  )
  func otherUses() throws {
    let command = try Command()
    let file = try scenario(command, "outputs: all\n")
    let never = try command.simulate(file, questions: ["brent.price in 2025-09 < 20 USD/bbl"])
    #expect(
      never.output
        == "Brent (World) in 2025-09 is below 20.00 USD/bbl on none of 256 paths: a chance under 1.5 %.\n")
    let question = "budget.oil_gas in 2026 < 7000 bn RUB"
    let until = try command.simulate("run", file, "--until", "se(\(question)) < 10 %", "--output", "sure")
    #expect(until.code == 0, "\(until.errors)")
    let near = try command.simulate("trace", file, "--near", "p05(budget.oil_gas in 2026)")
    #expect(near.code == 0 && near.output.hasPrefix("Path "), "\(near.errors)")
    #expect(try command.simulate("list", "gasoline").output.contains("fuel.gasoline_gap"))
    #expect(try command.simulate("list", "shadow fleet").output.contains("fleet.shadow_regrowth"))
    let part = try command.simulate(file, questions: ["budget.oil_gas in 2028 < 7000 bn RUB"])
    #expect(part.code == 64 && part.errors.contains("the run doesn't reach 2028"))
  }

  @Test(
    "A word that names nothing is told where it is said, or what was meant",
    arguments: [
      ("shadow", "nothing called 'shadow': 'simulate list shadow' finds 1 name that says it"),
      ("brent.anchr", "did you mean 'brent.anchor'?"), ("xyzzy", "nothing called 'xyzzy'\n"),
    ])
  func unknownNames(word: String, message: String) throws {
    let outcome = try Command().simulate("describe", word)
    #expect(outcome.code == 64 && outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test("A question with no span, no such series or no model is told where, with 64")
  func refused() throws {
    let command = try Command()
    let file = try scenario(command)
    let wrong = try command.simulate("ask", file, "urals.prise < 60 USD/bbl")
    #expect(wrong.code == 64)
    #expect(wrong.errors.contains("question:1:1: error: 'urals.prise' is not a series"))
    let none = try command.simulate("ask", file)
    #expect(none.code == 64)
    #expect(none.errors.contains("no question"))
  }
}

extension Command {
  fileprivate func simulate(_ file: String, questions: [String]) throws -> Outcome {
    let process = try start(["ask", file] + questions)
    process.waitUntilExit()
    return outcome(process)
  }
}
