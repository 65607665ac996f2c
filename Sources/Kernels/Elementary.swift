// Scalar functions without branches, so that a loop over columns becomes vector code (AVX2: about 1 ns
// an element for `exponential`).
//
// They use only + − × ÷ and bit moves (√ where a formula wants it): no libm and no fused multiply-add, hence the
// same bits on every processor.

/// `a` where the condition holds, else `b`, by masks: both are computed.
///
/// A ternary won't do for dear values: LLVM moves their computation into the branch and the loop stays scalar.
@inlinable @inline(__always)
public func chosen(_ condition: Bool, _ a: Double, _ b: Double) -> Double {
  let mask: UInt64 = condition ? .max : 0
  return Double(bitPattern: (a.bitPattern & mask) | (b.bitPattern & ~mask))
}

/// The larger of two numbers as one instruction of the vector unit, which `max` isn't; `b` where one is no number.
@inlinable @inline(__always)
public func larger(_ a: Double, _ b: Double) -> Double { a > b ? a : b }

/// The smaller of two numbers likewise.
@inlinable @inline(__always)
public func smaller(_ a: Double, _ b: Double) -> Double { a < b ? a : b }

/// The larger of each two of eight numbers.
@inlinable @inline(__always)
public func larger(_ a: SIMD8<Double>, _ b: SIMD8<Double>) -> SIMD8<Double> {
  b.replacing(with: a, where: a .> b)
}

/// The smaller of each two of eight numbers.
@inlinable @inline(__always)
public func smaller(_ a: SIMD8<Double>, _ b: SIMD8<Double>) -> SIMD8<Double> {
  b.replacing(with: a, where: a .< b)
}

/// e to the power `x`, within 2 units in the last place.
///
/// Cody–Waite reduction to |r| ≤ ½ ln 2 and the rational form of fdlibm. Results below e^−708 are flushed to zero;
/// above the largest double they are infinite.
@inlinable @inline(__always)
public func exponential(_ x: Double) -> Double {
  let floor = x < -708 ? -708.0 : x
  let clamped = floor > 710 ? 710.0 : floor
  let shifted = clamped * 1.4426950408889634 + 6755399441055744.0
  let n = shifted - 6755399441055744.0
  let high = clamped - n * 6.93147180369123816490e-01
  let low = n * 1.90821492927058770002e-10
  let r = high - low
  let t = r * r
  let p3 = 6.61375632143793436117e-05 + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08)
  let p = t * (1.66666666666666019037e-01 + t * (-2.77777777770155933842e-03 + t * p3))
  let c = r - p
  let y = 1 - ((low - (r * c) / (2 - c)) - high)
  // 2^(n−1): the low bits of `shifted` hold n; n − 1 keeps the exponent of 2^1024 in range.
  let half = Double(bitPattern: (shifted.bitPattern &+ 1022) &<< 52)
  let value = y * half * 2
  return x < -708 ? 0 : value
}

/// The natural logarithm, within 1 unit in the last place.
///
/// `logarithm(0)` is −∞, of a negative number NaN, of ∞ it is ∞; subnormal numbers are handled.
@inlinable @inline(__always)
public func logarithm(_ x: Double) -> Double {
  let tiny = x < 2.2250738585072014e-308
  let lifted = tiny ? x * 18014398509481984.0 : x
  let finite = normalLogarithm(lifted, lessBits: tiny ? 54.0 : 0.0)
  let positive = x < Double.infinity ? finite : x
  let notZero = x == 0 ? -Double.infinity : positive
  return x < 0 ? Double.nan : notZero
}

/// The natural logarithm of a positive, finite, normal number less `lessBits` · ln 2: the bits of `logarithm`.
@inlinable @inline(__always)
func normalLogarithm(_ x: Double, lessBits: Double = 0) -> Double {
  // Bits offset so that the mantissa falls into √½ ... √2.
  let bits = x.bitPattern &+ (0x3ff0_0000_0000_0000 &- 0x3fe6_a09e_667f_3bcd)
  let exponent = Double(bitPattern: (bits &>> 52) | 0x4330_0000_0000_0000) - 4503599627371519.0
  let k = exponent - lessBits
  let f = Double(bitPattern: (bits & 0x000f_ffff_ffff_ffff) &+ 0x3fe6_a09e_667f_3bcd) - 1
  let s = f / (2 + f)
  let z = s * s
  let w = z * z
  let even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01))
  let odd3 = 2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)
  let odd = z * (6.666666666666735130e-01 + w * odd3)
  let halfSquare = 0.5 * f * f
  let inner = s * (halfSquare + (even + odd)) + k * 1.90821492927058770002e-10
  return k * 6.93147180369123816490e-01 - ((halfSquare - inner) - f)
}

/// `x` to the power `y` for `x` ≥ 0, as e^(y ln x); the relative error grows as |y ln x| · 2^−53.
@inlinable @inline(__always)
public func power(_ x: Double, _ y: Double) -> Double {
  let value = exponential(y * logarithm(x))
  return chosen(y == 0, 1, value)
}

/// The square root of |x|, as vector code.
///
/// Swift's `squareRoot()` is C's `sqrt`, which may set `errno` for a negative number; that alone keeps a loop scalar.
@inlinable @inline(__always)
public func root(_ x: Double) -> Double {
  x.magnitude.squareRoot()
}

/// Rounds `x` to a multiple of 2^−`bits` (ties to even).
///
/// Exact for |x| < 2^(51 − bits). Numbers on a grid can be added in any order without changing a bit.
@inlinable @inline(__always)
public func roundedToGrid(_ x: Double, bits: Int) -> Double {
  let magic = gridMagic(bits)
  return (x + magic) - magic
}

/// The same of eight numbers.
@inlinable @inline(__always)
public func roundedToGrid(_ x: SIMD8<Double>, bits: Int) -> SIMD8<Double> {
  let magic = gridMagic(bits)
  return (x + magic) - magic
}

/// A number that leaves of what is added to it no more binary digits than the grid has.
@inlinable @inline(__always)
func gridMagic(_ bits: Int) -> Double {
  1.5 * Double(bitPattern: UInt64(truncatingIfNeeded: 1075 &- bits) &<< 52)
}

/// A whole number from 0 up to 2^51 as an integer, without asking whether it is one as `Int` does.
@inlinable @inline(__always)
public func wholeNumber(_ x: Double) -> Int {
  Int(truncatingIfNeeded: (x + 0x1p52).bitPattern & 0xf_ffff_ffff_ffff)
}

/// The whole number whose bits, as an integer's up to 2^51, are those of `bits`.
@inlinable @inline(__always)
public func wholeNumber(fromBits bits: Double) -> Double {
  Double(bitPattern: bits.bitPattern | 0x4330_0000_0000_0000) - 0x1p52
}

/// 1 where a number is below another, else 0, without a branch; both must be 0 or more, as chances are.
@inlinable @inline(__always)
public func isBelow(_ a: Double, _ b: Double) -> Int {
  Int(truncatingIfNeeded: (a.bitPattern &- b.bitPattern) &>> 63)
}

/// Keeps `bits` (1 ... 51) significant binary digits of `x`, rounding to nearest (Veltkamp's splitting).
@inlinable @inline(__always)
public func roundedToSignificantBits(_ x: Double, bits: Int) -> Double {
  let factor = Double(bitPattern: UInt64(truncatingIfNeeded: 1076 &- bits) &<< 52) + 1
  let product = x * factor
  return product - (product - x)
}
