import Engine
import Kernels
import RussianEnergy
import Sampling
import Testing

@testable import Studies

@Suite("Calibration")
struct CalibrationTests {
  /// Standard normal numbers that are the same each time.
  private static func normals(_ count: Int, _ name: String) -> [Double] {
    let stream = Stream(seed: 5, name: name)
    return (0..<count).map {
      normalQuantile(stream.uniform(entity: 0, path: UInt32($0), month: 0, draw: 0))
    }
  }

  @Test("Two volatilities are found again within their errors")
  func volatility() {
    let draws = Self.normals(1200, "test:volatility")
    let changes = draws.enumerated().map { index, z in (index / 100 % 4 == 3 ? 0.25 : 0.08) * z }
    let fit = VolatilityRegimes(changes)
    #expect(abs(fit.calm - 0.08) < 4 * fit.calmError)
    #expect(abs(fit.crisis - 0.25) < 4 * fit.crisisError)
    #expect(fit.stayCalm > 0.97 && fit.stayCrisis > 0.95)
  }

  @Test("Three rates of counts are found again, in order")
  func counts() {
    let stream = Stream(seed: 5, name: "test:counts")
    let rates = [1.0, 7.0, 18.0]
    let counts = (0..<360).map { month -> Double in
      let rate = rates[month / 12 % 3]
      var u = stream.uniform(entity: 0, path: UInt32(month), month: 0, draw: 0)
      var chance = exponential(-rate), count = 0.0
      while u > chance && count < 80 {
        u -= chance
        count += 1
        chance *= rate / count
      }
      return count
    }
    for (state, rate) in zip(CountRegimes(counts).states, rates) {
      #expect(abs(state.rate - rate) < 5 * state.rateError, "\(state.rate)")
    }
  }

  /// Three tenths of each change, without an error and then with one of half a change.
  @Test("The part of announced changes that was made is a line through zero")
  func followed() throws {
    let exact = [(0, 100.0), (0, 200), (1, -300), (2, 50)].map {
      (start: $0.0, announced: $0.1, made: 0.3 * $0.1)
    }
    let found = try #require(Calibration.followed(exact, "production").first)
    #expect(found.parameter == "production.follow" && abs(found.value - 0.3) < 1e-12 && found.error < 1e-12)
    let off: [(start: Int, announced: Double, made: Double)] = [(0, 1, 1), (1, 1, 0), (2, 1, 0.5)]
    let mean = try #require(Calibration.followed(off, "production").first)
    // Means without one are 0.25, 0.75 and 0.5: √(2/3 · 0.125).
    #expect(abs(mean.value - 0.5) < 1e-12 && abs(mean.error - (0.25 / 3).squareRoot()) < 1e-12)
    #expect(Calibration.followed([(0, 1, 1), (1, 1, 1)], "production").isEmpty)
  }

  @Test("What became known later changes no estimate")
  func asOf() throws {
    let seeds = try #require(StudyFixture.seeds)
    let day = try #require(Day("2024-06-15"))
    let model = try StudyFixture.trial().model
    let early = try Calibration(seeds.known(on: day), model)
    let late = try Calibration(seeds, model)
    #expect(early.estimates.allSatisfy { $0.count > 0 })
    let ttf = { (found: Calibration) in
      found.estimates.first { $0.parameter == "gas.reversion" }?.count ?? 0
    }
    #expect(ttf(early) < ttf(late))
    #expect(ttf(early) <= Month(year: 2024, month: 6) - Month(year: 2019, month: 1))
  }

