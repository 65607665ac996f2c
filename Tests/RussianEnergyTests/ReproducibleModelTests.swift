import Engine
import Kernels
import RussianEnergy
import Sampling
import TestSupport
import Testing

/// The whole model gives the same bits however it is run.
@Suite struct ReproducibleModelTests {
  private func headlines(_ trial: Trial, paths: Int = 600, threads: Int = 1) throws -> Found {
    var trial = trial
    trial.paths = paths
    trial.threads = threads
    return try trial.run()
  }

  @Test("Two threads give the bits of one") func twoThreadsGiveTheBitsOfOne() throws {
    let one = try headlines(Trial(), threads: 1), two = try headlines(Trial(), threads: 2)
    #expect(one.values == two.values)
    #expect(one.results?.monthly == two.results?.monthly && one.results?.total == two.results?.total)
  }

  @Test("A path does not depend on how many there are") func aPathDoesNotDependOnHowManyThereAre() throws {
    let few = try headlines(Trial(), paths: 499).values, many = try headlines(Trial(), paths: 1000).values
    #expect(many.map { $0.map { Array($0[..<499]) } } == few)
  }

  @Test("An unrelated mechanism changes nothing") func anUnrelatedMechanismChangesNothing() throws {
    let alone = try headlines(Trial())
    var trial = Trial()
    trial.mechanisms.append(Stranger.self)
    trial.register.append("stranger.value")
    let joined = try headlines(trial)
    #expect(joined.series.count == alone.series.count + 1)
    #expect(Array(joined.values[..<alone.series.count]) == alone.values)
  }

  @Test("At least twelve headlines have intervals of some width")
  func atLeastTwelveHeadlinesHaveIntervalsOfSomeWidth() throws {
    let found = try headlines(Trial(to: "2027-12"))
    let results = try #require(found.results)
    #expect(found.series.count >= 12)
    for (row, series) in found.series.enumerated() {
      let total = results.total[row]
      #expect(total.quantiles[4] > total.quantiles[0], "\(series.declaration.variable)")
      #expect(total.meanError > 0, "\(series.declaration.variable)")
    }
  }
}
