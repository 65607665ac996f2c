import Engine
import Sampling
import ScenarioText
import Scenarios
import Testing

/// Reads scenarios from texts under file names.
struct Shelf {
  var files: [String: String]

  func load(
    _ path: String, shipped: [String] = [], sets: [String] = []
  ) throws(ScenarioFailure) -> Scenario {
    try Scenario.load(path, shipped: shipped, sets: sets) { files[$0] }
  }

  /// What a scenario that must fail says.
  func complaint(_ path: String, shipped: [String] = [], sets: [String] = []) -> String {
    do {
      _ = try load(path, shipped: shipped, sets: sets)
      return "no complaint"
    } catch {
      return error.rendered
    }
  }
}

private let base = """
  name: Base
  as_of: 2025-09-23
  period: 2025-09 to 2027-12
  price_cap:
    level:
      2025-09-03: 47.6 USD/bbl
    compliance: 0.3
  events:
    - name: First
      starts: 2026-01-01
    - name: Second
      starts: 2026-02-01
  correlations:
    brent ~ rub: 0.1
    a.b ~ c.d: 0.2
  outputs: [oil.revenue]

  """

@Suite("A scenario")
struct ScenarioTests {
  @Test("has its header apart from the rest")
  func header() throws {
    let shelf = Shelf(files: ["x/mine.txt": base + "paths: 64\nseed: 18446744073709551615\ndesign: latin\n"])
    let scenario = try shelf.load("x/mine.txt")
    #expect(scenario.name == "Base")
    #expect(scenario.asOf.description == "2025-09-23")
    #expect(scenario.period.description == "2025-09 to 2027-12")
    #expect(scenario.paths == 64 && scenario.seed == .max && scenario.design == .latinHypercube)
    #expect(
      scenario.root.entries?.map(\.key.text) == ["price_cap", "events", "correlations", "outputs"])
    #expect(scenario.files == ["x/mine.txt"] && scenario.path == "x/mine.txt")
  }

  @Test("has standard paths, seed and design, and is called like its file")
  func standards() throws {
    let shelf = Shelf(files: ["x/mine.txt": "extends: base\n", "x/base.txt": base])
    let scenario = try shelf.load("x/mine.txt")
    #expect(scenario.paths == 8192 && scenario.seed == 20_250_923 && scenario.design == .nested)
    #expect(scenario.name == "mine")
    #expect(scenario.files == ["x/mine.txt", "x/base.txt"])
  }

  @Test("finds a parent beside itself before the shipped ones, and by a path from its own folder")
  func parents() throws {
    let shelf = Shelf(files: [
      "x/a.txt": "extends: base\n", "x/base.txt": base, "share/base.txt": base,
      "y/a.txt": "extends: base.txt\n", "z/../y/a.txt": "extends: base.txt\n", "z/a.txt": "extends: ../y/a\n",
    ])
    #expect(try shelf.load("x/a.txt", shipped: ["share"]).files == ["x/a.txt", "x/base.txt"])
    #expect(try shelf.load("y/a.txt", shipped: ["share"]).files == ["y/a.txt", "share/base.txt"])
    let chain = try shelf.load("z/a.txt", shipped: ["share"]).files
    #expect(chain == ["z/a.txt", "z/../y/a.txt", "share/base.txt"])
  }

  @Test("may be a shipped one by its bare name, and extend a shipped one of its own name")
  func names() throws {
    let shelf = Shelf(files: ["share/base.txt": base, "base.txt": "extends: base\n"])
    #expect(try shelf.load("base", shipped: ["share"]).files == ["base.txt", "share/base.txt"])
    let shipped = Shelf(files: ["share/base.txt": base])
    #expect(try shipped.load("base", shipped: ["none", "share"]).files == ["share/base.txt"])
  }

  @Test("wins over its parent key by key")
  func sections() throws {
    let child = "extends: base\nprice_cap:\n  compliance: 0.8\nfleet:\n  size: 3\n"
    let root = try Shelf(files: ["a.txt": child, "base.txt": base]).load("a.txt").root
    #expect(root["price_cap"]?["compliance"]?.text == "0.8")
    #expect(root["price_cap"]?["compliance"]?.place == Place(file: "a.txt", line: 3, column: 15))
    #expect(root["price_cap"]?["level"]?["2025-09-03"]?.place.file == "base.txt")
    #expect(root["fleet"]?["size"]?.text == "3")
  }

  @Test(
    "replaces dated values, pins and lists as wholes",
    arguments: ["2026-01: 40", "from: history", "shape: ramp"])
  func wholes(value: String) throws {
    let child = "extends: base\nprice_cap:\n  level:\n    \(value)\noutputs: [a.b]\n"
    let root = try Shelf(files: ["a.txt": child, "base.txt": base]).load("a.txt").root
    #expect(root["price_cap"]?["level"]?.entries?.count == 1)
    #expect(root["outputs"]?.items?.map(\.text) == ["a.b"])
  }

  @Test("replaces a mapping by a value and a value by a mapping")
  func kinds() throws {
    let child = "extends: base\nprice_cap:\n  level: 40\n  compliance:\n    2026-01: 0.5\n"
    let root = try Shelf(files: ["a.txt": child, "base.txt": base]).load("a.txt").root
    #expect(root["price_cap"]?["level"]?.text == "40")
    #expect(root["price_cap"]?["compliance"]?.entries?.count == 1)
  }

  @Test("replaces events by name and correlations by pair, and appends new ones")
  func lists() throws {
    let child = """
      extends: base
      events:
        - name: Third
        - name: First
          starts: 2027-01-01
      correlations:
        rub ~ brent: 0.5
        c.d~a.b: 0.6
        x ~ y: 0.7
      """
    let root = try Shelf(files: ["a.txt": child, "base.txt": base]).load("a.txt").root
    #expect(root["events"]?.items?.map { $0["name"]?.text } == ["First", "Second", "Third"])
    #expect(root["events"]?.items?.first?["starts"]?.text == "2027-01-01")
    #expect(root["correlations"]?.entries?.map(\.value.text) == ["0.5", "0.6", "0.7"])
  }

  @Test("yields to --set, the later one to win")
  func sets() throws {
    let shelf = Shelf(files: ["a.txt": base])
    let scenario = try shelf.load(
      "a.txt",
      sets: [
        "price_cap.compliance=beta(mean=0.8, sd=0.1)", "paths=32", "paths = 64", "correlations.d ~ e.f=0.3",
        "outputs=[a.b, c.d]", "period=2025-10 to 2025-12", "name=Tried",
      ])
    let compliance = scenario.root["price_cap"]?["compliance"]
    #expect(compliance?.text == "beta(mean=0.8, sd=0.1)")
    #expect(compliance?.place == Place(file: "--set", line: 1, column: 22))
    #expect(
      scenario.paths == 64 && scenario.period.description == "2025-10 to 2025-12" && scenario.name == "Tried")
    #expect(scenario.root["correlations"]?["d ~ e.f"]?.text == "0.3")
    #expect(scenario.root["outputs"]?.items?.map(\.place.column) == [10, 15])
    #expect(scenario.sources.last?.line(2) == "paths=32")
  }
}
