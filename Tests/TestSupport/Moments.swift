/// The mean of some numbers.
public func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

/// The number in the middle, or halfway between the two there.
public func median(_ values: [Double]) -> Double {
  let sorted = values.sorted(), half = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}

/// The variance of the population that the numbers are a sample of.
public func variance(_ values: [Double]) -> Double {
  let center = mean(values)
  return values.reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(values.count - 1)
}

/// How many standard errors the mean of independent values lies from what it should be.
public func score(_ values: [Double], _ expected: Double) -> Double {
  (mean(values) - expected) / (variance(values) / Double(values.count)).squareRoot()
}

extension Array<Double> {
  /// Appends so many numbers, each of its place.
  public mutating func append(_ count: Int, _ number: (Int) -> Double) {
    for place in 0..<count { append(number(place)) }
  }
}
