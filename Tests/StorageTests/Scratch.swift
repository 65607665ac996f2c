import Foundation

@testable import Storage

/// A folder of its own for each test, among the system's temporary files.
struct Scratch {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "throttle-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// The text of a file in it.
  func text(_ name: String) -> String? { try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8) }

  /// The names in it or in a folder of it, hidden ones too.
  func names(_ folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)").sorted()
  }

  /// Puts somebody's file into it, with the folders above.
  func put(_ text: String, _ name: String) throws {
    let place = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: place)
  }

  /// Writes a result with its description; gives what the user is told.
  @discardableResult
  func result(_ content: String, _ name: String = "results", also extra: String? = nil) throws -> [String] {
    let folder = try ResultsFolder(
      path: "\(path)/\(name)", known: ["monthly.csv", "paths.csv", "datapackage.json"])
    for file in ["monthly.csv"] + (extra.map { [$0] } ?? []) + ["datapackage.json"] {
      try folder.write(file, Array(content.utf8))
    }
    var told: [String] = []
    try folder.commit { told.append($0) }
    return told
  }
}
