public import Kernels

/// A named source of random numbers where every number has an address: (entity, path, month, draw).
///
/// The key is a hash of seed and name, and the address is the counter of Philox4x32-10. So a number depends on
/// nothing but its address: two cases of a scenario share it, and no order of work can change it.
public struct Stream: Sendable, Equatable {
  /// The key of the generator.
  public let key: SIMD2<UInt32>

  /// A stream of its own for each pair of seed and name.
  public init(seed: UInt64, name: String) {
    let hash = stableHash(seed: seed, name: name)
    key = SIMD2(UInt32(truncatingIfNeeded: hash), UInt32(truncatingIfNeeded: hash &>> 32))
  }

  /// One number in (0, 1): the same that `uniforms` gives this path.
  @inlinable
  public func uniform(entity: UInt32, path: UInt32, month: UInt32, draw: UInt32) -> Double {
    let words = philoxWords(path, entity, month, draw, key)
    return openUniform(words.x, words.y)
  }

  /// Two independent numbers for the price of one: those that `uniformPair` gives this path.
  @inlinable
  public func pair(entity: UInt32, path: UInt32, month: UInt32, draw: UInt32) -> (Double, Double) {
    let words = philoxWords(path, entity, month, draw, key)
    return (openUniform(words.x, words.y), openUniform(words.z, words.w))
  }

  /// Numbers in (0, 1) for 256 consecutive paths: odd multiples of 2^−53, so neither 0 nor 1 occurs.
  public func uniforms(entity: UInt32, firstPath: UInt32, month: UInt32, draw: UInt32, into column: Column) {
    for path in column.indices {
      let bits = philoxLanes(firstPath &+ UInt32(truncatingIfNeeded: path), entity, month, draw, key)
      column[path] = openUniform(bits.high)
    }
  }

  /// Two independent columns for the price of one; the first is the one that `uniforms` gives.
  public func uniformPair(
    entity: UInt32, firstPath: UInt32, month: UInt32, draw: UInt32, into first: Column, _ second: Column
  ) {
    for path in first.indices {
      let bits = philoxLanes(firstPath &+ UInt32(truncatingIfNeeded: path), entity, month, draw, key)
      first[path] = openUniform(bits.high)
      second[path] = openUniform(bits.low)
    }
  }

  /// Standard normal numbers for 256 consecutive paths: the quantiles of `uniforms`.
  public func normals(entity: UInt32, firstPath: UInt32, month: UInt32, draw: UInt32, into column: Column) {
    uniforms(entity: entity, firstPath: firstPath, month: month, draw: draw, into: column)
    replaceByNormalQuantiles(column)
  }

  /// Two independent columns of standard normal numbers; the first is the one that `normals` gives.
  public func normalPair(
    entity: UInt32, firstPath: UInt32, month: UInt32, draw: UInt32, into first: Column, _ second: Column
  ) {
    uniformPair(
      entity: entity, firstPath: firstPath, month: month, draw: draw, into: first, second)
    replaceByNormalQuantiles(first)
    replaceByNormalQuantiles(second)
  }
}

extension Stream {
  /// The numbers of four months in a row, the first of them a multiple of 4, for 256 consecutive paths: the price of one,
  /// where 32 bits are enough.
  public func monthlyUniforms(
    entity: UInt32, firstPath: UInt32, firstMonth: UInt32, draw: UInt32, into columns: ColumnMatrix
  ) {
    for path in 0..<blockWidth {
      let number = firstPath &+ UInt32(truncatingIfNeeded: path)
      columns.setShort(philoxLanes(number, entity, firstMonth, draw, key), at: path)
    }
  }

  /// One path's number of a month among those that `monthlyUniforms` gives.
  public func monthlyUniform(entity: UInt32, path: UInt32, month: UInt32, draw: UInt32) -> Double {
    let words = philoxWords(path, entity, month & ~3, draw, key)
    return shortUniform(UInt64(words[Int(month & 3)]))
  }
}

extension ColumnMatrix {
  /// Four uniform numbers of 128 random bits, a row each. Rows of one matrix, not four columns: that they don't overlap
  /// need not be checked, which else keeps the loop scalar.
  @inline(__always)
  func setShort(_ bits: (high: UInt64, low: UInt64), at place: Int) {
    self[flat: place] = shortUniform(bits.high &>> 32)
    self[flat: blockWidth &+ place] = shortUniform(bits.high & 0xffff_ffff)
    self[flat: 2 &* blockWidth &+ place] = shortUniform(bits.low &>> 32)
    self[flat: 3 &* blockWidth &+ place] = shortUniform(bits.low & 0xffff_ffff)
  }
}

/// An odd multiple of 2^−33 in (0, 1) from 32 random bits.
@inlinable @inline(__always)
func shortUniform(_ bits: UInt64) -> Double {
  Double(bitPattern: bits &<< 20 | 0x3ff0_0000_0000_0000) - 0x1.ffffffffp-1
}

/// An odd multiple of 2^−53 in (0, 1) from the upper 52 of 64 random bits.
@inlinable @inline(__always)
func openUniform(_ high: UInt32, _ low: UInt32) -> Double {
  openUniform(UInt64(high) &<< 32 | UInt64(low))
}

/// The same from the 64 bits as one.
@inlinable @inline(__always)
func openUniform(_ bits: UInt64) -> Double {
  Double(bitPattern: bits &>> 12 | 0x3ff0_0000_0000_0000) - 0x1.fffffffffffffp-1
}

/// FNV-1a over the seed's eight bytes (lowest first) and the name's UTF-8, finished by `mixed`.
///
/// Fixed for ever, unlike Swift's `Hasher`: results are reproducible only as long as it is.
public func stableHash(seed: UInt64, name: String) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in 0..<8 {
    hash = (hash ^ (seed &>> UInt64(8 * byte) & 0xff)) &* 0x100_0000_01b3
  }
  for byte in name.utf8 {
    hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
  }
  return mixed(hash)
}

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): every input bit reaches every output bit.
@inlinable
func mixed(_ value: UInt64) -> UInt64 {
  var z = value &+ 0x9e37_79b9_7f4a_7c15
  z = (z ^ (z &>> 30)) &* 0xbf58_476d_1ce4_e5b9
  z = (z ^ (z &>> 27)) &* 0x94d0_49bb_1331_11eb
  return z ^ (z &>> 31)
}
