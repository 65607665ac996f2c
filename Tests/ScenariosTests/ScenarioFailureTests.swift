import Foundation
import ScenarioText
import Scenarios
import Testing

@Suite("A scenario that can't be run")
struct ScenarioFailureTests {
  private let header = "as_of: 2025-09-23\nperiod: 2025-09 to 2027-12\n"

  @Test("tells all that is wrong with its header at once")
  func all() {
    let text = """
      as_of: 2025-13-01
      period: 2027-12 to 2025-09
      paths: 8
      seed: -1
      design: sobel
      name: [a]
      """
    let complaint = Shelf(files: ["a.txt": text]).complaint("a.txt", sets: ["no ="])
    #expect(complaint.components(separatedBy: ": error: ").count == 8)
    #expect(
      complaint.contains(
        """
        a.txt:2:9: error: the period ends before it begins
            2 | period: 2027-12 to 2025-09
              |         ^~~~~~~~~~~~~~~~~~ write 2025-09 to 2027-12
        """))
    #expect(complaint.contains("did you mean 'sobol'? (known are nested, sobol, random, latin)"))
    #expect(complaint.contains("'name' takes a value, not a list"))
    #expect(complaint.contains("--set:1:5: error: a value is missing after '='"))
  }

  @Test(
    "says what a key of the header may be",
    arguments: [
      ("as_of: 2025-09", "'as_of' is a date"), ("period: 2025-09", "'period' is two months"),
      ("history: perhaps", "'history' is on or off"), ("period: newest and more", "'period' is two months"),
      ("period: newest for 0 months", "'period' is two months"),
      ("period: 2025-09 to 2099-12", "a period of 892 months is too long"),
      ("paths: 1.5", "'paths' is a whole number"),
      ("paths: 8192 d", "'paths' is a whole number"), ("paths: 100000001", "are too many"),
      ("seed: 1e3", "'seed' is a whole number"), ("seed:", "'seed' has no value"),
      ("design: best", "known are nested, sobol, random, latin"), ("period:\n  a: b", "not a mapping"),
    ])
  func values(line: String, message: String) {
    let key = line.prefix { $0 != ":" }
    let rest = header.split(separator: "\n").filter { !$0.hasPrefix(key) }.joined(separator: "\n")
    let complaint = Shelf(files: ["a.txt": line + "\n" + rest + "\n"]).complaint("a.txt")
    #expect(complaint.contains(message))
  }

  @Test("misses its day and its months at its first line, or at a misspelt key")
  func required() {
    let complaint = Shelf(files: ["a.txt": "asof: 2025-09-23\n"]).complaint("a.txt")
    #expect(
      complaint == """
        a.txt:1:1: error: 'asof' is not a key of a scenario
            1 | asof: 2025-09-23
              | ^~~~ did you mean 'as_of'?
        a.txt:1:1: error: no 'period' here, nor in a parent
            1 | asof: 2025-09-23
              | ^ the months to simulate, such as 'period: 2025-09 to 2027-12'
        """)
  }

  @Test("names the circle of parents")
  func circle() {
    let shelf = Shelf(files: [
      "a.txt": "extends: b\n", "b.txt": "extends: c.txt\n", "c.txt": "extends: ./b.txt\n",
      "self.txt": "extends: self\n",
    ])
    #expect(
      shelf.complaint("a.txt") == """
        c.txt:1:10: error: the scenarios extend each other in a circle: b.txt → c.txt → b.txt
            1 | extends: ./b.txt
              |          ^~~~~~~
        """)
    #expect(shelf.complaint("self.txt").contains("in a circle: self.txt → self.txt"))
  }

  @Test("says where it looked for a parent")
  func parent() {
    let shelf = Shelf(files: ["x/a.txt": "extends: bose\n", "b.txt": "extends:\n  a: b\n"])
    #expect(
      shelf.complaint("x/a.txt", shipped: ["/share"]) == """
        x/a.txt:1:10: error: there is no scenario 'bose' to extend
            1 | extends: bose
              |          ^~~~ looked for x/bose, x/bose.txt, /share/bose, /share/bose.txt
        """)
    #expect(shelf.complaint("b.txt").contains("'extends' names one file, not a mapping"))
  }

  @Test("is missing, which is another kind of failure")
  func missing() throws {
    let failure = #expect(throws: ScenarioFailure.self) {
      try Shelf(files: [:]).load("mine", shipped: ["share"])
    }
    #expect(failure?.kind == .fileMissing)
    #expect(failure?.rendered == "mine: error: there is no such file (looked here and in share)")
  }

  @Test(
    "says what is wrong with a --set",
    arguments: [
      ("paths", "'paths' has no ="), ("=3", "a key is missing here"), ("a..b=3", "a key is missing here"),
      ("events.First.chance=3", "'events' can't be changed with --set"), ("paths=no", "'paths' is a whole"),
    ])
  func sets(text: String, message: String) {
    let complaint = Shelf(files: ["a.txt": header]).complaint("a.txt", sets: ["seed=1", text])
    #expect(complaint.hasPrefix("--set:2:"))
    #expect(complaint.contains(message))
    #expect(complaint.contains("    2 | \(text)\n"))
  }

  @Test("suggests the shipped scenario that 'extends' probably means, and tells a sweep from a scenario")
  func meant() throws {
    let failure = #expect(throws: ScenarioFailure.self) {
      try Scenario.load("a.txt", shipped: ["share"], known: { ["baseline", "today"] }, sets: []) { path in
        path == "a.txt" ? "extends: basline\n" : nil
      }
    }
    #expect(failure?.rendered.contains("did you mean 'baseline'?") == true)
    let sweep = Shelf(files: ["a.txt": "scenario: baseline\naxes:\n  brent.anchor:\n"]).complaint("a.txt")
    #expect(sweep.contains("run it with 'simulate sweep run'"))
  }

  @Test("shows an error of a parent in the parent")
  func syntax() {
    let shelf = Shelf(files: ["a.txt": "extends: b\n", "b.txt": header + "a: 1\na: 2\n"])
    #expect(shelf.complaint("a.txt").hasPrefix("b.txt:4:1: error: "))
  }

  @Test("is not read from a folder or from bytes that are no text")
  func files() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "scenario-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try Scenario.read(folder.path()) == nil)
    #expect(try Scenario.read(folder.path() + "none.txt") == nil)
    let file = folder.path() + "/bytes.txt"
    try Data([0x61, 0xFF]).write(to: URL(filePath: file))
    let failure = #expect(throws: ScenarioFailure.self) {
      try Scenario.load(file, shipped: [], sets: [])
    }
    #expect(failure?.kind == .invalid)
    #expect(failure?.rendered.contains("its text is not UTF-8") == true)
    try Data(header.data(using: .utf16) ?? Data()).write(to: URL(filePath: file))
    let foreign = #expect(throws: ScenarioFailure.self) { try Scenario.load(file, shipped: [], sets: []) }
    #expect(foreign?.rendered.contains("this is UTF-16 text; save it as UTF-8") == true)
    try Data(header.utf8).write(to: URL(filePath: file))
    #expect(try Scenario.load(file, shipped: [], sets: []).name == "bytes")
  }
}
