import Foundation
import Testing

/// What a floor offers is explained where it is declared.
@Suite("Public declarations")
struct PublicDeclarationTests {
  @Test(
    "Every public declaration of a floor has a comment",
    arguments: [
      "ScenarioText", "Kernels", "Sampling", "Engine", "RussianEnergy", "Scenarios", "Studies", "Sweeps",
      "Storage", "Charts", "Reports", "Explore",
    ])
  func commented(floor: String) throws {
    let folder = "\(Self.repository)/Sources/\(floor)"
    let files = try #require(FileManager.default.enumerator(atPath: folder)).compactMap { $0 as? String }
    let bare = try files.filter { $0.hasSuffix(".swift") }.flatMap { file in
      try uncommented(String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)).map { "\(file):\($0)" }
    }
    #expect(bare.isEmpty, "without a comment: \(bare.joined(separator: ", "))")
  }

  @Test("A public declaration without a comment is found, behind attributes and modifiers too")
  func found() {
    let text = """
      /// A point.
      @frozen
      public struct Point {
        @inlinable public static func zero() {}
        /// Across.
        public let x: Double
        public private(set) var y: Double

        let inner: Double
      }
      """
    #expect(uncommented(text) == [4, 7])
  }

  /// The lines of public declarations that no comment stands above, from 1.
  private func uncommented(_ text: String) -> [Int] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.drop { $0 == " " } }
    return lines.indices.filter { line in
      guard lines[line].contains("public "), lines[line].prefixMatch(of: #/(@\S+ )*public (?!import)/#) != nil
      else { return false }
      let above = lines[..<line].last { !$0.hasPrefix("@") }
      return above?.hasPrefix("///") != true
    }.map { $0 + 1 }
  }

  private static let repository =
    #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
}