  @Test("Estimates name parameters of the model and stay inside their ranges")
  func names() throws {
    let seeds = try #require(StudyFixture.seeds)
    let trial = try StudyFixture.trial()
    var settings = trial.settings
    let found = try Calibration(seeds, trial.model)
    found.apply(to: &settings, trial.model)
    #expect(!settings.values.isEmpty)
    for estimate in found.estimates { #expect(trial.model.slot(of: estimate.parameter) != nil) }
    for (name, value) in settings.values {
      let slot = try #require(trial.model.slot(of: name))
      let range = trial.model.parameters[slot].range
      for step in value.schedule.steps {
        #expect(range.contains(step.value.quantile(0.001)) && range.contains(step.value.quantile(0.999)))
      }
    }
  }

  /// 1.645 standard errors are the 5–95 % range; the seeds' last months before 2026 are what defaults rest on.
  @Test("Where the data suffice, a shipped default is what calibrate finds, within its 5–95 % range")
  func defaults() throws {
    let seeds = try #require(StudyFixture.seeds)
    let day = try #require(Day("2026-01-20"))
    let model = try StudyFixture.trial().model
    for estimate in try Calibration(seeds.known(on: day), model).estimates where estimate.suffices {
      let slot = try #require(model.slot(of: estimate.parameter))
      let shipped = model.parameters[slot].standard.steps[0].value.quantile(0.5)
      #expect((estimate.low...estimate.high).contains(shipped), "\(estimate.parameter): \(shipped)")
    }
  }

  @Test("The inverse Hessian of a normal sample is what the textbook says: σ²/n and 1/(2n)")
  func hessian() throws {
    let values = Self.normals(400, "test:hessian").map { 3 + 2 * $0 }
    let n = Double(values.count), mean = values.reduce(0, +) / n
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
    let found = inverseHessian(at: [mean, 0.5 * logarithm(variance)]) { point in
      let sigma = exponential(point[1])
      return values.reduce(0) { $0 + 0.5 * ($1 - point[0]) * ($1 - point[0]) / (sigma * sigma) + point[1] }
    }
    let covariance = try #require(found)
    #expect(abs(covariance[0][0] / (variance / n) - 1) < 1e-3)
    #expect(abs(covariance[1][1] * 2 * n - 1) < 1e-3 && abs(covariance[0][1]) < 1e-6)
    #expect(inverseHessian(at: [0, 0]) { $0[0] * $0[0] - $0[1] * $0[1] } == nil, "a saddle has no errors")
  }

  @Test("A walk isn't taken for a pulled price, and a pulled one loses its bias")
  func reversion() throws {
    func levels(_ k: Double, _ sample: Int) -> [Double] {
      var level = 0.0
      return Self.normals(44, "test:reversion\(sample)").map { z in
        level += -k * level + 0.03 * z
        return level
      }
    }
    func found(_ k: Double) throws -> [ReversionBootstrap] {
      try (0..<20).map { sample in
        let record = levels(k, sample)
        return try ReversionBootstrap(record, others: (2..<record.count).map { _ in [] }, name: "t\(sample)")
      }
    }
    let walks = try found(0), pulled = try found(0.5)
    #expect(walks.count { $0.walkChance < 0.1 } <= 5, "\(walks.map(\.walkChance))")
    #expect(pulled.count { $0.walkChance < 0.1 } >= 12, "\(pulled.map(\.walkChance))")
    #expect(walks.allSatisfy { $0.bias > 0 })
  }

  @Test("Repairs that are still open lengthen the median")
  func openRepairs() throws {
    let logs = Self.normals(300, "test:repairs").map { 3 + 0.8 * $0 }
    let limit = 3.2
    let known = logs.filter { $0 < limit }, open = logs.filter { $0 >= limit }.map { _ in limit }
    let cut = try #require(openEndedNormal(known, above: []))
    let law = try #require(openEndedNormal(known, above: open))
    #expect(cut.mean < 2.8 && abs(law.mean - 3) < 0.15 && abs(law.sigma - 0.8) < 0.12, "\(law)")
  }

  @Test("Residuals that follow each other show in Durbin and Watson's number")
  func residuals() {
    let noise = Self.normals(400, "test:residuals")
    var last = 0.0
    let linked = noise.map { z in
      last = 0.5 * last + z
      return last
    }
    let fair = ResidualTest("fair", noise), off = ResidualTest("linked", linked)
    #expect(abs(fair.durbinWatson - 2) < 0.3 && abs(fair.neighbours) < fair.bound * 1.5)
    #expect(abs(off.durbinWatson - 1) < 0.25 && off.neighbours > 4 * off.bound)
  }

  @Test("An estimate at or beyond the edge of its parameter's range isn't used")
  func edges() throws {
    let seeds = try #require(StudyFixture.seeds)
    let day = try #require(Day("2022-01-01"))
    let trial = try StudyFixture.trial()
    var settings = trial.settings
    let found = try Calibration(seeds.known(on: day), trial.model)
    found.apply(to: &settings, trial.model)
    for estimate in found.estimates {
      let slot = try #require(trial.model.slot(of: estimate.parameter))
      let range = trial.model.parameters[slot].range
      let isInside = range.lowerBound < estimate.value && estimate.value < range.upperBound
      if !isInside { #expect(settings.values[estimate.parameter] == nil, "\(estimate.parameter)") }
    }
  }
}
