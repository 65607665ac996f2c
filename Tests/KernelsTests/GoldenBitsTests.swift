import Kernels
import Testing

/// A running hash of the bits of many numbers, the same on every machine.
private struct Digest {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ number: Double) {
    value = (value ^ number.bitPattern) &* 0x100_0000_01b3
    value ^= value &>> 32
  }

  mutating func add(_ column: Column) { for path in column.indices { add(column[path]) } }

  static func of(_ numbers: some Sequence<Double>) -> UInt64 {
    var digest = Digest()
    for number in numbers { digest.add(number) }
    return digest.value
  }
}

/// Numbers from integers alone: 40,000 between two bounds, in no order.
private func numbers(from low: Double, to high: Double) -> [Double] {
  (0..<40_000).map { (step: Int) -> Double in
    let share = (Double(step * 25_111 % 40_009) + 0.5) / 40_009
    return low + (high - low) * share
  }
}

/// Constants that every build must give: with AVX2 or without, on any processor. They were checked once against
/// libm and SciPy by the other tests; here only their bits count.
@Suite("The same bits from every build: kernels")
struct GoldenKernelBitsTests {
  private let brick = ColumnStore(columns: 64)

  @Test("exponential, logarithm and power")
  func elementary() {
    #expect(Digest.of(numbers(from: -720, to: 720).map(exponential)) == 0xbe19_9cd7_53cf_8757)
    #expect(Digest.of(numbers(from: 0, to: 9).map { logarithm($0 * $0 * $0) }) == 0x12cc_3476_487e_b8fe)
    #expect(
      Digest.of((-1074...1023).map { logarithm(Double(sign: .plus, exponent: $0, significand: 1.3)) })
        == 0xec16_e979_a509_e633)
    #expect(Digest.of(numbers(from: 0, to: 40).map { power($0, 0.37 - $0 / 30) }) == 0xc8f9_be0f_f1c9_d309)
  }

  @Test("sine and cosine")
  func trigonometry() {
    #expect(Digest.of(numbers(from: -90, to: 90).map(sine)) == 0x0daa_c96c_c7d4_9a48)
    #expect(Digest.of(numbers(from: -90, to: 90).map(cosine)) == 0x946e_4d92_6248_fa3d)
  }

  @Test("the normal quantile, distribution function and density")
  func normal() {
    #expect(Digest.of(numbers(from: 0, to: 1).map(normalQuantile)) == 0x5eb7_1190_2db5_7b3c)
    #expect(
      Digest.of(numbers(from: 0, to: 690).map { normalQuantile(exponential(-$0)) }) == 0x43be_59bc_0d7f_d83f)
    #expect(Digest.of(numbers(from: -39, to: 39).map(normalCumulative)) == 0x6cac_be2f_11d1_aed5)
    #expect(Digest.of(numbers(from: -39, to: 39).map(normalDensity)) == 0xdfbe_faad_03d2_0a48)
  }

  @Test("roots and rounding")
  func rounding() {
    #expect(Digest.of(numbers(from: -5, to: 5).map(root)) == 0x58e9_b179_2bd3_0a60)
    #expect(Digest.of(numbers(from: -5, to: 5).map { roundedToGrid($0, bits: 22) }) == 0xec86_7669_fe14_fb82)
    #expect(
      Digest.of(numbers(from: -5, to: 5).map { roundedToSignificantBits($0, bits: 32) })
        == 0x5ebf_a8cb_ed09_0e04)
  }

  @Test("columns of normal quantiles, as vector code")
  func normalColumns() {
    var digest = Digest()
    let all = numbers(from: 0, to: 1)
    for first in stride(from: 0, to: 39_000, by: blockWidth) {
      for path in 0..<blockWidth { brick[0][path] = all[first + path] }
      replaceByNormalQuantiles(brick[0])
      digest.add(brick[0])
    }
    #expect(digest.value == 0xc0cb_f1c4_e0a2_5466)
  }

  @Test("an exact product of matrices")
  func product() {
    let inputs = brick.matrix(0..<37)
    let outputs = brick.matrix(37..<60)
    let all = numbers(from: -8, to: 8)
    for row in 0..<37 {
      for path in 0..<blockWidth { inputs[row][path] = roundedToGrid(all[row * 257 + path], bits: 22) }
    }
    let values = Array(numbers(from: -0.3, to: 0.3).prefix(23 * 37))
    let weights = Weights(exact: values, rows: 23, columns: 37, bits: 24)
    #expect(weights.staysExact(columnBits: 22, magnitude: 8))
    multiplyExactly(weights, inputs, into: outputs)
    var digest = Digest()
    for row in 0..<23 { digest.add(outputs[row]) }
    #expect(digest.value == 0xf7e2_56a7_d4f3_3580)
  }

  @Test("a Cholesky factor and a fit, rounded to grids that hide LAPACK's last bits")
  func factors() throws {
    let n = 12
    let values = (0..<n * n).map { $0 / n == $0 % n ? 1 : power(0.7, Double(abs($0 / n - $0 % n))) }
    let factor = try choleskyFactor(Weights(values: values, rows: n, columns: n))
    #expect(Digest.of(factor.values) == 0xe494_43d9_0d47_2ace)
    let design: [Double] = (0..<400).map { (row: Int) in row % 4 == 0 ? 1 : sine(Double(row * row % 977)) }
    let response: [Double] = (0..<100).map { (row: Int) in cosine(Double(row)) + Double(row) / 50 }
    let fit = try leastSquares(design: Weights(values: design, rows: 100, columns: 4), response: response)
    #expect(
      Digest.of(fit.coefficients + fit.standardErrors + [fit.residualDeviation]) == 0x93a8_bfa4_0bae_8503)
  }
}
