import Engine
import Foundation
import Testing

@testable import Scenarios

/// A small folder of seed tables that a test may spoil.
private struct Folder {
  static let schema = """
    table,column,kind,unit,required,key,low,high,references,role,description
    refineries,plant,text,,1,1,,,,,Name
    refineries,capacity,number,kb/d,1,0,1,700,,,Nameplate
    refineries,condensate,flag,,0,0,0,1,,,Condensate
    prices,month,month,,1,1,,,,,Month
    prices,known,day,,1,0,,,,,Known
    prices,brent,number,USD/bbl,0,0,5,300,,,Price
    outages,name,text,,1,0,,,refineries.plant,,Plant
    """
  var files: [String: [UInt8]] = [
    "schema.csv": Array(schema.utf8),
    "refineries.csv": Array("plant,capacity,condensate\nA,100,0\nB,200,1\n".utf8),
    "prices.csv": Array("month,known,brent\n2025-01,2025-02-03,79.27\n2025-02,2025-03-03,\n".utf8),
    "outages.csv": Array("name\nA\nA\nB\n".utf8),
  ]

  /// Loads the folder and gives the messages, with its path shown as `seeds`.
  func messages() -> [String] {
    let url = FileManager.default.temporaryDirectory.appending(path: "seeds-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: url) }
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      for (name, bytes) in files { try Data(bytes).write(to: url.appending(path: name)) }
      _ = try SeedFiles.load(directory: url.path())
      return []
    } catch let errors as SeedErrors {
      let shown = url.path().hasSuffix("/") ? String(url.path().dropLast()) : url.path()
      return errors.all.map { $0.description.replacingOccurrences(of: shown, with: "seeds") }
    } catch {
      return ["\(error)"]
    }
  }

  func messages(_ file: String, _ text: String) -> [String] {
    var folder = self
    folder.files[file] = Array(text.utf8)
    return folder.messages()
  }
}

@Suite("Messages about malformed seed tables")
struct SeedsErrorsTests {
  private let folder = Folder()

  @Test("A sound folder gives no message")
  func sound() {
    #expect(folder.messages() == [])
  }

  @Test(
    "A bad cell is named with file, line and column",
    arguments: [
      (
        "A,\"12,5\",0",
        "'capacity' is not a number: '12,5'; write a point in decimals and nothing between thousands"
      ),
      ("A,12 ,0", "'capacity' is not a number: '12 '; write it without blanks"),
      ("A,-,0", "'capacity' is not a number: '-'; a number is needed here"),
      ("A,0x10,0", "'capacity' is not a number: '0x10'"),
      ("A,nan,0", "'capacity' is not a finite number: 'nan'; a number is needed here"),
      ("A,inf,0", "'capacity' is not a finite number: 'inf'"),
      ("A,1e999,0", "'capacity' is not a finite number: '1e999'"),
      ("A,,0", "'capacity' must not be empty"),
      (
        "A,0.5,0", "'capacity' 0.5 is below the lowest value allowed, 1.0 kb/d: it looks like Mt a month"
      ),
      ("A,900,0", "'capacity' 900 is above the highest value allowed, 700.0 kb/d"),
      ("A,100,yes", "'condensate' is neither 0 nor 1: 'yes'"),
      ("A,100", "2 cells where the header has 3"),
      ("A,100,0,", "4 cells where the header has 3"),
    ])
  func badCell(row: String, reason: String) {
    let text = "plant,capacity,condensate\n\(row)\nB,200,1\n"
    #expect(folder.messages("refineries.csv", text).first == "seeds/refineries.csv:2: \(reason)")
  }

  @Test(
    "A bad date is named",
    arguments: [
      ("2025-13,2025-02-03,70", "'month' is not a month such as 2025-09: '2025-13'"),
      ("2025-1,2025-02-03,70", "'month' is not a month such as 2025-09: '2025-1'"),
      ("2025-01,2025-02-30,70", "'known' is not a day such as 2025-09-23: '2025-02-30'"),
      ("2025-01,03.02.2025,70", "'known' is not a day such as 2025-09-23: '03.02.2025'"),
    ])
  func badDate(row: String, reason: String) {
    #expect(folder.messages("prices.csv", "month,known,brent\n\(row)\n") == ["seeds/prices.csv:2: \(reason)"])
  }

