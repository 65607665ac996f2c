import Foundation
import ScenarioText
import Testing

@Suite("JSON that is written")
struct JSONTests {
  @Test("JSON text survives quotes, backslashes, controls and other scripts")
  func jsonText() throws {
    let text = "q\" b\\ n\n t\t \u{1} Россия 🛢"
    let document = JSON.object([("text", .text(text)), ("list", .list([])), ("none", .null)]).document
    let object = try JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: Any]
    #expect(object?["text"] as? String == text)
    #expect(document.hasSuffix("}\n"))
  }
}
