import Testing

@testable import Reports

@Suite("The table on the terminal")
struct TerminalTableTests {
  @Test("Rows are aligned, at most a hundred columns wide, one for each series")
  func shape() throws {
    let rows = TerminalTable(try Sample().results).text.split(separator: "\n")
    #expect(rows.count == 2 + 2)
    #expect(Set(rows.dropFirst().map(\.count)).count == 1)
    #expect(rows.allSatisfy { $0.count <= 100 })
    #expect(rows[2].hasPrefix("walk.price"))
    #expect(rows[3].contains("bn USD  "))
  }

  @Test("There are escape codes only where colours are wanted")
  func colours() throws {
    let results = try Sample().results
    #expect(!TerminalTable(results).text.contains("\u{1B}"))
    #expect(TerminalTable(results, hasColour: true).text.contains("\u{1B}[1m"))
  }

  @Test("Below it stand the largest relative error, seed, paths, time and folder")
  func summary() throws {
    let text = RunSummary(try Sample().results, seconds: 0.5, folder: "results/walk").text
    #expect(text.hasPrefix("largest relative error 0."))
    #expect(text.contains("seed 7 · 512 paths · 0.50 s\nresults in results/walk\n"))
  }

  @Test("A sparkline rises with its values, is thinned to its columns, and flat for a constant")
  func sparklines() {
    #expect(Sparkline.draw([1, 2, 3, 4, 5, 6, 7, 8], columns: 8) == "▁▂▃▄▅▆▇█")
    #expect(Sparkline.draw((0..<28).map(Double.init), columns: 7) == "▁▂▃▅▆▇█")
    #expect(Sparkline.draw([5, 5, 5], columns: 8) == "▄▄▄")
    #expect(Sparkline.draw([], columns: 8) == "")
  }
}
