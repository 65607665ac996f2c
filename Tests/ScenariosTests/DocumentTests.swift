import Foundation
import Testing

@testable import Scenarios

/// Every scenario that the documents show must bind.
@Suite struct DocumentTests {
  private static func blocks(_ file: String) throws -> [String] {
    let text = try String(contentsOfFile: "\(Fixture.repository)/\(file)", encoding: .utf8)
    let parts = text.components(separatedBy: "```yaml\n").dropFirst()
    return parts.map { $0.components(separatedBy: "```")[0] }
  }

  @Test("Every scenario of the documents binds", arguments: ["README.md", "docs/DATA.md"])
  func everyScenarioOfTheDocumentsBinds(file: String) throws {
    let blocks = try DocumentTests.blocks(file)
    #expect(!blocks.isEmpty)
    let baseline = try String(
      contentsOfFile: "\(Fixture.repository)/scenarios/baseline.txt", encoding: .utf8)
    for block in blocks {
      let text = Fixture.complaint(of: ["mine.txt": block, "baseline.txt": baseline])
      #expect(text == "", "\(text)")
    }
  }
}
