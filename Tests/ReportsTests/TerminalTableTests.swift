import Testing

@testable import Reports

@Suite("The table on the terminal")
struct TerminalTableTests {
  @Test("Rows are aligned, at most eighty columns wide, one for each series between head and legend")
  func shape() throws {
    let rows = TerminalTable(try Sample().results).text.split(separator: "\n")
    #expect(rows.count == 2 + 2 + 1)
    #expect(Set(rows.dropFirst().dropLast().map(\.count)).count == 1)
    #expect(rows.allSatisfy { $0.count <= 80 })
    #expect(rows[2].hasPrefix("walk.price"))
    #expect(rows[3].contains("bn USD"))
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

  @Test("A sparkline begins at zero, is thinned to its columns, and reaches down where values are negative")
  func sparklines() {
    #expect(Sparkline.draw([1, 2, 3, 4, 5, 6, 7, 8], columns: 8) == "▂▃▄▅▆▇██")
    #expect(Sparkline.draw([6.0, 6.2, 6.8], columns: 8) == "███")
    #expect(Sparkline.draw([-8, -4, 0], columns: 8) == "▁▅█")
    #expect(Sparkline.draw((0..<28).map(Double.init), columns: 7) == "▁▂▃▅▆▇█")
    #expect(Sparkline.draw([0, 0], columns: 8) == "▄▄")
    #expect(Sparkline.draw([], columns: 8) == "")
  }

  @Test("Names fold at their parts, whole regions stay readable, and numbers stand beside the last line")
  func folding() {
    #expect(Folding.lines("oil.revenue", to: 20) == ["oil.revenue"])
    let name = "lng.exports_by_destination[China]"
    let lines = Folding.lines(name, to: 18)
    #expect(lines.map { $0.replacing(" ", with: "") }.joined() == name)
    #expect(lines.allSatisfy { $0.count <= 18 })
    #expect(lines.last?.hasSuffix("[China]") == true)
    #expect(Folding.rows([["a", "b"], ["1"]]) == [["a", ""], ["b", "1"]])
  }

  @Test("A table of wide names and many numbers keeps to eighty columns")
  func wide() {
    var table = PlainTable(
      ["series", "unit", "A", "B", "B − A", "± se", "5 %", "95 %", "P(A > B)"], textColumns: 2)
    for region in ["EU", "China", "Other Asia"] {
      table.add(
        ["lng.exports_by_destination[\(region)]", "Mt"] + Array(repeating: "12,345", count: 6) + ["12.3 %"])
    }
    let rows = table.text.split(separator: "\n")
    #expect(rows.allSatisfy { $0.count <= 80 })
    #expect(rows.contains { $0.contains("[Other Asia]") || $0.contains("Asia]") })
  }
}
