internal import Kernels

extension SelfTest {
  /// Numbers from integers alone: 40,000 between two bounds, in no order.
  private static func numbers(from low: Double, to high: Double) -> [Double] {
    (0..<40_000).map { (step: Int) -> Double in
      let share = (Double(step * 25_111 % 40_009) + 0.5) / 40_009
      return low + (high - low) * share
    }
  }

  private static func bits(
    _ name: String, _ wanted: UInt64, _ values: @escaping @Sendable () throws -> [Double]
  ) -> Check {
    Check(name: "\(name): bits") { .bits(BitDigest.of(try values()), wanted) }
  }

  /// Functions and factors of the lowest floor. A change of these bits is a change of every result.
  static let kernelBits: [Check] = [
    bits("exponential", 0xbe19_9cd7_53cf_8757) { numbers(from: -720, to: 720).map(exponential) },
    bits("logarithm", 0x12cc_3476_487e_b8fe) { numbers(from: 0, to: 9).map { logarithm($0 * $0 * $0) } },
    bits("power", 0xc8f9_be0f_f1c9_d309) { numbers(from: 0, to: 40).map { power($0, 0.37 - $0 / 30) } },
    bits("sine", 0x0daa_c96c_c7d4_9a48) { numbers(from: -90, to: 90).map(sine) },
    bits("cosine", 0x946e_4d92_6248_fa3d) { numbers(from: -90, to: 90).map(cosine) },
    bits("normal quantile", 0x5eb7_1190_2db5_7b3c) { numbers(from: 0, to: 1).map(normalQuantile) },
    bits("normal distribution", 0x6cac_be2f_11d1_aed5) { numbers(from: -39, to: 39).map(normalCumulative) },
    bits("square root", 0x58e9_b179_2bd3_0a60) { numbers(from: -5, to: 5).map(root) },
    bits("Cholesky factor from LAPACK", 0xe494_43d9_0d47_2ace) {
      let n = 12
      let values = (0..<n * n).map { $0 / n == $0 % n ? 1 : power(0.7, Double(abs($0 / n - $0 % n))) }
      return try choleskyFactor(Weights(values: values, rows: n, columns: n)).values
    },
    bits("product of matrices", 0xf7e2_56a7_d4f3_3580) {
      let brick = ColumnStore(columns: 64)
      let inputs = brick.matrix(0..<37), outputs = brick.matrix(37..<60)
      let all = numbers(from: -8, to: 8)
      for row in 0..<37 {
        for path in 0..<blockWidth { inputs[row][path] = roundedToGrid(all[row * 257 + path], bits: 22) }
      }
      let values = Array(numbers(from: -0.3, to: 0.3).prefix(23 * 37))
      multiplyExactly(Weights(exact: values, rows: 23, columns: 37, bits: 24), inputs, into: outputs)
      return (0..<23).flatMap { row in outputs[row].indices.map { outputs[row][$0] } }
    },
  ]
}
