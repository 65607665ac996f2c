/// The extremes of values, their sums by replicate and those of their products with the controls, in one reading.
struct Reading {
  let low: Double
  let high: Double
  /// One for each of the 16 replicates, value after value.
  let sums: [Double]
  /// Σ c y of each control.
  let cross: [Double]

  /// Reads values, and on the same paths the controls.
  init(_ values: UnsafeBufferPointer<Double>, _ controls: [UnsafeBufferPointer<Double>] = []) {
    var part = PartialReading(controls: controls.count)
    part.read(values, controls, values.indices)
    self = part.finished(values, controls)
  }

  fileprivate init(low: Double, high: Double, sums: [Double], cross: [Double]) {
    (self.low, self.high, self.sums, self.cross) = (low, high, sums, cross)
  }

  /// Where a value is no number, a sum isn't one.
  var isFinite: Bool { sums.allSatisfy(\.isFinite) }
}

/// A reading as it goes, one piece of the paths after the other.
struct PartialReading {
  private var lows = SIMD16<Double>(repeating: .infinity), highs = SIMD16<Double>(repeating: -.infinity)
  private var sums = SIMD16<Double>.zero
  /// Of each control.
  private var products: [SIMD8<Double>]

  init(controls: Int) { products = Array(repeating: .zero, count: controls) }

  /// Reads the next paths: a multiple of 16, unless they are the last.
  mutating func read(
    _ values: UnsafeBufferPointer<Double>, _ controls: [UnsafeBufferPointer<Double>], _ piece: Range<Int>
  ) {
    // Variables of the function: those of the object would be written at each step.
    var (lows, highs, sums) = (lows, highs, sums)
    for first in stride(from: piece.lowerBound, to: piece.upperBound & ~15, by: 16) {
      let next = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(values)[(8 * first)...])
        .loadUnaligned(as: SIMD16<Double>.self)
      lows.replace(with: next, where: next .< lows)
      highs.replace(with: next, where: next .> highs)
      sums += next
    }
    (self.lows, self.highs, self.sums) = (lows, highs, sums)
    for first in stride(from: 0, to: controls.count, by: 3) { multiply(values, controls, first, piece) }
  }

  /// Adds the products with three controls from one on: one sum alone would wait for itself.
  private mutating func multiply(
    _ values: UnsafeBufferPointer<Double>, _ controls: [UnsafeBufferPointer<Double>], _ row: Int,
    _ piece: Range<Int>
  ) {
    let last = controls.count - 1, (second, third) = (min(row + 1, last), min(row + 2, last))
    let (a, b, c) = (controls[row], controls[second], controls[third])
    var sums = (products[row], products[second], products[third])
    for first in stride(from: piece.lowerBound, to: piece.upperBound & ~7, by: 8) {
      let next = values.eight(from: first)
      sums.0 += a.eight(from: first) * next
      sums.1 += b.eight(from: first) * next
      sums.2 += c.eight(from: first) * next
    }
    // The last first: where there are fewer than three it is the same.
    (products[third], products[second], products[row]) = (sums.2, sums.1, sums.0)
  }

  /// What was read, once all paths have been.
  func finished(_ values: UnsafeBufferPointer<Double>, _ controls: [UnsafeBufferPointer<Double>]) -> Reading {
    var low = lows.min(), high = highs.max(), sums = self.sums.indices.map { self.sums[$0] }
    let whole = values.count & ~15
    for index in whole..<values.count {
      sums[index - whole] += values[index]
      low = min(low, values[index])
      high = max(high, values[index])
    }
    let cross = controls.indices.map { row in
      (values.count & ~7..<values.count).reduce(products[row].sum()) { $0 + controls[row][$1] * values[$1] }
    }
    return Reading(low: low, high: high, sums: sums, cross: cross)
  }
}