  @Test("A second row for the same month names the first")
  func duplicateRow() {
    let text = "month,known,brent\n2025-01,2025-02-03,70\n\n2025-01,2025-02-04,71\n"
    let message = "seeds/prices.csv:4: a second row for '2025-01'; the first is on line 2"
    #expect(folder.messages("prices.csv", text) == [message])
  }

  @Test("A name that another table doesn't have is refused")
  func unknownReference() {
    let message = "seeds/outages.csv:3: 'name' names 'C', which refineries.csv doesn't have"
    #expect(folder.messages("outages.csv", "name\nA\nC\n") == [message])
  }

  @Test("A name that is nearly one of another table's is suggested")
  func misspelt() {
    var folder = folder
    folder.files["refineries.csv"] = Array("plant,capacity,condensate\nOmsk,100,0\n".utf8)
    let message =
      "seeds/outages.csv:2: 'name' names 'Omks', which refineries.csv doesn't have; did you mean 'Omsk'?"
    #expect(folder.messages("outages.csv", "name\nOmks\n") == [message])
  }

  @Test("Key names mean themselves in every table, and no text is a formula")
  func names() {
    let reason = "'plant': pandas and R would take the name 'NA' for a missing value; give it another name"
    #expect(
      folder.messages("refineries.csv", "plant,capacity,condensate\nNA,100,0\nA,100,0\nB,1,0\n")
        == ["seeds/refineries.csv:2: \(reason)"])
  }

  @Test("A file in another form is told as what it is")
  func foreignForm() {
    let semicolons =
      "seeds/prices.csv: the columns are separated by semicolons; save it with commas, and with points in decimals"
    #expect(folder.messages("prices.csv", "month;known;brent\n2025-01;\"x\"y;79,27\n") == [semicolons])
    #expect(
      folder.messages("prices.csv", "month\tknown\tbrent\n").first?.contains("separated by tabs") == true)
    var folder = folder
    folder.files["prices.csv"] =
      [0xFF, 0xFE] + "month,known".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    #expect(folder.messages() == ["seeds/prices.csv: this is UTF-16 text; save it as UTF-8"])
    folder.files["prices.csv"] = [0x50, 0x4B, 3, 4, 20, 0]
    #expect(folder.messages().first?.contains("a spreadsheet or an archive") == true)
    folder.files["prices.csv"] = Array("month,known,brent\n,,\n".utf8)
    #expect(folder.messages() == ["seeds/prices.csv:2: an empty row: delete it"])
  }

  @Test("Unknown, missing and doubled columns are told together")
  func columns() {
    let messages = folder.messages("refineries.csv", "plant,capasity,plant\nA,1,0\n")
    let reasons = [
      "unknown column 'capasity'; did you mean 'capacity'?", "column 'plant' stands twice",
      "column 'capacity' is missing",
      "column 'condensate' is missing",
    ]
    #expect(messages == reasons.map { "seeds/refineries.csv:1: \($0)" })
  }

  @Test("A table without a schema, and a schema without its table")
  func tables() {
    var folder = folder
    folder.files["prices.csv"] = nil
    folder.files["planes.csv"] = Array("a\n1\n".utf8)
    #expect(
      folder.messages() == [
        "seeds/planes.csv: this table is not in schema.csv",
        "seeds/prices.csv: this table of schema.csv is missing",
      ])
  }

  @Test("An empty file has no header")
  func emptyFile() {
    #expect(folder.messages("outages.csv", "") == ["seeds/outages.csv:1: the table is empty: no header"])
  }

  @Test("Bytes that are not UTF-8 are placed")
  func encoding() {
    var folder = folder
    folder.files["outages.csv"] = Array("name\nA\n".utf8) + [0xE4, 0x0A]
    #expect(folder.messages() == ["seeds/outages.csv:3: not UTF-8 text"])
  }

  @Test("Broken quotes are placed")
  func quotes() {
    #expect(
      folder.messages("outages.csv", "name\nA\n\"B\n") == [
        "seeds/outages.csv:3: a quote that is never closed"
      ])
    #expect(
      folder.messages("outages.csv", "name\n\"A\"B\n") == ["seeds/outages.csv:2: text after a closing quote"])
    let inside = "seeds/outages.csv:2: a quote inside a cell that does not begin with one"
    #expect(folder.messages("outages.csv", "name\nA\"B\n") == [inside])
  }

  @Test("All errors of all tables come at once, by file and line")
  func together() {
    var folder = folder
    folder.files["refineries.csv"] = Array("plant,capacity,condensate\nA,x,0\nB,200,2\n".utf8)
    folder.files["prices.csv"] = Array("month,known,brent\nMay,2025-02-03,70\n".utf8)
    let places = folder.messages().map { $0.prefix { $0 != " " } }
    #expect(places == ["seeds/prices.csv:2:", "seeds/refineries.csv:2:", "seeds/refineries.csv:3:"])
  }

  @Test("Product shares far from one are refused")
  func shares() {
    var folder = folder
    let products = ["gasoline", "diesel", "fuel_oil", "naphtha", "jet", "other"]
    let columns = products.map { "refineries,\($0),number,share of runs,1,0,0,1,,,Share" }
    folder.files["schema.csv"] = Array((Folder.schema + "\n" + columns.joined(separator: "\n")).utf8)
    let header = "plant,capacity,condensate,\(products.joined(separator: ","))\n"
    let text = header + "A,100,0,0.2,0.3,0.1,0.1,0.1,0.1\nB,100,0,0.1,0.3,0.1,0.1,0.1,0.1\n"
    let message = "seeds/refineries.csv:3: the shares of runs add up to 0.8, not to 0.9 to 1.02"
    #expect(folder.messages("refineries.csv", text) == [message])
  }

  @Test(
    "A schema that says nothing usable is refused",
    arguments: [
      (
        "refineries,x,integer,,1,0,,,,,X",
        "'integer' is no kind of column; the kinds are text, number, month, day, flag"
      ),
      ("refineries,x,number,,maybe,0,,,,,X", "'required' is neither 0 nor 1: 'maybe'"),
      ("refineries,x,number,,1,0,a,,,,X", "'low' is not a number: 'a'"),
      ("refineries,x,number,,1,0,2,1,,,X", "'low' 2 is above 'high' 1"),
      (
        "refineries,x,text,,1,0,,,plants,,X",
        "'references' is neither table.column nor words such as this|that: 'plants'"
      ),
      ("refineries,x,text,,1,0,,,plants.name,,X", "'plants.name' is no column of the schema"),
      ("refineries,plant,text,,1,0,,,,,X", "column 'refineries.plant' is described twice"),
      (
        "refineries,x,text,,1,0,,,,reader,X",
        "'reader' is no role of a column; the roles are value, name, note, study"
      ),
      ("refineries,x,text", "a row of the schema has 11 cells, this one 3"),
    ])
  func schema(row: String, reason: String) {
    let messages = folder.messages("schema.csv", Folder.schema + "\n" + row + "\n")
    #expect(messages == ["seeds/schema.csv:9: \(reason)"])
  }

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
      Folder.schema.replacing("brent,number,USD/bbl,0,0,5,300", with: "brent,number,\(unit),0,0,,").utf8)
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

  @Test("A folder that isn't there is told apart from a bad one")
  func missingFolder() throws {
    let errors = try #require(throws: SeedErrors.self) { _ = try SeedFiles(directory: "/nowhere/seeds") }
    #expect(errors.folderMissing)
    #expect(errors.description == "/nowhere/seeds: error: no such folder of seed tables")
  }
}

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
