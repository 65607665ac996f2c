internal import Kernels

/// The Sobol sequence in up to 640 dimensions, and its scrambling.
///
/// The numbers are 32-bit fractions with reversed bits: bit 0 is worth ½. The scrambling wants them so.
enum Sobol {
  /// How many dimensions there are direction numbers for.
  static let dimensions = 640

  /// The 32 reversed direction numbers of each dimension, one dimension after the other.
  private static let directions = directions(of: dimensions)

  /// Those of the first dimensions, which is all that most runs need: reading all takes longer than a short run.
  private static let leading = 16
  private static let leadingDirections = directions(of: leading)

  private static func directions(of count: Int) -> [UInt32] {
    var all = (0..<32).map { UInt32(1) << $0 }
    all.reserveCapacity(32 * count)
    for entry in joeKuoNumbers.split(maxSplits: count, whereSeparator: \.isWhitespace).prefix(count - 1) {
      let parts = entry.split(separator: ":")
      let initial = parts[1].split(separator: ",").map { UInt32($0, radix: 36)! }
      all += directionNumbers(polynomial: UInt32(parts[0], radix: 36)!, initial: initial)
    }
    return all
  }

  /// Bratley and Fox's recurrence: mₖ from the `initial` numbers and the polynomial's coefficients.
  private static func directionNumbers(polynomial: UInt32, initial: [UInt32]) -> [UInt32] {
    let degree = initial.count
    var m = initial
    for k in degree..<32 {
      var next = m[k - degree]
      for term in 1...degree where polynomial >> UInt32(degree - term) & 1 == 1 {
        next ^= m[k - term] << UInt32(term)
      }
      m.append(next)
    }
    return (0..<32).map { reversedBits(m[$0] << UInt32(31 - $0)) }
  }

  /// The point with this index, before scrambling, bits reversed (natural order, not Gray code).
  static func reversedPoint(_ index: UInt32, dimension: Int) -> UInt32 {
    let numbers = dimension < leading ? leadingDirections : directions
    var point: UInt32 = 0
    var rest = index
    while rest != 0 {
      point ^= numbers[32 * dimension + rest.trailingZeroBitCount]
      rest &= rest - 1
    }
    return point
  }

  /// A nested uniform (Owen) scramble of a reversed point, as an open uniform number.
  static func scrambled(_ reversed: UInt32, key: UInt32) -> Double {
    scrambled(SIMD16(repeating: reversed), keys: SIMD16(repeating: key))[0]
  }

  /// The scrambles of 16 reversed points at once, each by its own key.
  ///
  /// A hash in which every bit depends only on lower ones flips each digit by the digits before it: Laine and
  /// Karras 2011, Burley 2020 (J. Comput. Graph. Tech. 9), constants by Vegdahl. Beneath the 32 digits lie 20
  /// random ones, as true Owen scrambling has them.
  @inline(__always)
  static func scrambled(_ reversed: SIMD16<UInt32>, keys: SIMD16<UInt32>) -> Uniforms16 {
    var x = reversed
    x ^= x &* 0x3d20_adea
    x &+= keys
    x &*= keys &>> 16 | 1
    x ^= x &* 0x0552_6c56
    x ^= x &* 0x53a2_2864
    var low = (x ^ keys) &* 0x9e37_79b1
    low = (low ^ low &>> 15) &* 0x85eb_ca77
    low ^= low &>> 13
    return Uniforms16(high: reversedBits(x), low: low)
  }

  /// Bit 31 becomes bit 0 and so on.
  static func reversedBits(_ value: UInt32) -> UInt32 { reversedBits(SIMD16(repeating: value))[0] }

  @inline(__always)
  private static func reversedBits(_ value: SIMD16<UInt32>) -> SIMD16<UInt32> {
    var x = value &>> 16 | value &<< 16
    x = (x &>> 8) & 0x00ff_00ff | (x & 0x00ff_00ff) &<< 8
    x = (x &>> 4) & 0x0f0f_0f0f | (x & 0x0f0f_0f0f) &<< 4
    x = (x &>> 2) & 0x3333_3333 | (x & 0x3333_3333) &<< 2
    return (x &>> 1) & 0x5555_5555 | (x & 0x5555_5555) &<< 1
  }
}

/// Sixteen open uniform numbers: the upper and lower halves of the bits that `openUniform` makes one of.
struct Uniforms16 {
  let high, low: SIMD16<UInt32>

  @inline(__always)
  subscript(lane: Int) -> Double { openUniform(high[lane], low[lane]) }

  /// Writes some of them, one after the other, where the first of all would stand at a place of a column.
  @inline(__always)
  func write(_ lanes: Range<Int>, at place: Int, of column: Column) {
    if lanes == 0..<designReplicates {
      // As words in memory: a conversion of sixteen lanes to wider ones is a call that takes vectors apart.
      withUnsafeBytes(of: (high, low)) { bytes in
        let words = bytes.assumingMemoryBound(to: UInt32.self)
        for lane in 0..<designReplicates {
          column[place &+ lane] = openUniform(words[lane], words[designReplicates &+ lane])
        }
      }
    } else {
      for lane in lanes { column[place &+ lane] = self[lane] }
    }
  }
}
