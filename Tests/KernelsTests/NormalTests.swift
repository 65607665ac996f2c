import Foundation
import Kernels
import Testing

@Suite("Normal distribution")
struct NormalTests {
  @Test(
    "quantiles agree with SciPy's",
    arguments: [
      (1e-300, -37.0471), (1e-100, -21.273453560965326), (1e-20, -9.262340089798407),
      (1e-10, -6.361340902404056), (1e-5, -4.264890793922825), (0.01, -2.3263478740408408),
      (0.3, -0.5244005127080409), (0.42, -0.20189347914185085), (0.95, 1.6448536269514722),
      (0.975, 1.959963984540054),
    ])
  func publishedQuantiles(_ u: Double, _ z: Double) {
    #expect((normalQuantile(u) / z - 1).magnitude < (u == 1e-300 ? 1e-6 : 1e-10))
  }

  @Test("the quantile's relative error stays below 10⁻¹⁰ in the centre and in both tails")
  func quantileIsAccurate() {
    let centre = (1..<200_000).filter { $0 != 100_000 }.map { step in
      let u = Double(step) / 200_000
      let z = normalQuantile(u)
      let missed = Foundation.erf(z / 2.0.squareRoot()) / 2 - (u - 0.5)
      return (missed / (normalDensity(z) * z)).magnitude
    }
    let tail = (4..<2_800).map { step in
      let u = Foundation.exp(-Double(step) / 4)
      let z = normalQuantile(u)
      let missed = Foundation.erfc(-z / 2.0.squareRoot()) / 2 - u
      return (missed / (normalDensity(z) * z)).magnitude
    }
    #expect(worst(centre) < 1e-10)
    #expect(worst(tail) < 1e-10)
  }

  @Test("the quantile is odd about one half and rises")
  func quantileIsOddAndRises() {
    #expect(normalQuantile(0.5) == 0)
    var last = -Double.infinity
    for step in 1..<4096 {
      let u = Double(step) / 4096
      #expect(normalQuantile(u) == -normalQuantile(1 - u))
      #expect(normalQuantile(u) > last)
      last = normalQuantile(u)
    }
  }

  @Test("the quantile is infinite at the ends and finite next to them")
  func quantileAtTheEnds() {
    #expect(normalQuantile(0) == -.infinity)
    #expect(normalQuantile(1) == .infinity)
    #expect(normalQuantile(.nan).isNaN)
    #expect(normalQuantile(-0.1).isNaN)
    #expect((normalQuantile(0x1.fffffffffffffp-1) - 8.209536151601387).magnitude < 1e-9)
    #expect(normalQuantile(1e-307) < -37)
  }

  @Test("the distribution function agrees with erfc from the far lower tail upwards")
  func cumulativeIsAccurate() {
    let errors = (-37_000...10_000).map { step in
      let x = Double(step) / 1000
      let exact = Foundation.erfc(-x / 2.0.squareRoot()) / 2
      return (normalCumulative(x) / exact - 1).magnitude
    }
    #expect(worst(errors) < 1e-12)
    #expect(normalCumulative(-.infinity) == 0)
    #expect(normalCumulative(.infinity) == 1)
    #expect(normalCumulative(.nan).isNaN)
  }

  @Test("quantile and distribution function undo each other")
  func inverses() {
    for step in -700...700 {
      let x = Double(step) / 100
      let error = normalQuantile(normalCumulative(x)) - x
      // Next to one a double can't tell more than its spacing does.
      let spacing = x > 0 ? 2e-16 / normalDensity(x) : 0
      #expect(error.magnitude < 1e-9 + spacing)
    }
  }
}

@Suite("Trigonometry")
struct TrigonometryTests {
  @Test("sine and cosine agree with libm")
  func agreeWithLibm() {
    let errors = (-100_000...100_000).map { step in
      let x = Double(step) * 0.01
      return max((sine(x) - Foundation.sin(x)).magnitude, (cosine(x) - Foundation.cos(x)).magnitude)
    }
    #expect(worst(errors) < 2.3e-16)
  }

  @Test("a year of months closes")
  func yearCloses() {
    let total = (0..<12).reduce(0) { $0 + sine(2 * Double.pi * Double($1) / 12) }
    #expect(total.magnitude < 1e-14)
  }
}
