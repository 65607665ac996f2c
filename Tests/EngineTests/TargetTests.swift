import Engine
import Kernels
import Sampling
import Testing

@Suite struct TargetTests {
  private func grow(
    _ model: Model, _ settings: Settings, to limit: Double, isRelative: Bool = false,
    _ options: RunOptions = RunOptions()
  ) throws -> Results {
    var options = options
    options.target = Target(series: 0, limit: limit, isRelative: isRelative)
    return try Simulation(model: model, settings: settings).run(options)
  }

  private func isSame(_ left: Results, _ right: Results) -> Bool {
    left.monthly == right.monthly && left.annual == right.annual && left.total == right.total
      && left.settings.paths == right.settings.paths && left.hasExactQuantiles == right.hasExactQuantiles
  }

  /// A uniform number's mean of n random paths has the error √(1/12n).
  @Test("A run stops at the first batch whose error is small enough")
  func aRunStopsAtTheFirstBatchWhoseErrorIsSmallEnough() throws {
    let model = try tinyModel([Echo.self])
    let found = try grow(model, tinySettings(months: 1, paths: 1 << 20), to: 0.0025)
    let attained = try #require(found.attained)
    #expect(attained.isReached)
    #expect(attained.errorBound < 0.0025 && attained.error < 0.0022)
    #expect(attained.error == found.total[0].meanError)
    #expect(found.settings.paths == attained.paths)
    let half = try run(model, tinySettings(months: 1, paths: attained.paths / 2))
    #expect(1.2064 * half.total[0].meanError >= 0.0025)
  }

  /// The median of a uniform number's n random paths has the error √(1/4n).
  @Test("A quantile may be meant") func aQuantileMayBeMeant() throws {
    var options = RunOptions()
    options.target = Target(series: 0, limit: 0.006, isRelative: false, level: 0.5)
    let found = try Simulation(
      model: tinyModel([Echo.self]), settings: tinySettings(months: 1, paths: 1 << 20, design: .random)
    ).run(options)
    let attained = try #require(found.attained)
    #expect(attained.isReached && abs(attained.mean - found.total[0].quantiles[2]) < 1e-12)
    #expect((0.5...2).contains(attained.error / (0.25 / Double(attained.paths)).squareRoot()))
    #expect((0.4...0.6).contains(attained.deviation))
    #expect((4096...32_768).contains(attained.paths))
  }

  @Test(
    "A grown run is the same as one with its number of paths set", arguments: [DesignKind.nested, .random],
    [1, 2])
  func aGrownRunIsTheSameAsOneThatWasToldItsPaths(design: DesignKind, threads: Int) throws {
    let model = try tinyModel([Echo.self, Twin.self, Walk.self])
    var options = RunOptions()
    options.threads = threads
    let grown = try grow(model, tinySettings(months: 4, paths: 5000, design: design), to: 1e-9, options)
    let told = try run(model, tinySettings(months: 4, paths: 5000, design: design))
    #expect(isSame(grown, told))
    #expect(grown.attained?.isReached == false)
  }

  @Test("A run that grew beyond what can be kept is the same too")
  func soIsOneThatGrewBeyondWhatCanBeKept() throws {
    let model = try tinyModel([Echo.self, Twin.self, Walk.self])
    let settings = tinySettings(months: 3, paths: 40_000)
    var options = RunOptions()
    options.threads = 2
    options.mostKeptValues = 100_000
    let grown = try grow(model, settings, to: 1e-9, options)
    #expect(!grown.hasExactQuantiles)
    #expect(isSame(grown, try Simulation(model: model, settings: settings).run(options)))
  }

  @Test("Chunks of a grown run come once and in order") func chunksOfAGrownRunComeOnceAndInOrder() throws {
    let model = try tinyModel([Echo.self])
    var options = RunOptions()
    let collector = Collector(series: 1, months: 1)
    options.onChunk = { collector.add($0) }
    options.target = Target(series: 0, limit: 1e-9, isRelative: false)
    let settings = tinySettings(months: 1, paths: 3000)
    _ = try Simulation(model: model, settings: settings).run(options)
    #expect(collector.values == (try runWithValues(model, settings).values))
  }

  /// The standard deviation of a uniform number is √(1/12), whatever the design.
  @Test("Plain random sampling is said to need what the formula says")
  func plainRandomSamplingIsSaidToNeedWhatTheFormulaSays() throws {
    let settings = tinySettings(months: 1, paths: 4096, design: .nested)
    let attained = try #require(try grow(tinyModel([Echo.self]), settings, to: 1e-12).attained)
    #expect(abs(attained.deviation - (1.0 / 12).squareRoot()) < 1e-3)
    #expect(abs(attained.independentPathsForLimit * 12e-24 - 1) < 0.01)
    #expect(attained.independentPaths > 100 * 4096)
  }

  @Test("A relative limit is a share of the mean") func aRelativeLimitIsAShareOfTheMean() throws {
    var settings = tinySettings(months: 1, paths: 1 << 16)
    settings.values["echo.value"] = always(.uniform(low: -11, high: -9))
    let attained = try #require(
      try grow(tinyModel([Echo.self]), settings, to: 0.001, isRelative: true).attained)
    #expect(abs(attained.limit - 0.01) < 1e-4)
    #expect(attained.isReached)
  }

  @Test("A latin hypercube cannot grow") func aLatinHypercubeCannotGrow() throws {
    let settings = tinySettings(design: .latinHypercube)
    #expect(throws: ModelError.self) { try grow(tinyModel([Echo.self]), settings, to: 1) }
  }
}
