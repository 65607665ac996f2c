import Foundation
import Testing

@testable import Reports

@Suite("The results folder")
struct ResultsFolderTests {
  /// A folder of its own for each test.
  private func scratch() throws -> String {
    let path = NSTemporaryDirectory() + "throttle-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  private func text(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }

  @Test("Nothing stands under the final name before the folder is complete")
  func nothingBefore() throws {
    let place = try scratch()
    let folder = try ResultsFolder(path: "\(place)/deep/results")
    try folder.write("monthly.csv", Array("new".utf8))
    #expect(!FileManager.default.fileExists(atPath: "\(place)/deep/results"))
    try folder.commit()
    #expect(text("\(place)/deep/results/monthly.csv") == "new")
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(place)/deep") == ["results"])
  }

  @Test("An old result survives a writer that gives up")
  func survival() throws {
    let place = try scratch()
    try write("old", to: "\(place)/results")
    do {
      let folder = try ResultsFolder(path: "\(place)/results")
      try folder.write("monthly.csv", Array("half".utf8))
    }
    #expect(text("\(place)/results/monthly.csv") == "old")
    #expect(try FileManager.default.contentsOfDirectory(atPath: place) == ["results"])
  }

  @Test("A complete result replaces an old one, files of others stay")
  func replacement() throws {
    let place = try scratch()
    try write("old", to: "\(place)/results", also: "paths.csv")
    try "mine".write(toFile: "\(place)/results/notes.md", atomically: false, encoding: .utf8)
    try write("new", to: "\(place)/results/")
    #expect(text("\(place)/results/monthly.csv") == "new")
    #expect(text("\(place)/results/notes.md") == "mine")
    #expect(text("\(place)/results/paths.csv") == nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: place) == ["results"])
  }

  @Test("A folder that holds no results is left alone")
  func foreignFolder() throws {
    let place = try scratch()
    try "mine".write(toFile: "\(place)/thesis.txt", atomically: false, encoding: .utf8)
    #expect(throws: OutputError.self) { try ResultsFolder(path: place) }
    #expect(text("\(place)/thesis.txt") == "mine")
  }

  @Test("A place that can't be made is told as such")
  func impossible() throws {
    let place = try scratch()
    try "file".write(toFile: "\(place)/results", atomically: false, encoding: .utf8)
    for path in ["\(place)/results", "\(place)/results/inside", "/proc/results"] {
      do {
        _ = try ResultsFolder(path: path)
        Issue.record("\(path) was made")
      } catch {
        guard case .cannotCreate = error else { throw error }
      }
    }
  }

  @Test("A full disk is a write error")
  func fullDisk() throws {
    let place = try scratch()
    try FileManager.default.createSymbolicLink(atPath: "\(place)/full", withDestinationPath: "/dev/full")
    let file = try OutputFile(path: "\(place)/full", mustBeNew: false)
    #expect(throws: OutputError.self) { try file.write([1, 2, 3]) }
  }

  private func write(_ content: String, to path: String, also extra: String? = nil) throws {
    let folder = try ResultsFolder(path: path)
    for name in ["monthly.csv", "datapackage.json"] + (extra.map { [$0] } ?? []) {
      try folder.write(name, Array(content.utf8))
    }
    try folder.commit()
  }
}
