import Foundation
import Testing

@Suite("Storage alone touches files")
struct OnlyStorageTests {
  /// Files outside that need the C library or Foundation, for something else.
  static let others = [
    "BrokenBalance.swift", "Clock.swift", "Console.swift", "ExploredScenario.swift", "Interruption.swift",
    "Memory.swift", "Pages.swift", "Processor.swift",
    "ProfileTable.swift",
    "Shell.swift", "Simulate.swift", "SweepMerging.swift",
  ]
  static let calls = [
    "fopen(", "opendir(", "Glibc.open(", " open(\"", "rename(", "unlink(", "rmdir(", "mkdir(", "fsync(",
    "realpath(",
    "FileManager", "FileHandle", "contentsOf", ".write(to", "SystemPackage",
  ]

  private func sources() throws -> [(name: String, text: String)] {
    let top =
      URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path + "/Sources"
    let files = try #require(FileManager.default.enumerator(atPath: top))
    return try files.compactMap { $0 as? String }
      .filter { $0.hasSuffix(".swift") && !$0.hasPrefix("Storage/") }
      .map { ($0, try String(contentsOfFile: "\(top)/\($0)", encoding: .utf8)) }
  }

  @Test("No other module can call the system, but for files that are known, and those open nothing")
  func imports() throws {
    for (name, text) in try sources() {
      guard ["import Glibc", "import Musl", "import Foundation"].contains(where: text.contains) else {
        continue
      }
      let isKnown = Self.others.contains { name.hasSuffix("/" + $0) }
      #expect(isKnown, "\(name) calls the system; use Storage")
      for call in Self.calls { #expect(!text.contains(call), "\(name): \(call)") }
    }
  }
}
