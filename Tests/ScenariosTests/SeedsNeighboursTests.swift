import Testing

@testable import Scenarios

@Suite("Figures beside their neighbours in seed tables")
struct SeedsNeighboursTests {
  private let folder = SpoiltSeeds()

  @Test(
    "A figure in another unit than its neighbours is refused with what it looks like",
    arguments: [
      ("EUR/USD", "1.1647", "0.86", "it looks upside down, USD/EUR"),
      ("%", "0.7", "71", "it looks like a share"), ("share", "71", "0.71", "it looks like per cent"),
      ("EUR/MWh", "10.5", "35", "it looks like USD/MMBtu"),
      ("USD/MMBtu", "35", "10", "it looks like EUR/MWh"),
      ("kb/d", "20.1", "4700", "it looks like Mt a month"), ("bn RUB", "0.7", "720", "it looks like tn RUB"),
    ])
  func otherUnits(unit: String, odd: String, usual: String, words: String) {
    let about = Double(usual) ?? 0
    var lines = (1...12).map { month in
      let stamp = month < 10 ? "0\(month)" : "\(month)"
      return "2024-\(stamp),2025-01-10,\(about * (1 + 0.01 * Double(month % 3)))"
    }
    lines.append("2025-01,2025-02-10,\(odd)")
    var folder = folder
    folder.files["schema.csv"] = Array(
      SpoiltSeeds.schema.replacing("brent,number,USD/bbl,0,0,5,300", with: "brent,number,\(unit),0,0,,").utf8)
    func text(_ lines: [String]) -> String { "month,known,brent\n" + lines.joined(separator: "\n") + "\n" }
    let found = folder.messages("prices.csv", text(lines))
    #expect(found.count == 1 && found[0].hasPrefix("seeds/prices.csv:14: 'brent' \(odd) beside "), "\(found)")
    #expect(found.first?.hasSuffix(words) == true, "\(found)")
    #expect(folder.messages("prices.csv", text(lines.dropLast())) == [])
  }

  @Test("A large jump that is the same in every unit stays")
  func jumps() {
    let lines = (1...12).map { month in
      "2024-\(month < 10 ? "0" : "")\(month),2025-01-10,\(month < 7 ? 60 + month : 20 + month)"
    }
    #expect(folder.messages("prices.csv", "month,known,brent\n" + lines.joined(separator: "\n")) == [])
  }
}
