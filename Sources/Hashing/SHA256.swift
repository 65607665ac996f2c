/// The Secure Hash Algorithm 2 with 256 bits (FIPS 180-4), so that `sha256sum` can verify every file.
public struct SHA256: Sendable {
  /// The letters of the standard, from a to h.
  private var state = start
  /// Fewer bytes than a block has.
  private var pending: [UInt8] = []
  private var length = 0

  /// How many bytes are taken in at a time.
  static var block: Int { 64 }
  /// The state before anything is taken in.
  static let start = SIMD8<UInt32>(
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)

  /// The hash of nothing, so far.
  public init() {}

  /// The hexadecimal digits of the hash of some bytes.
  public static func hex(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.add(bytes)
    return hash.hex()
  }

  /// Adds bytes.
  public mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { add($0) } }

  /// Adds bytes.
  public mutating func add(_ bytes: UnsafeRawBufferPointer) {
    length += bytes.count
    var rest = bytes[...]
    if !pending.isEmpty {
      let missing = rest.prefix(SHA256.block - pending.count)
      pending += missing
      rest = rest.dropFirst(missing.count)
      guard pending.count == SHA256.block else { return }
      pending.withUnsafeBytes { compress($0) }
      pending.removeAll(keepingCapacity: true)
    }
    let whole = rest.prefix(rest.count / SHA256.block * SHA256.block)
    compress(UnsafeRawBufferPointer(rebasing: whole))
    pending += rest.dropFirst(whole.count)
  }

  /// The hexadecimal digits of the hash of all that was added.
  public func hex() -> String {
    var copy = self
    SHA256.end(&copy.pending, of: length)
    copy.pending.withUnsafeBytes { copy.compress($0) }
    return SHA256.digits(copy.state)
  }

  /// Fills the last block of a text of so many bytes: a mark, zeros and its length in bits.
  static func end(_ bytes: inout [UInt8], of length: Int) {
    bytes.append(0x80)
    let used = (bytes.count + 8) % block
    bytes += repeatElement(0, count: used == 0 ? 0 : block - used)
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: (8 * length) >> shift))
    }
  }

  /// A state in hexadecimal digits.
  static func digits(_ state: SIMD8<UInt32>) -> String {
    state.indices.map { letter in
      let digits = String(state[letter], radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// Takes whole blocks in, the schedules of eight at a time: they don't depend on each other.
  private mutating func compress(_ blocks: UnsafeRawBufferPointer) {
    Schedule.withEmpty { schedule in
      for first in stride(from: 0, to: blocks.count, by: Schedule.lanes * SHA256.block) {
        let number = min(Schedule.lanes, (blocks.count - first) / SHA256.block)
        for lane in 0..<number { schedule.load(blocks, at: first + lane * SHA256.block, lane: lane) }
        schedule.expand()
        for lane in 0..<number { mix(schedule.words(lane: lane)) }
      }
    }
  }

  /// Eight rounds a turn, after which every letter is itself again.
  private mutating func mix(_ words: UnsafePointer<UInt32>) {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    var differing = b ^ c
    for index in stride(from: 0, to: 64, by: 8) {
      func word(_ place: Int) -> UInt32 { words[(index &+ place) &* Schedule.lanes] }
      SHA256.round(a, b, &d, e, f, g, &h, word(0), &differing)
      SHA256.round(h, a, &c, d, e, f, &g, word(1), &differing)
      SHA256.round(g, h, &b, c, d, e, &f, word(2), &differing)
      SHA256.round(f, g, &a, b, c, d, &e, word(3), &differing)
      SHA256.round(e, f, &h, a, b, c, &d, word(4), &differing)
      SHA256.round(d, e, &g, h, a, b, &c, word(5), &differing)
      SHA256.round(c, d, &f, g, h, a, &b, word(6), &differing)
      SHA256.round(b, c, &e, f, g, h, &a, word(7), &differing)
    }
    state &+= SIMD8(a, b, c, d, e, f, g, h)
  }

  /// One round; the letters of the standard move by one place from round to round, and what `b` and `c` differ by is
  /// what `a` and `b` differed by.
  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32,
    _ h: inout UInt32, _ word: UInt32, _ differing: inout UInt32
  ) {
    let first = h &+ word &+ turned(turned(turned(e, 14) ^ e, 5) ^ e, 6) &+ (g ^ (e & (f ^ g)))
    let next = a ^ b
    d = d &+ first
    h = first &+ turned(turned(turned(a, 9) ^ a, 11) ^ a, 2) &+ (b ^ (next & differing))
    differing = next
  }

  @inline(__always)
  private static func turned(_ word: UInt32, _ bits: UInt32) -> UInt32 {
    word &>> bits | word &<< (32 &- bits)
  }
}
