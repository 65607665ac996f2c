import Engine
import Foundation
import Testing

@testable import Scenarios

@Suite("Messages about malformed seed tables")
struct SeedsErrorsTests {
  private let folder = SpoiltSeeds()

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
    folder.files["schema.csv"] = Array((SpoiltSeeds.schema + "\n" + columns.joined(separator: "\n")).utf8)
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
    let messages = folder.messages("schema.csv", SpoiltSeeds.schema + "\n" + row + "\n")
    #expect(messages == ["seeds/schema.csv:9: \(reason)"])
  }

  @Test("A folder that isn't there is told apart from a bad one")
  func missingFolder() throws {
    let errors = try #require(throws: SeedErrors.self) { _ = try SeedFiles(directory: "/nowhere/seeds") }
    #expect(errors.folderMissing)
    #expect(errors.description == "/nowhere/seeds: error: no such folder of seed tables")
  }
}
