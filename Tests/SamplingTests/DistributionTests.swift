import Kernels
import Sampling
import Testing

/// One of each kind, some with awkward numbers.
let everyKind: [Distribution] = [
  .uniform(low: -2, high: 7), .triangular(low: 1, mode: 4, high: 9), .triangular(low: 0, mode: 0, high: 1),
  .triangular(low: 0, mode: 1, high: 1), .normal(mean: 60, sd: 12), .lognormal(mu: 1, sigma: 0.7),
  .beta(alpha: 2, beta: 5, low: 0, high: 1), .beta(alpha: 0.4, beta: 0.3, low: -1, high: 3),
  .beta(alpha: 300, beta: 20, low: 0, high: 100), .beta(alpha: 1, beta: 1, low: 0, high: 1),
  .central(median: 9, low: 5, high: 14), .truncated(.normal(mean: 0, sd: 1), low: -0.5, high: 2),
  .truncated(.central(median: 9, low: 5, high: 14), low: 2, high: 12),
  .truncated(.central(median: 9, low: 5, high: 14), low: 10, high: 30),
  .truncated(.lognormal(mu: 0, sigma: 1), low: 1, high: 5),
  .truncated(.beta(alpha: 2, beta: 2, low: 0, high: 1), low: 0.3, high: 0.9),
  .affine(.lognormal(mu: 0, sigma: 0.5), scale: -2, offset: 3),
  .affine(.lognormal(mu: 0, sigma: 0.5), scale: 2, offset: 3),
]

/// alpha, beta, u and the u-quantile by `scipy.stats.beta.ppf`.
private let publishedBetas: [(Double, Double, Double, Double)] = [
  (2.0, 5.0, 1e-09, 8.165054699768939e-06), (2.0, 5.0, 0.05, 0.06284989170835438),
  (2.0, 5.0, 0.5, 0.26444998329566005), (2.0, 5.0, 0.95, 0.5818034092520259),
  (2.0, 5.0, 0.999999, 0.9555730480299243), (0.4, 0.3, 1e-09, 1.8908038172475706e-22),
  (0.4, 0.3, 0.05, 0.0033369209542750662), (0.4, 0.3, 0.5, 0.6568296015784626),
  (0.4, 0.3, 0.95, 0.9998084592764239), (0.4, 0.3, 0.999999, 1.0),
  (300.0, 20.0, 1e-09, 0.8254224049723213), (300.0, 20.0, 0.05, 0.9138263337187849),
  (300.0, 20.0, 0.5, 0.9384103332713694), (300.0, 20.0, 0.95, 0.9580664449798505),
  (300.0, 20.0, 0.999999, 0.982814471268329), (30000.0, 70000.0, 1e-09, 0.29135568536031364),
  (30000.0, 70000.0, 0.05, 0.2976186670390936), (30000.0, 70000.0, 0.5, 0.29999866666193536),
  (30000.0, 70000.0, 0.95, 0.3023858810994758), (30000.0, 70000.0, 0.999999, 0.3069168087852788),
  (1.5, 200.0, 1e-09, 6.037433791833746e-09), (1.5, 200.0, 0.05, 0.0008781330839383155),
  (1.5, 200.0, 0.5, 0.00589014624585566), (1.5, 200.0, 0.95, 0.01932335763381678),
  (1.5, 200.0, 0.999999, 0.07370926559202688),
]

@Suite("Distributions")
struct DistributionTests {
  @Test("the distribution function undoes the quantile", arguments: everyKind)
  func cumulativeUndoesQuantile(_ distribution: Distribution) {
    for step in 1..<400 {
      let u = Double(step) / 400
      #expect((distribution.cumulative(distribution.quantile(u)) - u).magnitude < 1e-9)
    }
  }

  @Test("quantiles rise and stay inside the support", arguments: everyKind)
  func quantilesRise(_ distribution: Distribution) {
    var last = -Double.infinity
    for step in 0...2000 {
      let u = step == 0 ? 0x1p-53 : step == 2000 ? 1 - 0x1p-53 : Double(step) / 2000
      let value = distribution.quantile(u)
      #expect(value >= last && distribution.support.contains(value))
      last = value
    }
  }

