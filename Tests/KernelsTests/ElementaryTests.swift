import Foundation
import Kernels
import Testing

/// The largest number; NaN if there is one, so that it can't pass for small.
func worst(_ errors: [Double]) -> Double {
  errors.contains { $0.isNaN } ? .nan : errors.max() ?? .nan
}

@Suite("Elementary functions")
struct ElementaryTests {
  @Test("exponential agrees with libm within two units in the last place")
  func exponentialIsAccurate() {
    let errors = (0...400_000).map { step in
      let x = -707.9 + 1417.6 * Double(step) / 400_000
      let exact = Foundation.exp(x)
      return (exponential(x) - exact).magnitude / exact.ulp
    }
    #expect(worst(errors) <= 2)
  }

  @Test("exponential is exact at zero and sane at the ends")
  func exponentialAtTheEnds() {
    #expect(exponential(0) == 1)
    #expect(exponential(-0.0) == 1)
    #expect(exponential(.infinity) == .infinity)
    #expect(exponential(-.infinity) == 0)
    #expect(exponential(710) == .infinity)
    #expect(exponential(1e300) == .infinity)
    #expect(exponential(709.782712893384).isFinite)
    #expect(exponential(-708.001) == 0)
    #expect(exponential(-1e300) == 0)
    #expect(exponential(.nan).isNaN)
    #expect(exponential(1e-300) == 1)
  }

  @Test("logarithm agrees with libm within one unit, from subnormal to huge")
  func logarithmIsAccurate() {
    let errors = (-1074...1023).flatMap { exponent in
      (0..<64).map { step in
        let significand = 1 + Double(step) / 64.3
        let x = Double(sign: .plus, exponent: exponent, significand: significand)
        let exact = Foundation.log(x)
        return (logarithm(x) - exact).magnitude / exact.ulp
      }
    }
    #expect(worst(errors) <= 1)
  }

  @Test("logarithm stays accurate next to one, where cancellation threatens")
  func logarithmNextToOne() {
    let errors = (-20_000...20_000).map { step in
      let x = 1 + Double(step) * 1e-9
      let exact = Foundation.log(x)
      return (logarithm(x) - exact).magnitude / exact.ulp
    }
    #expect(worst(errors) <= 1)
  }

  @Test("logarithm is sane at the ends")
  func logarithmAtTheEnds() {
    #expect(logarithm(1) == 0)
    #expect(logarithm(0) == -.infinity)
    #expect(logarithm(-0.0) == -.infinity)
    #expect(logarithm(.infinity) == .infinity)
    #expect(logarithm(-1).isNaN)
    #expect(logarithm(.nan).isNaN)
  }

  @Test("power agrees with libm as far as its exponent lets it", arguments: [-3.5, -1, 0.3, 0.5, 2, 7])
  func powerIsAccurate(_ y: Double) {
    for step in 1...5_000 {
      let x = Double(step) * 0.01
      let exact = Foundation.pow(x, y)
      let allowed = 3e-16 * (2 + (y * Foundation.log(x)).magnitude)
      #expect((power(x, y) / exact - 1).magnitude < allowed)
    }
    #expect(power(0, y) == (y > 0 ? 0 : .infinity))
    #expect(power(0, 0) == 1)
  }

  @Test("a loop over a column gives the bits of single calls")
  func columnsAgreeWithScalars() {
    let brick = ColumnStore(columns: 4)
    let x = brick[0]
    for path in x.indices { x[path] = Double(path) / 8 - 16 + 1 / 1024 }
    for path in x.indices {
      brick[1][path] = exponential(x[path])
      brick[2][path] = logarithm(x[path])
      brick[3][path] = normalCumulative(x[path])
    }
    for path in x.indices {
      #expect(brick[1][path] == exponential(x[path]))
      #expect(brick[2][path].bitPattern == logarithm(x[path]).bitPattern || x[path] < 0)
      #expect(brick[3][path] == normalCumulative(x[path]))
    }
  }

  @Test("rounding to a grid gives the nearest multiple, ties to even")
  func roundsToGrid() {
    #expect(roundedToGrid(0.3, bits: 2) == 0.25)
    #expect(roundedToGrid(SIMD8(repeating: 0.3), bits: 2) == SIMD8(repeating: 0.25))
    #expect(roundedToGrid(-0.4, bits: 2) == -0.5)
    #expect(roundedToGrid(0.125, bits: 2) == 0)
    #expect(roundedToGrid(0.375, bits: 2) == 0.5)
    for step in 0..<10_000 {
      let x = Double(step) * 0.00137 - 7
      let unit = 1 / 4194304.0
      #expect(roundedToGrid(x, bits: 22) == (x / unit).rounded(.toNearestOrEven) * unit)
    }
  }

  @Test("keeping significant bits rounds relatively")
  func keepsSignificantBits() {
    #expect(roundedToSignificantBits(1.0 / 3, bits: 2) == 0.375)
    #expect(roundedToSignificantBits(-1e-9 / 3, bits: 51) != 0)
    #expect((roundedToSignificantBits(Double.pi * 1e9, bits: 32) / (Double.pi * 1e9) - 1).magnitude < 2.4e-10)
  }

  @Test("the root is that of the magnitude")
  func rootIgnoresTheSign() {
    #expect(root(2) == 2.0.squareRoot())
    #expect(root(-2) == 2.0.squareRoot())
  }

  @Test("chosen picks by the condition and lets no NaN through from the other side")
  func choosesByMask() {
    #expect(chosen(true, 1, .nan) == 1)
    #expect(chosen(false, .nan, 2) == 2)
  }
}
