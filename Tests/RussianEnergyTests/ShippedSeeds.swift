import Foundation
import Scenarios

/// The shipped seeds as files.
enum ShippedSeeds {
  static let seeds = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../seeds").standardizedFileURL
  static let files = Result { try SeedFiles(directory: seeds.path()) }

  /// A folder of tables for the time of a test.
  static func folder(_ tables: [String: String], _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "rows-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in tables { try Data(text.utf8).write(to: folder.appending(path: name)) }
    try body(folder.path())
  }

  static func text(_ name: String) throws -> String {
    try String(contentsOf: seeds.appending(path: name), encoding: .utf8)
  }
}
