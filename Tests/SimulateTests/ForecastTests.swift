import Foundation
import Testing

@Suite("simulate forecast")
struct ForecastTests {
  private func freeze(_ command: Command, _ name: String, asOf: String, _ period: String) throws
    -> Command.Outcome
  {
    let text = """
      name: Frozen
      as_of: \(asOf)
      period: \(period)
      paths: 64
      seed: 3
      """
    try text.write(toFile: "\(command.folder)/\(name).txt", atomically: false, encoding: .utf8)
    return try command.simulate("forecast", "freeze", "\(name).txt")
  }

  @Test("Two frozen forecasts are scored to the same bytes twice, in hubverse's columns")
  func score() throws {
    let command = try Command()
    #expect(try freeze(command, "one", asOf: "2025-03-20", "2025-03 to 2025-08").code == 0)
    let second = try freeze(command, "two", asOf: "2025-06-20", "2025-06 to 2025-12")
    #expect(second.code == 0 && second.output.contains("forecasts/2025-06-20-two.csv"), "\(second.errors)")
    let head = try #require(command.text("forecasts/2025-03-20-one.csv")?.split(separator: "\n").first)
    #expect(
      head == "reference_date,target,location,horizon,target_end_date,output_type,output_type_id,value")
    let outcome = try command.done("forecast", "score")
    #expect(outcome.output.contains("2 frozen forecasts") && outcome.output.contains("CRPS"))
    let tables = ["scores.csv", "series.csv"].map { command.bytes("results/forecast-score/\($0)") }
    #expect(try command.simulate("forecast", "score").code == 0)
    #expect(tables == ["scores.csv", "series.csv"].map { command.bytes("results/forecast-score/\($0)") })
    try check(command)
  }

  /// The score of each row follows from the frozen quantiles.
  private func check(_ command: Command) throws {
    let scores = try command.rows("results/forecast-score/scores.csv")
    #expect(scores.count > 50)
    let frozen = try command.rows("forecasts/2025-03-20-one.csv")
    let row = try #require(scores.first { $0["forecast"] == "1" && $0["horizon"] == "3" })
    let levels = frozen.filter {
      $0["target"] == row["target"] && $0["horizon"] == "3" && $0["output_type"] == "quantile"
    }
    #expect(levels.count == 23)
    let truth = try #require(Double(row["observed"] ?? ""))
    let parts = try levels.map { level in
      let share = try #require(Double(level["output_type_id"] ?? ""))
      let value = try #require(Double(level["value"] ?? ""))
      return 2 * (truth < value ? (1 - share) * (value - truth) : share * (truth - value))
    }
    let crps = try #require(Double(row["crps"] ?? ""))
    #expect(abs(crps - parts.reduce(0, +) / 23) < 1e-9 * max(1, crps))
    #expect(frozen.allSatisfy { ($0["horizon"].flatMap { Int($0) } ?? -1) >= 0 })
  }

  @Test("The shipped ledger is as it was frozen, up to the entries that docs/FORECASTS.md notes")
  func shipped() throws {
    let page = try String(contentsOfFile: "\(Command.top)/docs/FORECASTS.md", encoding: .utf8)
    let noted = page.matches(of: #/\| ([0-9a-f]{64}) \|/#).map { String($0.1) }
    #expect(!noted.isEmpty)
    for head in noted {
      let command = try Command()
      let outcome = try command.simulate(
        "forecast", "score", "--ledger", "\(Command.top)/forecasts", "--head", head)
      #expect(outcome.code == 0 && !outcome.output.contains("not scored"), "\(outcome.errors)")
    }
  }

  @Test("A frozen file that was changed, an entry that was changed, and one left out are refused with 65")
  func changed() throws {
    let command = try Command()
    #expect(try freeze(command, "one", asOf: "2025-03-20", "2025-03 to 2025-05").code == 0)
    #expect(try freeze(command, "two", asOf: "2025-06-20", "2025-06 to 2025-08").code == 0)
    let file = "forecasts/2025-03-20-one.csv", ledger = "forecasts/ledger.csv"
    func refused(_ path: String, _ words: String, _ change: (String) -> String) throws {
      let before = try #require(command.text(path))
      try change(before).write(toFile: "\(command.folder)/\(path)", atomically: false, encoding: .utf8)
      let outcome = try command.simulate("forecast", "score")
      #expect(outcome.code == 65 && outcome.errors.contains(words), "\(outcome.errors)")
      try before.write(toFile: "\(command.folder)/\(path)", atomically: false, encoding: .utf8)
    }
    try refused(file, "it was changed after it was frozen") { $0 + "\n" }
    try refused(ledger, "entry 1 was changed") { $0.replacing(",64,3,", with: ",65,3,") }
    try refused(ledger, "entry 1 is missing") { text in
      let lines = text.split(separator: "\n")
      return ([lines[0]] + lines.dropFirst(2)).joined(separator: "\n") + "\n"
    }
    #expect(try command.simulate("forecast", "score").code == 0)
    let again = try freeze(command, "one", asOf: "2025-03-20", "2025-03 to 2025-05")
    #expect(again.code == 73 && again.errors.contains("it is frozen already"), "\(again.errors)")
    let other = try command.simulate("forecast", "score", "--head", "0000")
    #expect(other.code == 65 && other.errors.contains("no entry has the hash"))
    let none = try command.simulate("forecast", "score", "--ledger", "nowhere")
    #expect(none.code == 66, "\(none.errors)")
  }
}
