@testable import Engine
import Kernels
import Sampling
import Testing

/// Spoils its series, or breaks its identity, on one path.
private struct Faulty: Mechanism {
  static let section = "echo"
  static let summary = "Spoils a series on demand."
  let value: Parameter
  let output: Output

  init(_ declare: Declarations) {
    value = declare.lever(
      "value", 0, .share, in: -1000...1000, "1 infinite, 2 NaN, 3 unbalanced, 4 NaN on a late path.",
      source: "test")
    output = declare.output("sum", .share, .mean, "A sum.", headline: true)
    declare.pin(output, to: [Month(year: 2025, month: 2): 7])
  }

  func step(_ paths: MonthView) {
    let output = paths[output], value = paths[value]
    for path in paths.indices { output[path] = 1 }
    if let pinned = paths.pinned(self.output) { output.assign(pinned) }
    guard paths.index == 1, paths.first == (value[44] == 4 ? 8448 : 256) else { return }
    let spoilt = [output[44], .infinity, .nan, 1.5, .nan]
    output[44] = spoilt[Int(value[44])]
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    guard paths.pinned(self.output) == nil else { return }
    let output = paths[output]
    report.equal("the sum") { (output[$0], 1, 1) }
    report.within("the range") { (output[$0], 0, 1) }
  }
}

/// What stops a run: numbers that are none and balances that don't hold.
@Suite struct BalanceTests {
  private func faulty(_ kind: Double) -> Settings {
    var settings = tinySettings(paths: 600)
    settings.values["echo.value"] = always(.constant(kind))
    return settings
  }

  @Test("A value that is no number stops the run", arguments: [1.0, 2.0])
  func aNumberThatIsNoneStopsTheRun(kind: Double) throws {
    let model = try tinyModel([Faulty.self])
    let error = try #require(throws: NotFinite.self) { try run(model, faulty(kind)) }
    #expect(error.variable == "echo.sum" && error.path == 300)
    #expect(error.month.description == "2025-02")
    #expect(
      error.description
        == "echo: echo.sum (World) is \(error.value) in 2025-02 on path 300 with echo.value \(kind) share; "
        + "this is a fault of the model")
  }

  @Test("Its path is the run's, also where the values are counted chunk by chunk")
  func aNumberThatIsNoneOnALatePath() throws {
    var settings = faulty(4), options = RunOptions()
    settings.paths = 8704
    options.mostKeptValues = 0
    let simulation = try Simulation(model: tinyModel([Faulty.self]), settings: settings)
    let error = try #require(throws: NotFinite.self) { try simulation.run(options) }
    #expect(error.path == 8492 && error.mechanism == "echo")
  }

  @Test("Conservation is checked on every path and month")
  func conservationIsCheckedOnEveryPathAndMonth() throws {
    let model = try tinyModel([Faulty.self])
    let sound = try run(model, faulty(0)).conservation
    #expect(sound.violations.isEmpty)
    #expect(sound.checked == 2 * 3 * 768)
    let error = try #require(throws: BrokenBalances.self) { try run(model, faulty(3)) }
    let broken = error.violations
    #expect(broken.count == 2)
    #expect(broken[0] == "2025-02, echo, path 300: the sum: 1.5 is not 1.0")
    #expect(error.description.hasSuffix("\n  with echo.value 3.0 share"))
    #expect(broken[1].hasSuffix("the range: 1.5 is not within 0.0 to 1.0"))
  }

  @Test("A column is checked like its paths") func aColumnIsCheckedLikeItsPaths() {
    let brick = ColumnStore(columns: 1), column = brick[0]
    column.fill(0.5)
    var report = ConservationReport()
    report.within(column, 0, 1, "inside")
    #expect(report.violations.isEmpty && report.checked == 256)
    column[7] = .nan
    column[9] = 1.5
    report.within(column, 0, 1, "inside")
    #expect(report.violations.count == 2 && report.checked == 512)
    report.within(1e30, 0, .infinity, "no bound")
    #expect(report.violations.count == 2 && brick.columns == 1)
    column.fill(1e30)
    report.within(column, -.infinity, .infinity, "no bound")
    report.within(column, 0, .infinity, "no upper bound")
    #expect(report.violations.count == 2)
    report.within(column, -.infinity, 1, "no lower bound")
    #expect(report.violations.count == 20)
  }

  @Test("Identities and limits of a block are broken by a number outside and by NaN, on its path")
  func aBlockIsCheckedPathByPath() {
    for (wrong, isBroken) in [(1.0, false), (-0.0, true), (1 + 1e-10, false), (2.0, true), (.nan, true)] {
      var report = ConservationReport()
      report.equal("sum") { path in (path == 77 ? wrong : 1, 1, 1) }
      #expect(report.violations.count == (isBroken ? 1 : 0) && report.checked == 256, "\(wrong)")
    }
    for (wrong, isBroken) in [
      (0.0, false), (-0.0, false), (1.0, false), (1.5, true), (-1.0, true), (.nan, true),
    ] {
      var report = ConservationReport()
      report.within("range") { path in (path == 77 ? wrong : 0.5, 0, 1) }
      #expect(report.violations.count == (isBroken ? 1 : 0) && report.checked == 256, "\(wrong)")
    }
  }

  @Test("An identity with NaN is broken") func anIdentityWithNaNIsBroken() {
    var report = ConservationReport()
    report.equal(.nan, 1, scale: 1, "left")
    report.within(.nan, 0, 1, "inside")
    report.equal(1e12 + 1, 1e12, scale: 1e12, "within the tolerance")
    #expect(report.violations.count == 2 && report.checked == 3)
  }

  @Test("A series can be pinned to history or to a table")
  func aSeriesCanBePinnedToHistoryOrToATable() throws {
    let model = try tinyModel([Faulty.self])
    var settings = faulty(0)
    settings.pins = ["echo.sum": .history]
    #expect(try run(model, settings).monthly[0].map(\.mean) == [1, 7, 1])
    let months = [Month(year: 2024, month: 6): 3.0, Month(year: 2025, month: 3): 4.0]
    settings.pins = ["echo.sum": .table(months)]
    #expect(try run(model, settings).monthly[0].map(\.mean) == [1, 1, 4])
  }

  @Test("A series that has no pin is refused") func aSeriesThatHasNoPinIsRefused() throws {
    var settings = tinySettings()
    settings.pins = ["echo.copy": .history]
    #expect(throws: ModelError.self) { try run(tinyModel([Echo.self]), settings) }
  }
}
