import Foundation
import Hashing
import Storage
import Testing

@testable import Reports

@Suite("Text in tables")
struct TextTests {
  @Test("A cell is quoted only where RFC 4180 asks for it")
  func csvCells() {
    #expect(quotedCSV("plain – text") == "plain – text")
    #expect(quotedCSV("a,b") == "\"a,b\"")
    #expect(quotedCSV("say \"so\"") == "\"say \"\"so\"\"\"")
    #expect(quotedCSV("two\nlines") == "\"two\nlines\"")
    #expect(quotedCSV("") == "")
  }

  @Test("A row is its cells between commas, ended by one line feed")
  func rows() {
    var table = CSVTable(header: ["a", "b,c"])
    table.add(1.5)
    table.add(7)
    table.endRow()
    #expect(table.text == "a,\"b,c\"\n1.5,7\n")
  }

  @Test("SHA-256 gives the published digests")
  func digests() {
    #expect(SHA256.hex([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      SHA256.hex(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    let million = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    #expect(SHA256.hex(million) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test("Bytes added in pieces hash like the whole")
  func pieces() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    var hash = SHA256()
    for start in stride(from: 0, to: 1000, by: 37) { hash.add(Array(bytes[start..<min(1000, start + 37)])) }
    #expect(hash.hex() == SHA256.hex(bytes))
  }
}
