import Engine
import Kernels
import Sampling
import TestSupport
import Testing

@Suite struct ReproducibilityTests {
  private static let all: [any Mechanism.Type] = [Echo.self, Twin.self, Walk.self]

  private func settings(_ design: DesignKind, paths: Int) -> Settings {
    var settings = tinySettings(months: 4, paths: paths, design: design)
    settings.values["echo.value"] = always(.beta(alpha: 2, beta: 3, low: 0, high: 1))
    settings.correlations = [("alpha", "beta", 0.4), ("echo.value", "walk.size", -0.5)]
    settings.events = [
      EventSetting(
        name: "trouble", timing: .random(rate: .uniform(low: 0, high: 1), from: nil, until: nil),
        chance: .constant(0.7), lasts: .lognormal(mu: 3, sigma: 0.5),
        effects: [EventEffect(parameter: "twin.value", kind: .adds, value: .normal(mean: 1, sd: 1))],
        origin: "test")
    ]
    return settings
  }

  private func isSame(_ left: Results, _ right: Results) -> Bool {
    left.monthly == right.monthly && left.annual == right.annual && left.total == right.total
      && left.events.map(\.active) == right.events.map(\.active)
      && left.events.map(\.begun) == right.events.map(\.begun)
  }

  @Test("One thread and more give the same bits", arguments: [DesignKind.nested, .random, .latinHypercube])
  func oneThreadAndMoreGiveTheSameBits(design: DesignKind) throws {
    let model = try tinyModel(Self.all)
    let one = try runWithValues(model, settings(design, paths: 3001), threads: 1)
    for threads in [2, 3] {
      let more = try runWithValues(model, settings(design, paths: 3001), threads: threads)
      #expect(more.values == one.values)
      #expect(isSame(more.results, one.results))
    }
  }

  @Test("A path does not depend on how many there are", arguments: [DesignKind.nested, .random])
  func aPathDoesNotDependOnHowManyThereAre(design: DesignKind) throws {
    let model = try tinyModel(Self.all)
    let few = try runWithValues(model, settings(design, paths: 4999)).values
    let many = try runWithValues(model, settings(design, paths: 10_000)).values
    #expect(many.map { $0.map { Array($0[..<4999]) } } == few)
  }

  @Test(
    "An unrelated mechanism leaves all other draws unchanged",
    arguments: [DesignKind.nested, .random, .latinHypercube])
  func aStrangerChangesNothing(design: DesignKind) throws {
    let alone = try runWithValues(tinyModel(Self.all), settings(design, paths: 1000))
    let joined = try runWithValues(tinyModel(Self.all + [Stranger.self]), settings(design, paths: 1000))
    let count = alone.values.count
    #expect(joined.values.count == count + 1)
    #expect(Array(joined.values[..<count]) == alone.values)
    #expect(Array(joined.results.monthly[..<count]) == alone.results.monthly)
    #expect(Array(joined.results.total[..<count]) == alone.results.total)
  }

  @Test("An unrelated mechanism before the others leaves their draws unchanged")
  func aStrangerBeforeTheOthersChangesNothingEither() throws {
    let alone = try runWithValues(tinyModel(Self.all), settings(.nested, paths: 512)).values
    let joined = try runWithValues(tinyModel([Stranger.self] + Self.all), settings(.nested, paths: 512))
      .values
    #expect(Array(joined[1...]) == alone)
  }

  @Test("One more event leaves the draws of the others unchanged")
  func anEventMoreLeavesTheOthersAlone() throws {
    let model = try tinyModel(Self.all)
    let before = settings(.nested, paths: 512)
    var after = before
    after.events.insert(
      EventSetting(
        name: "more", timing: .dated(day("2025-01-01"), delay: .constant(0)), chance: .constant(0.5),
        lasts: nil, effects: [EventEffect(parameter: "echo.value", kind: .adds, value: .constant(1))],
        origin: "test"), at: 0)
    let old = try runWithValues(model, before).values, new = try runWithValues(model, after).values
    #expect(Array(new[1...]) == Array(old[1...]))
    #expect(new[0] != old[0])
  }

  @Test("Another seed gives other numbers") func anotherSeedGivesOtherNumbers() throws {
    let model = try tinyModel(Self.all)
    let one = try runWithValues(model, tinySettings(paths: 256, seed: 1)).values
    let two = try runWithValues(model, tinySettings(paths: 256, seed: 2)).values
    for (left, right) in zip(one, two) { #expect(left != right) }
  }

  @Test("A later start sees the same shocks in the same month")
  func aLaterStartSeesTheSameShocksInTheSameMonth() throws {
    let early = try runWithValues(tinyModel([Walk.self]), tinySettings(months: 3, paths: 256)).values
    let late = try runWithValues(
      tinyModel([Walk.self], start: "2025-02"), tinySettings(from: "2025-02", months: 2, paths: 256)
    ).values
    #expect(late[1] == Array(early[1][1...]))
  }

  @Test("Progress reaches all paths, and stopping stops")
  func progressReachesAllPathsAndStoppingStops() throws {
    let model = try tinyModel(Self.all)
    var options = RunOptions()
    options.shouldStop = { true }
    let stopped = try Simulation(model: model, settings: tinySettings())
    #expect(throws: Interrupted.self) { try stopped.run(options) }
  }
}
