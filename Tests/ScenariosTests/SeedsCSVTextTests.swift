import Testing

@testable import Scenarios

@Suite("CSV text")
struct SeedsCSVTextTests {
  private func cells(_ text: String) throws -> [[String]] {
    try CSVText(bytes: Array(text.utf8)).rows.map(\.cells)
  }

  @Test("Quoted cells hold commas, doubled quotes and line breaks")
  func quoted() throws {
    #expect(try cells("a,\"b, \"\"c\"\"\",d\n") == [["a", "b, \"c\"", "d"]])
    let text = try CSVText(bytes: Array("a\n\"b\nc\"\nd".utf8))
    #expect(text.rows.map(\.line) == [1, 2, 4])
    #expect(text.rows.map(\.cells) == [["a"], ["b\nc"], ["d"]])
  }

  @Test("A byte-order mark and CRLF line ends leave no trace")
  func byteOrderMark() throws {
    #expect(try cells("\u{FEFF}a,\"b\"\r\n1,2\r\n") == [["a", "b"], ["1", "2"]])
  }

  @Test("Empty cells stay, empty lines go, the last line needs no end")
  func empties() throws {
    #expect(try cells("a,b\n,\n\n1,") == [["a", "b"], ["", ""], ["1", ""]])
    #expect(try cells("") == [])
  }
}
