/// The words of 64 rounds for eight blocks at a time, one in each lane of a vector, the rounds' constants added.
struct Schedule {
  typealias Words = SIMD8<UInt32>

  /// How many blocks there are.
  static var lanes: Int { 8 }
  /// One vector a round.
  let rounds: UnsafeMutableBufferPointer<Words>

  /// Lends memory for a schedule, all of it zero.
  static func withEmpty<Result>(_ body: (Schedule) throws -> Result) rethrows -> Result {
    try withUnsafeTemporaryAllocation(of: Words.self, capacity: 64) { rounds in
      rounds.initialize(repeating: Words())
      return try body(Schedule(rounds: rounds))
    }
  }

  /// The words of one lane, eight apart.
  @inline(__always)
  func words(lane: Int) -> UnsafeMutablePointer<UInt32> {
    UnsafeMutableRawPointer(rounds.baseAddress!).assumingMemoryBound(to: UInt32.self) + lane
  }

  /// Reads a block, whose sixteen words begin a lane.
  @inline(__always)
  func load(_ bytes: UnsafeRawBufferPointer, at start: Int, lane: Int) {
    let words = words(lane: lane)
    for index in 0..<16 {
      words[Schedule.lanes &* index] =
        bytes.loadUnaligned(fromByteOffset: start &+ 4 &* index, as: UInt32.self).bigEndian
    }
  }

  /// Makes the other words, and adds the constants to all.
  func expand() {
    for index in 16..<64 {
      let early = rounds[index &- 15], late = rounds[index &- 2]
      let first = Schedule.turned(early, 7) ^ Schedule.turned(early, 18) ^ (early &>> Words(repeating: 3))
      let second = Schedule.turned(late, 17) ^ Schedule.turned(late, 19) ^ (late &>> Words(repeating: 10))
      rounds[index] = rounds[index &- 16] &+ first &+ rounds[index &- 7] &+ second
    }
    for (index, constant) in Schedule.constants.enumerated() { rounds[index] &+= Words(repeating: constant) }
  }

  /// The left half of a turn is a multiplication: of two shifts the compiler makes turns word by word.
  @inline(__always)
  static func turned(_ words: Words, _ bits: UInt32) -> Words {
    (words &>> Words(repeating: bits)) &+ words &* Words(repeating: 1 &<< (32 &- bits))
  }

  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
