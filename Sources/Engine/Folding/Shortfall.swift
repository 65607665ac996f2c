internal import Sampling

/// The mean of the lowest share of paths, or of the highest: what is called expected shortfall.
///
/// To first order it is the mean of q + (x − q) [x < q] / share, q being the percentile that bounds the share; the scatter
/// of that number between replicates gives the error.
struct Shortfall: Sendable {
  /// The share of paths that counts.
  private let share: Double
  private let isLowest: Bool

  /// - Parameter level: in (0, 1): below ½ the lowest `level`, else the highest 1 − `level`.
  init(level: Double) {
    isLowest = level < 0.5
    share = isLowest ? level : 1 - level
  }

  /// The mean of values that are all at hand, and its standard error.
  func estimate(_ values: UnsafeBufferPointer<Double>) -> (mean: Double, error: Double) {
    let sign = isLowest ? 1.0 : -1
    let sorted = values.map { sign * $0 }.sorted()
    let wanted = share * Double(sorted.count), whole = Int(wanted)
    let limit = sorted[min(whole, sorted.count - 1)]
    let sum = sorted[..<whole].reduce(0, +) + (wanted - Double(whole)) * limit
    let used = min(designReplicates, values.count)
    var sums = [Double](repeating: 0, count: used)
    for index in values.indices {
      let value = sign * values[index]
      sums[index % used] += limit + (value < limit ? (value - limit) / share : 0)
    }
    let means = sums.indices.map { sums[$0] / Double(Tally.size(of: $0, in: values.count)) }
    // A share of equal numbers is that number, to the bit.
    return (sorted[0] == limit ? sign * limit : sign * sum / wanted, standardError(means))
  }

  /// The mean of values that were counted: so many of each, in ascending order.
  func mean(_ cells: [(value: Double, count: Int)]) -> Double {
    let wanted = share * Double(cells.reduce(0) { $0 + $1.count })
    let ordered = isLowest ? cells : cells.reversed()
    if let first = ordered.first, Double(first.count) >= wanted { return first.value }
    var left = wanted, sum = 0.0
    for cell in ordered where left > 0 {
      let taken = min(left, Double(cell.count))
      sum += taken * cell.value
      left -= taken
    }
    return wanted > 0 ? sum / wanted : .nan
  }
}
