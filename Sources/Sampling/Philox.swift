/// The counter-based generator Philox4x32-10: 128 bits of counter and a 64-bit key give 128 random bits.
///
/// There is no state, so any number of any stream can be asked for on its own, by any worker, in any order.
/// Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC11, 2011.
@inlinable
public func philox(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
  philoxWords(counter.x, counter.y, counter.z, counter.w, key)
}

/// Ten rounds on four words; in a loop over paths LLVM turns it into vector code.
@inlinable @inline(__always)
func philoxWords(
  _ first: UInt32, _ second: UInt32, _ third: UInt32, _ fourth: UInt32, _ key: SIMD2<UInt32>
) -> SIMD4<UInt32> {
  var (a, b, c, d) = (first, second, third, fourth)
  var (k0, k1) = (key.x, key.y)
  for _ in 0..<10 {
    let even = UInt64(a) &* 0xD251_1F53
    let odd = UInt64(c) &* 0xCD9E_8D57
    a = UInt32(truncatingIfNeeded: odd &>> 32) ^ b ^ k0
    b = UInt32(truncatingIfNeeded: odd)
    c = UInt32(truncatingIfNeeded: even &>> 32) ^ d ^ k1
    d = UInt32(truncatingIfNeeded: even)
    k0 &+= 0x9E37_79B9
    k1 &+= 0xBB67_AE85
  }
  return SIMD4(a, b, c, d)
}

/// The same ten rounds with each word in a lane of 64 bits, whose upper half holds leftovers until the end.
///
/// A vector unit multiplies the lower halves of such lanes in one step, so a loop over paths needs no shuffles.
@inlinable @inline(__always)
public func philoxLanes(
  _ first: UInt32, _ second: UInt32, _ third: UInt32, _ fourth: UInt32, _ key: SIMD2<UInt32>
) -> (high: UInt64, low: UInt64) {
  var (a, b, c, d) = (UInt64(first), UInt64(second), UInt64(third), UInt64(fourth))
  var (k0, k1) = (key.x, key.y)
  for _ in 0..<10 {
    let even = (a & 0xffff_ffff) &* 0xD251_1F53
    let odd = (c & 0xffff_ffff) &* 0xCD9E_8D57
    a = (odd &>> 32) ^ b ^ UInt64(k0)
    b = odd
    c = (even &>> 32) ^ d ^ UInt64(k1)
    d = even
    k0 &+= 0x9E37_79B9
    k1 &+= 0xBB67_AE85
  }
  return (a &<< 32 | (b & 0xffff_ffff), c &<< 32 | (d & 0xffff_ffff))
}
