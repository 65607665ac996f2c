public import Kernels

/// Counts of a Poisson variable with a fixed mean, by inverse CDF with a guide table.
///
/// A count never falls when the mean rises at the same uniform number.
public struct PoissonCounts: Sendable {
  private static let guides = 2048

  private let cumulative: [Double]
  /// The count at the lower end of each of 2048 equal pieces of (0, 1).
  private let guide: [UInt8]

  /// Counts above `most` are taken for `most`, which is at most 255.
  public init(mean: Double, most: Int = 255) {
    var term = exponential(-mean)
    var sum = term
    var sums = [sum]
    for count in 1..<max(min(most, 255) + 1, 1) {
      term *= mean / Double(count)
      sum += term
      sums.append(sum)
    }
    sums[sums.count - 1] = .infinity
    cumulative = sums
    guide = (0..<PoissonCounts.guides).map { piece in
      UInt8(sums.firstIndex { $0 >= Double(piece) / Double(PoissonCounts.guides) } ?? 0)
    }
  }

  /// The count for one uniform number in (0, 1).
  @inline(__always)
  public func callAsFunction(_ uniform: Double) -> Int {
    var count = Int(guide[Int(uniform * Double(PoissonCounts.guides))])
    while uniform > cumulative[count] { count &+= 1 }
    return count
  }

  /// The counts for 256 uniform numbers, `stride` bytes apart.
  public func fill(_ uniforms: Column, into counts: UnsafeMutablePointer<UInt8>, stride: Int) {
    for path in uniforms.indices {
      counts[path * stride] = UInt8(truncatingIfNeeded: self(uniforms[path]))
    }
  }
}

/// Poisson counts of 256 paths with means of their own, by inverse CDF: they never fall when a mean rises.
///
/// - Parameters:
///   - none: e^(−mean), the chance of none.
///   - most: Larger counts are taken for this.
public func poissonCounts(_ uniforms: Column, mean: Column, none: Column, most: Int, into counts: Column) {
  let width = SIMD8<Double>.scalarCount, limit = SIMD8(repeating: Double(most))
  for first in stride(from: 0, to: blockWidth, by: width) {
    let uniform = uniforms[eight: first], mean = mean[eight: first]
    var term = none[eight: first], sum = term
    var count = SIMD8<Double>.zero, next = 0.0
    var isMore = uniform .> sum
    while any(isMore) && next < Double(most) {
      // Twice between two looks at whether all have ended.
      for _ in 0..<2 {
        next += 1
        count.replace(with: next, where: isMore)
        term *= quotient(mean, next)
        sum += term
        isMore .&= uniform .> sum
      }
    }
    count.replace(with: limit, where: count .> limit)
    counts[eight: first] = count
  }
}

/// Numbers over a whole number: over 1, 2, 4, ... by a product, which has the same bits and takes a fraction of the time.
@inline(__always)
private func quotient(_ numbers: SIMD8<Double>, _ whole: Double) -> SIMD8<Double> {
  whole.significandBitPattern == 0 ? numbers * (1 / whole) : numbers / whole
}
