import Foundation
import Testing

@testable import ScenarioText

@Suite("Limits in the documents")
struct LimitDocumentTests {
  private static let top = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Self.top.appending(path: path), encoding: .utf8)
  }

  /// `200,000`.
  private static func grouped(_ number: Int) -> String {
    var digits = Array(String(number))
    for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
    return String(digits)
  }

  private static let rows = [
    "bytes of a scenario, sweep or table": "\(Limits.fileBytes >> 20) MB",
    "bytes of the description of a result that is made again": "\(Limits.packageBytes >> 20) MB",
    "lines of a scenario or sweep": grouped(Limits.lines),
    "bytes of a line": grouped(Limits.lineBytes),
    "keys and values of a file": grouped(Limits.values),
    "mappings and lists inside one another": grouped(Limits.depth),
    "characters of a name": grouped(Limits.nameLetters),
    "parents of a scenario, one above the other": grouped(Limits.parents),
    "events of a scenario": grouped(Limits.events),
    "times that random events happen in a month, all together": grouped(Limits.happenings),
    "months of a period": grouped(Limits.months),
    "cases of a sweep": grouped(Limits.cases),
    "cases × axes of a sweep": grouped(Limits.caseValues),
    "problems shown at once": grouped(Limits.problems),
    "characters shown of a line, around its mark": grouped(Limits.shownLetters),
    "least memory to start with": "\(Limits.leastMemory >> 20) MB",
  ]

  @Test("The table of limits says what the program holds to, and no other limit")
  func table() throws {
    let header = try text("Sources/CStart/include/CStart.h")
    let space = try #require(header.firstMatch(of: /LEAST_ADDRESS_SPACE \((\d+)ULL << 20\)/)).1
    let files = try #require(header.firstMatch(of: /LEAST_OPEN_FILES (\d+)/)).1
    var expected = Self.rows
    expected["least address space to start with (`ulimit -v`)"] = "\(space) MB"
    expected["least number of open files to start with (`ulimit -n`)"] = "\(files)"
    let parts = try text("docs/RELIABILITY.md").components(separatedBy: "\n## ")
    let section = try #require(parts.first { $0.hasPrefix("Limits\n") })
    let found = section.matches(of: /\n\| ([^|\n]+) \| ([^|\n]+) \|/).map { (String($0.1), String($0.2)) }
      .filter { $0.0 != "limit" && !$0.0.hasPrefix("---") }
    #expect(Dictionary(found, uniquingKeysWith: { $1 }) == expected)
  }
}
