import Sampling
import Testing

@Suite("Friendly constructors")
struct DistributionConstructionTests {
  private func expect(
    _ distribution: Distribution, _ quantiles: [(Double, Double)], within tolerance: Double = 1e-8
  ) {
    for (u, value) in quantiles {
      #expect((distribution.quantile(u) - value).magnitude < tolerance * max(1, value.magnitude))
    }
  }

  @Test("percentiles that go in come out")
  func percentilesComeOut() throws {
    expect(try .normal(p05: 40, p95: 90), [(0.05, 40), (0.95, 90)])
    expect(try .uniform(p05: 1, p95: 10), [(0.05, 1), (0.95, 10), (0.5, 5.5)])
    expect(try .lognormal(median: 3, p95: 9), [(0.5, 3), (0.95, 9)])
    expect(try .lognormal(p05: 0.2, p95: 30), [(0.05, 0.2), (0.95, 30)])
    expect(try .lognormal(p05: 5, p50: 9, p95: 20), [(0.05, 5), (0.5, 9), (0.95, 20)])
    expect(try .lognormal(p05: -20, p50: 9, p95: 20), [(0.05, -20), (0.5, 9), (0.95, 20)])
    expect(try .lognormal(p05: 5, p50: 9, p95: 13), [(0.05, 5), (0.5, 9), (0.95, 13)])
    expect(try .central(p05: 5, p50: 9, p95: 14), [(0.05, 5), (0.5, 9), (0.95, 14)])
    expect(try .triangular(p05: 2, mode: 3, p95: 8), [(0.05, 2), (0.95, 8)])
    expect(try .triangular(p05: 3, mode: 3, p95: 8), [(0.05, 3), (0.95, 8)])
    expect(try .beta(p05: 0.1, p95: 0.4), [(0.05, 0.1), (0.95, 0.4)])
    expect(try .beta(p05: 0.9, p95: 0.999), [(0.05, 0.9), (0.95, 0.999)])
    expect(try .beta(p05: 0.001, p95: 0.98), [(0.05, 0.001), (0.95, 0.98)])
    expect(try .beta(p05: 55, p95: 60, low: 50, high: 100), [(0.05, 55), (0.95, 60)])
  }

  @Test("the mode of a triangle stays where it was put")
  func modeStays() throws {
    guard case .triangular(let low, let mode, let high) = try Distribution.triangular(p05: 2, mode: 3, p95: 8)
    else {
      Issue.record("not a triangle")
      return
    }
    #expect(mode == 3 && low < 2 && high > 8)
  }

  @Test("means and deviations that go in come out")
  func meansComeOut() throws {
    #expect((try Distribution.lognormal(mean: 4, sd: 3).mean - 4).magnitude < 1e-12)
    #expect((try Distribution.beta(mean: 0.65, sd: 0.08).mean - 0.65).magnitude < 1e-12)
    #expect((try Distribution.beta(mean: 12, sd: 1, low: 10, high: 20).mean - 12).magnitude < 1e-12)
    #expect((try Distribution.pert(low: 1, mode: 2, high: 9).mean - 3).magnitude < 1e-12)
    #expect(try Distribution.yes(chance: 0.3).mean == 0.3)
    #expect(try Distribution.beta(mean: 0.4, sd: 0) == .constant(0.4))
  }

  @Test("what is impossible is refused in a sentence")
  func impossible() {
    let hopeless: [() throws -> Distribution] = [
      { try .normal(p05: 2, p95: 1) }, { try .lognormal(median: -1, p95: 2) },
      { try .lognormal(median: 3, p95: 2) }, { try .lognormal(mean: 1, sd: -1) },
      { try .lognormal(p05: 1, p50: 1, p95: 2) }, { try .beta(mean: 0.5, sd: 0.5) },
      { try .beta(mean: 1.2, sd: 0.1) }, { try .beta(p05: 0.6, p95: 0.4) },
      { try .beta(p05: 0, p95: 0.4) }, { try .pert(low: 1, mode: 5, high: 4) },
      { try .triangular(p05: 1, mode: 0, p95: 4) }, { try .discrete(weighted: []) },
      { try .discrete(weighted: [(1, -1), (2, 3)]) }, { try .discrete(weighted: [(1, 0)]) },
      { try .yes(chance: 1.1) },
      { try .central(p05: 5, p50: 4, p95: 6) }, { try Distribution.constant(3).truncated(to: 4...5) },
      { try Distribution.triangular(low: 1, mode: 5, high: 4).checked() },
      { try Distribution.normal(mean: .nan, sd: 1).checked() },
      { try Distribution.beta(alpha: 0, beta: 1, low: 0, high: 1).checked() },
    ]
    for construct in hopeless {
      #expect(throws: DistributionError.self) { try construct() }
    }
  }

  @Test("a sentence names the numbers that don't fit")
  func sentences() {
    #expect {
      try Distribution.normal(p05: 2, p95: 1)
    } throws: {
      "\($0)" == "p05 (2.0) must not lie above p95 (1.0)"
    }
  }
}
