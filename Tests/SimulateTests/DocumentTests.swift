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

  @Test("The drawing in MODEL.md is of the wiring")
  func wiring() throws {
    let command = try Command()
    let drawing = try command.simulate("describe", "--wiring", "--data", "\(Self.repository)/seeds").output
    let text = try String(contentsOfFile: "\(Self.repository)/docs/MODEL.md", encoding: .utf8)
    #expect(drawing.split(separator: "\n").count > 30)
    #expect(text.contains("```mermaid\n\(drawing)```"), "run: simulate describe --wiring")
  }

  @Test("The README shows what the baseline's run shows, but for its time")
  func readme() throws {
    let text = try String(contentsOfFile: "\(Self.repository)/README.md", encoding: .utf8)
    let parts = text.components(separatedBy: "\n```\n")
    let place = try #require(parts.firstIndex { $0.contains("ends like this") })
    let command = try Command()
    let scenario = "\(Self.repository)/scenarios/baseline.txt"
    let shown = try command.simulate("run", scenario, "--data", "\(Self.repository)/seeds").output
    #expect(timeless(shown) == timeless(parts[place + 1]), "run: make docs")
  }

  private func timeless(_ text: String) -> [Substring] {
    text.split(separator: "\n").map { line in
      line.hasSuffix(" s") ? line[..<(line.lastIndex(of: "·") ?? line.endIndex)] : line
    }
  }

  private static let repository =
    #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
}
