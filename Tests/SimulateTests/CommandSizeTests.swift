import Foundation
import Testing

/// A command parses, calls and prints; what is longer belongs to a study, a report or a group of options.
@Suite("Sizes of commands")
struct CommandSizeTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources/simulate/Commands").standardizedFileURL

  @Test("No command has more than 60 lines")
  func lines() throws {
    let files = try FileManager.default.contentsOfDirectory(at: Self.folder, includingPropertiesForKeys: nil)
    #expect(files.count > 20)
    for file in files {
      let count = try String(contentsOf: file, encoding: .utf8).count { $0 == "\n" }
      #expect(count <= 60, "\(file.lastPathComponent) has \(count)")
    }
  }
}
