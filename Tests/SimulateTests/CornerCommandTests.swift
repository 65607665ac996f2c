import Foundation
import Testing

@Suite("simulate ask --corner")
struct CornerCommandTests {
  @Test("Every file says that paths have weights; the chance follows from them, for any number of threads")
  func files() throws {
    let command = try Command()
    let file = try command.scenario(paths: 2048)
    let asked = "brent.price in 2025-12 > 120 USD/bbl"
    let outcome = try command.done("ask", file, asked, "--corner", "--output", "out", "--threads", "1")
    #expect(outcome.output.contains("a chance of") && outcome.output.contains("weighted paths"))
    #expect(outcome.output.contains("effectively") && outcome.output.contains("plain paths"))
    let corner = try #require(command.rows("out/corner.csv").first)
    let paths = try command.rows("out/weights.csv")
    #expect(paths.count == 2048 && Set(paths.compactMap { $0["law"] }).count > 1)
    let parts = paths.map { row in row["holds"] == "true" ? Double(row["weight"] ?? "") ?? .nan : 0 }
    let chance = try #require(Double(corner["chance"] ?? ""))
    #expect(abs(parts.reduce(0, +) / 2048 - chance) < 1e-12 && chance > 0 && chance < 0.02)
    let mean = try #require(Double(corner["mean_weight"] ?? ""))
    #expect(abs(mean - 1) < 0.2)
    #expect(try command.rows("out/moves.csv").contains { $0["name"] == "brent" })
    let bytes = command.bytes("out/weights.csv")
    #expect(
      try command.simulate("ask", file, asked, "--corner", "--output", "out", "--threads", "2").code == 0)
    #expect(command.bytes("out/weights.csv") == bytes)
  }

  @Test("What is no chance is refused")
  func refused() throws {
    let command = try Command()
    let file = try command.scenario()
    let outcome = try command.simulate("ask", file, "mean(brent.price)", "--corner")
    #expect(outcome.code == 64 && outcome.errors.contains("is no chance that can be looked into"))
  }
}
