import Engine
import Foundation
import Scenarios
import Testing

@Suite("simulate claims")
struct ClaimsTests {
  @Test(
    "Each claim has a number of its own in words, an interval, what it is true and false of, and a picture")
  func claims() throws {
    let command = try Command()
    // The shipped scenarios are looked for in the folder where the program is called.
    try FileManager.default.createSymbolicLink(
      atPath: "\(command.folder)/scenarios", withDestinationPath: "\(Command.top)/scenarios")
    let outcome = try command.simulate(
      "claims", "--paths", "128", "--data", "\(Command.top)/seeds", "--output", "claims", "--report", "a.html"
    )
    #expect(outcome.code == 0, "\(outcome.errors)")
    let text = try CSVText(bytes: Array(try #require(command.bytes("claims/claims.csv"))))
    let head = try #require(text.rows.first).cells
    let rows = text.rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(head, $0.cells)) }
    let claims = try SeedFiles.load(directory: "\(Command.top)/seeds")["claims"].map { $0.text("claim") }
    #expect(!claims.isEmpty && Set(rows.compactMap { $0["claim"] }) == Set(claims))
    for row in rows {
      let sentence = try #require(row["sentence"])
      let mean = try #require(row["mean"].flatMap(Double.init)),
        error = try #require(row["se"].flatMap(Double.init))
      let numbers = sentence.replacing(",", with: "").replacing("−", with: "-")
        .split { !($0.isNumber || $0 == "." || $0 == "-") }.compactMap { Double($0) }
      #expect(numbers.contains { abs($0 - mean) <= max(error, 1e-3 * abs(mean)) }, "\(mean) in \(sentence)")
      #expect(row["true_of"] != "" && row["false_of"] != "" && row["published_since"] != "")
    }
    let page = try #require(command.text("a.html"))
    #expect(page.ranges(of: "<figure ").count == rows.count)
    #expect(page.contains("True of capacity"))
  }
}
