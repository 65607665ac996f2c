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

  @Test("Every scenario of the README binds") func everyScenarioOfTheReadmeBinds() throws {
    let blocks = try DocumentTests.blocks("README.md")
    #expect(blocks.count >= 2)
    let baseline = try String(
      contentsOfFile: "\(Fixture.repository)/scenarios/baseline.txt", encoding: .utf8)
    for block in blocks {
      let text = Fixture.complaint(of: ["mine.txt": block, "baseline.txt": baseline])
      #expect(text == "", "\(text)")
    }
  }

  @Test("Every scenario of docs/DATA.md binds") func everyScenarioOfTheDataPageBinds() throws {
    let blocks = try DocumentTests.blocks("docs/DATA.md")
    #expect(!blocks.isEmpty)
    let baseline = try String(
      contentsOfFile: "\(Fixture.repository)/scenarios/baseline.txt", encoding: .utf8)
    for block in blocks {
      let text = Fixture.complaint(of: ["mine.txt": block, "baseline.txt": baseline])
      #expect(text == "", "\(text)")
    }
  }
}
