import Foundation
import Testing

/// What the program generates for docs/ is what stands there.
@Suite("Generated documents")
struct GeneratedDocumentTests {
  @Test(
    "A generated document is up to date",
    arguments: [("--glossary", "GLOSSARY.md"), ("--parameters", "PARAMETERS.md")])
  func upToDate(flag: String, file: String) throws {
    let command = try Command()
    let outcome = try command.simulate("describe", flag, "--data", "\(Self.repository)/seeds")
    let document = try String(contentsOfFile: "\(Self.repository)/docs/\(file)", encoding: .utf8)
    #expect(outcome.output == document, "run: simulate describe \(flag) > docs/\(file)")
  }

  private static let repository =
    #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
}
