/// Means by group.
enum Grouping {
  /// The variance of the means of groups.
  static func variance(of values: [Double], _ groups: [Int], _ weights: [Double]) -> Double {
    let count = (groups.max() ?? -1) + 1
    var sums = [Double](repeating: 0, count: count), sizes = sums
    for place in values.indices where weights[place] > 0 {
      sums[groups[place]] += weights[place] * values[place]
      sizes[groups[place]] += weights[place]
    }
    let total = sizes.reduce(0, +), mean = sums.reduce(0, +) / total
    return sums.indices.reduce(0) { sum, group in
      guard sizes[group] > 0 else { return sum }
      let distance = sums[group] / sizes[group] - mean
      return sum + sizes[group] * distance * distance
    } / total
  }

  /// The weighted variance of values.
  static func variance(of values: [Double], _ weights: [Double]) -> Double {
    let total = weights.reduce(0, +)
    let mean = values.indices.reduce(0) { $0 + weights[$1] * values[$1] } / total
    return values.indices.reduce(0) { $0 + weights[$1] * (values[$1] - mean) * (values[$1] - mean) } / total
  }

  /// The unbiased variance of a weighted sample.
  static func sampleVariance(_ values: [Double], _ weights: [Double]) -> Double {
    variance(of: values, weights) * Double(values.count) / Double(max(values.count - 1, 1))
  }
}
