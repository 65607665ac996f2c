import Foundation
import Testing

@Suite("simulate reproduce")
struct ReproduceTests {
  private static let tables = 8

  /// A folder with a result, made of a scenario with a parent, a comment longer than a line may be, and a set parameter.
  private static let original = Result { try made() }

  /// A copy of it that a test may spoil.
  private func made() throws -> Command {
    let command = try Command()
    for name in ["parent.txt", "child.txt", "made"] {
      try FileManager.default.copyItem(
        atPath: "\(Self.original.get().folder)/\(name)", toPath: "\(command.folder)/\(name)")
    }
    return command
  }

  private static func made() throws -> Command {
    let command = try Command()
    let note = String(repeating: "# what was thought of it\n", count: 9000)
    _ = try command.scenario("parent.txt", paths: 16, more: note)
    try "extends: parent\nname: Child\n".write(
      toFile: "\(command.folder)/child.txt", atomically: false, encoding: .utf8)
    try command.done("child.txt", "--set", "price_cap.level=40 USD/bbl", "--output", "made")
    return command
  }

  private func change(_ command: Command, _ name: String, _ edit: (inout String) -> Void) throws {
    var text = try #require(command.text(name))
    edit(&text)
    try text.write(toFile: "\(command.folder)/\(name)", atomically: false, encoding: .utf8)
  }

  @Test("A result is made again from its folder alone, whatever became of its scenario")
  func same() throws {
    let command = try made()
    try change(command, "parent.txt") { $0 += "seed: 5\n" }
    unlink("\(command.folder)/child.txt")
    let outcome = try command.done("reproduce", "made")
    #expect(outcome.output.split(separator: "\n").count == Self.tables)
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.hasSuffix(": the same bytes") })
    #expect(outcome.errors == "")
    #expect(command.bytes("made.again/monthly.csv") == command.bytes("made/monthly.csv"))
  }

  @Test("Another version and other kernels are told, also where the bytes are the same")
  func version() throws {
    let command = try made()
    try change(command, "made/datapackage.json") { text in
      text.replace(/"version": "[^"]*"/, with: #""version": "0.0.1""#)
      text.replace(/"blas_core": "[^"]*"/, with: #""blas_core": "Abacus""#)
    }
    let outcome = try command.simulate("reproduce", "made/")
    #expect(outcome.code == 0)
    #expect(outcome.errors.contains("note: it was made by version 0.0.1, this is "))
    #expect(outcome.errors.contains("note: it was made with BLAS kernels for Abacus, here they are for "))
  }

  @Test("Another processor's kernels change one field of the description and nothing else")
  func processors() throws {
    let command = try made()
    let outcome = try command.simulate(
      "child.txt", "--set", "price_cap.level=40 USD/bbl", "--output", "other",
      environment: ["OPENBLAS_CORETYPE": "Prescott"])
    #expect(outcome.code == 0)
    let field = /"blas_core": "[^"]*"/
    let texts = try ["made", "other"].map { try #require(command.text("\($0)/datapackage.json")) }
    #expect(texts[1].contains("\"Prescott\""))
    #expect(texts.allSatisfy { $0.matches(of: field).count == 1 })
    #expect(texts[0].replacing(field, with: "") == texts[1].replacing(field, with: ""))
  }

  @Test("Tables that were changed or are missing are told; nothing else is")
  func tables() throws {
    let command = try made()
    try change(command, "made/monthly.csv") { $0 += "x\n" }
    unlink("\(command.folder)/made/total.csv")
    let outcome = try command.simulate("reproduce", "made")
    #expect(outcome.code == 1)
    #expect(outcome.errors == "error: 2 of \(Self.tables) tables differ\n")
    #expect(outcome.output.contains("monthly.csv: it was changed after the run\n"))
    #expect(outcome.output.contains("total.csv: it is missing in made\n"))
  }

  @Test("Other numbers are told with the line in which they begin")
  func numbers() throws {
    let command = try made()
    try change(command, "made/datapackage.json") { $0.replace("\\nseed: 11\\n", with: "\\nseed: 12\\n") }
    let outcome = try command.simulate("reproduce", "made")
    #expect(outcome.code == 1)
    #expect(
      outcome.output.contains(/monthly.csv: line 2 was 2025-09,.* and is 2025-09,/), "\(outcome.output)")
  }

  @Test("Seed tables that aren't the run's are told by their names")
  func seeds() throws {
    let command = try made()
    try FileManager.default.copyItem(atPath: "\(Command.top)/seeds", toPath: "\(command.folder)/seeds")
    try change(command, "seeds/price_caps.csv") { $0 += "\n" }
    let process = try command.start(["reproduce", "made", "--data", "seeds"])
    process.waitUntilExit()
    let outcome = command.outcome(process)
    #expect(outcome.code == 66)
    #expect(outcome.errors.contains("in seeds differ: seeds/price_caps.csv"), "\(outcome.errors)")
    #expect(command.names("made.again") == nil)
  }

  @Test(
    "A description that is damaged, or that reaches elsewhere, is refused",
    arguments: [
      ("truncate -s 3000 made/datapackage.json", 65, "doesn't describe a run"),
      ("truncate -s 0 made/datapackage.json", 65, "doesn't describe a run"),
      ("truncate -s 3G made/datapackage.json", 65, "it is larger than 64 MB"),
      ("rm made/datapackage.json", 66, "there is no datapackage.json"),
      ("ln -sf /dev/zero made/datapackage.json", 66, "it is a device"),
      (
        #"sed -i 's|"path": "monthly.csv"|"path": "../made/monthly.csv"|' made/datapackage.json"#, 65,
        "elsewhere"
      ),
      (
        "sed -i 's|--set price_cap.level=40 USD/bbl|--report page.html|' made/datapackage.json", 65,
        "elsewhere"
      ),
    ])
  func damage(line: String, code: Int32, words: String) throws {
    let command = try made()
    let outcome = try command.shell(
      "\(line); ulimit -t 20; exec \"$simulate\" reproduce made --data \"$seeds\"")
    #expect(outcome.code == code)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(command.names("made.again") == nil && command.text("page.html") == nil)
  }
}
