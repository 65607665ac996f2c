import Engine
import Foundation
import RussianEnergy
import Testing

/// Who reads `urals.price` in a table finds its formula in `Urals.swift`.
@Suite struct MechanismNameTests {
  private static let files: Set<String> = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/RussianEnergy").standardizedFileURL
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return Set((found?.allObjects as? [URL] ?? []).map(\.lastPathComponent))
  }()

  @Test("Type and file of a mechanism are called like its section, with no exception")
  func typeAndFileAreCalledLikeTheSection() {
    #expect(RussianEnergy.mechanisms.count > 30)
    for mechanism in RussianEnergy.mechanisms {
      let name = "\(mechanism)"
      #expect(name.lowercased() == mechanism.section.replacing("_", with: ""))
      #expect(Self.files.contains("\(name).swift"))
    }
  }
}