  @Test("a sampler's column, its scalar and the exact quantile agree", arguments: everyKind)
  func samplerAgrees(_ distribution: Distribution) {
    let brick = ColumnStore(columns: 2)
    for path in 0..<blockWidth { brick[0][path] = (Double(path) + 0.5) / 256 }
    (brick[0][0], brick[0][1], brick[0][2]) = (0x1p-53, 1 - 0x1p-53, 1e-6)
    let sampler = Sampler(distribution)
    sampler(uniforms: brick[0], into: brick[1])
    let support = distribution.support
    let width = support.upperBound - support.lowerBound
    let scale = width.isFinite ? width : distribution.quantile(0.9) - distribution.quantile(0.1)
    for path in 0..<blockWidth {
      #expect(brick[1][path] == sampler(brick[0][path]))
      #expect((brick[1][path] - distribution.quantile(brick[0][path])).magnitude < 1e-8 * scale)
    }
    distribution.transform(brick[0], into: brick[0])
    #expect((0..<blockWidth).allSatisfy { brick[0][$0] == brick[1][$0] })
  }

  @Test("the mean is the average of samples", arguments: everyKind)
  func meanIsTheAverage(_ distribution: Distribution) {
    let brick = ColumnStore(columns: 1)
    let stream = Stream(seed: 7, name: "mean")
    let sampler = Sampler(distribution)
    var (sum, squares) = (0.0, 0.0)
    for block in 0..<128 {
      stream.uniforms(entity: 0, firstPath: UInt32(256 * block), month: 0, draw: 0, into: brick[0])
      sampler(uniforms: brick[0], into: brick[0])
      for path in 0..<blockWidth {
        sum += brick[0][path]
        squares += brick[0][path] * brick[0][path]
      }
    }
    let n = 128.0 * 256
    let variance = squares / n - sum / n * sum / n
    #expect((sum / n - distribution.mean).magnitude < 4 * (variance / n).squareRoot())
  }

  @Test("a map of the distribution maps its quantiles", arguments: everyKind)
  func mapsQuantiles(_ distribution: Distribution) {
    for (scale, offset) in [(2.0, 3.0), (-0.5, 1), (7.33, 0)] {
      let mapped = distribution.scaled(by: scale).shifted(by: offset)
      for u in [0.01, 0.3, 0.5, 0.77, 0.999] {
        let exact = offset + scale * distribution.quantile(scale > 0 ? u : 1 - u)
        #expect((mapped.quantile(u) - exact).magnitude < 1e-8 * max(1, exact.magnitude))
      }
      #expect(
        (mapped.mean - offset - scale * distribution.mean).magnitude < 1e-8 * (1 + mapped.mean.magnitude))
    }
    #expect(distribution.scaled(by: 0) == .constant(0))
  }

  @Test("beta quantiles agree with SciPy's, far tails included")
  func publishedBetaQuantiles() {
    for (alpha, beta, u, exact) in publishedBetas {
      let found = Distribution.beta(alpha: alpha, beta: beta, low: 0, high: 1).quantile(u)
      #expect((found / exact - 1).magnitude < 1e-8)
    }
  }

  @Test("discrete values come with their weights, in ascending order")
  func discreteValues() throws {
    let dice = try Distribution.discrete(weighted: [(5, 1), (-1, 2), (3, 1), (9, 0)])
    #expect([0.1, 0.49, 0.5, 0.51, 0.74, 0.76, 0.999].map(dice.quantile) == [-1, -1, -1, 3, 3, 5, 5])
    #expect(dice.mean == 1.5)
    #expect(dice.support == -1...5)
    #expect([-2, -1, 2.9, 3, 5].map(dice.cumulative) == [0, 0.5, 0.5, 0.75, 1])
    let upper = try dice.truncated(to: 3...9)
    #expect([0.1, 0.49, 0.51, 0.99].map(upper.quantile) == [3, 3, 5, 5])
    #expect(upper.mean == 4)
  }

  @Test("constants are known as such")
  func constants() {
    #expect(Distribution.constant(3).isConstant)
    #expect(Distribution.constant(3).quantile(0.2) == 3)
    #expect(Distribution.uniform(low: 2, high: 2).isConstant)
    #expect(Distribution.normal(mean: 2, sd: 0).isConstant)
    #expect(Distribution.triangular(low: 2, mode: 2, high: 2).quantile(0.5) == 2)
    #expect(everyKind.allSatisfy { !$0.isConstant })
  }
}
