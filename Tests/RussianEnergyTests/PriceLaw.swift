import Kernels

/// Δx′ = k (m − x) + φ Δx + s z: where the log price and its spread are after some months, by the recursion of its
/// two states.
struct PriceLaw {
  let k: Double
  let momentum: Double
  let volatility: Double

  /// Means of x − m after each month, from a gap and a change.
  func means(gap: Double, change: Double, months: Int) -> [Double] {
    var x = gap, d = change
    return (0..<months).map { _ in
      d = -k * x + momentum * d
      x += d
      return x
    }
  }

  /// Variances of x after each month: sums of the squared answers to one surprise.
  func variances(months: Int) -> [Double] {
    let answers = [1.0] + means(gap: 1, change: 1, months: months)
    var sum = 0.0
    return (0..<months).map { month in
      sum += answers[month] * answers[month] * volatility * volatility
      return sum
    }
  }
}
