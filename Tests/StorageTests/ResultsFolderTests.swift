import Foundation
import SystemPackage
import Testing

@testable import Storage

@Suite("The results folder")
struct ResultsFolderTests {
  @Test("Nothing stands under the final name before the folder is complete")
  func nothingBefore() throws {
    let place = try Scratch()
    let folder = try ResultsFolder(path: "\(place.path)/deep/results", known: [])
    try folder.write("monthly.csv", Array("new".utf8))
    #expect(try !place.names("deep").contains("results"))
    try folder.commit { Issue.record("\($0)") }
    #expect(place.text("deep/results/monthly.csv") == "new")
    #expect(try place.names("deep") == ["results"])
  }

  @Test("An old result survives a writer that gives up")
  func survival() throws {
    let place = try Scratch()
    try place.result("old")
    do {
      let folder = try ResultsFolder(path: "\(place.path)/results", known: [])
      try folder.write("monthly.csv", Array("half".utf8))
    }
    #expect(place.text("results/monthly.csv") == "old")
    #expect(try place.names() == ["results"])
  }

  @Test("A complete result replaces an old one; files and folders of others stay, whatever their names are")
  func replacement() throws {
    let place = try Scratch()
    try place.result("old", also: "paths.csv")
    try place.put("mine", "results/notes.md")
    try place.put("mine", "results/thesis/chapter.txt")
    let strange = "\(place.path)/results/".utf8.map { CChar(bitPattern: $0) } + [0x63, -23, 0]
    fclose(fopen(strange, "w"))
    #expect(try place.result("new", "results/") == [])
    #expect(place.text("results/monthly.csv") == "new")
    #expect(place.text("results/notes.md") == "mine")
    #expect(place.text("results/thesis/chapter.txt") == "mine")
    #expect(access(strange, F_OK) == 0)
    #expect(place.text("results/paths.csv") == nil)
    #expect(try place.names() == ["results"])
  }

  @Test("What can't be moved stays, with all that is in it, in a folder that people see and are told of")
  func unmovable() throws {
    let place = try Scratch()
    try place.result("old")
    try place.put("precious", "results/thesis/chapter.txt")
    // The first rename swaps the folders, the second moves the thesis.
    let told = try Faults.$current.withValue(Faults(.rename, number: 2)) { try place.result("new") }
    #expect(place.text("results/monthly.csv") == "new")
    #expect(place.text("results.old/thesis/chapter.txt") == "precious")
    #expect(told.count == 1 && told[0].contains("thesis") && told[0].hasSuffix("results.old"))
    #expect(try place.names() == ["results", "results.old"])
    #expect(try place.names("results.old") == ["datapackage.json", "thesis"])
    try place.put("mine", "results/monthly.csv.d/x")
    try place.put("mine", "results/paths.csv/x")
    #expect(try place.result("newer", also: "paths.csv").count == 1)
    #expect(place.text("results.old-2/paths.csv/x") == "mine")
    #expect(place.text("results/monthly.csv.d/x") == "mine")
  }

  @Test("A second writer is told that the place is in use, and disturbs nothing")
  func twoWriters() throws {
    let place = try Scratch()
    let first = try ResultsFolder(path: "\(place.path)/results", known: [])
    try first.write("datapackage.json", Array("first".utf8))
    do {
      try place.result("second")
      Issue.record("two writers at once")
    } catch OutputError.isInUse(let path) {
      #expect(path.hasSuffix("results"))
    }
    try place.result("beside", "results.lock")
    try first.commit { Issue.record("\($0)") }
    #expect(place.text("results/datapackage.json") == "first")
    try place.result("second")
    #expect(place.text("results/datapackage.json") == "second")
    #expect(try place.names() == ["results", "results.lock"])
  }

  @Test("What a killed writer left is gone after the next one; what others put there isn't")
  func leftovers() throws {
    let place = try Scratch()
    try place.result("old")
    try place.put("half", ".results~host-12ab.partial/monthly.csv")
    try place.put("old", ".results~host-34cd.partial/datapackage.json")
    try place.put("mine", ".results~host-34cd.partial/notes.md")
    try place.put("", ".results.lock")
    try place.put("half", ".results~of-mine~host-56ef.partial/monthly.csv")
    #expect(try place.result("new") == [])
    #expect(place.text("results/notes.md") == "mine")
    #expect(try place.names() == [".results~of-mine~host-56ef.partial", "results"])
  }

  @Test("A result that was set aside comes back where its writer was killed before the new one stood")
  func aside() throws {
    let place = try Scratch()
    try place.put("old", ".results~host-12ab.aside/datapackage.json")
    try place.put("mine", ".results~host-12ab.aside/notes.md")
    do { _ = try ResultsFolder(path: "\(place.path)/results", known: []) }
    #expect(place.text("results/notes.md") == "mine")
    #expect(try place.names() == ["results"])
  }

  @Test("A folder that holds no results is left alone")
  func foreignFolder() throws {
    let place = try Scratch()
    try place.put("mine", "thesis.txt")
    #expect(throws: OutputError.self) { try ResultsFolder(path: place.path, known: []) }
    #expect(try place.names() == ["thesis.txt"])
  }

  @Test(
    "A place that can't be made is told as such",
    arguments: ["file", "file/inside", "/proc/results", "nowhere"])
  func impossible(name: String) throws {
    let place = try Scratch()
    try place.put("file", "file")
    try FileManager.default.createSymbolicLink(
      atPath: "\(place.path)/nowhere", withDestinationPath: "gone/far")
    do {
      _ = try ResultsFolder(path: name.hasPrefix("/") ? name : "\(place.path)/\(name)", known: [])
      Issue.record("\(name) was made")
    } catch {
      guard case .cannotCreate = error else { throw error }
    }
    #expect(try place.names() == ["file", "nowhere"])
  }

  @Test("A full disk is a write error")
  func fullDisk() throws {
    let file = try OutputFile(FilePath("/dev/full"), options: [])
    #expect(throws: OutputError.self) { try file.write([1, 2, 3]) }
  }
}
