internal import Kernels
internal import Sampling

extension SelfTest {
  /// Answers that others have published.
  static let vectors: [Check] = [
    Check(name: "Philox 4x32-10: the authors' vectors") {
      let found = [
        philox(counter: .zero, key: .zero),
        philox(counter: SIMD4(repeating: .max), key: SIMD2(repeating: .max)),
        philox(
          counter: SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
          key: SIMD2(0xa409_3822, 0x299f_31d0)),
      ]
      let published: [SIMD4<UInt32>] = [
        SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8),
        SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd),
        SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1),
      ]
      return Finding(found == published, found == published ? "3 of 3" : "\(found)")
    },
    Check(name: "beta quantile: SciPy") {
      let found = Distribution.beta(alpha: 2, beta: 5, low: 0, high: 1).quantile(0.95)
      return Finding((found - 0.5818034092520259).magnitude < 1e-10, "\(found)")
    },
  ]

  private static let golden = Stream(seed: 20_250_923, name: "golden")

  /// The hash of what 64 draws of a block leave in some columns.
  private static func digest(_ columns: Int, _ fill: (ColumnStore, Int) throws -> Void) rethrows -> UInt64 {
    let brick = ColumnStore(columns: columns)
    var digest = BitDigest()
    for draw in 0..<64 {
      try fill(brick, draw)
      for column in 0..<columns {
        for path in brick[column].indices { digest.add(brick[column][path].bitPattern) }
      }
    }
    return digest.value
  }

  /// Random numbers by address, designs and the copula.
  static let samplingBits: [Check] = [
    Check(name: "uniform numbers: bits") {
      .bits(
        digest(1) {
          golden.uniforms(entity: 3, firstPath: UInt32($1 * 256), month: 7, draw: 1, into: $0[0])
        }, 0xae97_1e71_6445_5c29)
    },
    Check(name: "normal numbers: bits") {
      .bits(
        digest(1) { golden.normals(entity: 3, firstPath: 512, month: UInt32($1), draw: 1, into: $0[0]) },
        0x3179_1436_45d5_af1f)
    },
    Check(name: "copula: bits") {
      let copula = try GaussianCopula([[1, 0.8, -0.5], [0.8, 1, -0.2], [-0.5, -0.2, 1]])
      return .bits(
        digest(3) { brick, draw in
          for row in 0..<3 {
            golden.uniforms(
              entity: UInt32(row), firstPath: UInt32(256 * draw), month: 0, draw: 0, into: brick[row])
          }
          copula.apply(brick.matrix(0..<3))
        }, 0x010a_2003_007b_3319)
    },
  ]
}
