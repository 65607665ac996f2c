/// Which of many axes are worth a search: among hundreds that tell nothing, some always seem to.
extension [DiscoveryAxis] {
  /// Standard errors that the wanted cases' mean rank must be away from that of all.
  private static let errors = 3.0

  /// Those on which wanted cases lie higher or lower than others (by Wilcoxon's rank sum), the clearest first and so
  /// many at most, in their own order. Axes of words all stay.
  func telling(of isWanted: [Bool], most: Int) -> [DiscoveryAxis] {
    let sizes = map { $0.words.isEmpty ? $0.rankShift(of: isWanted) : .infinity }
    let kept = indices.filter { sizes[$0] >= Self.errors }.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
    return kept.prefix(most).sorted().map { self[$0] }
  }
}

extension DiscoveryAxis {
  /// By how many standard errors the wanted cases' rank sum is away from what chance would give; equal values share
  /// their ranks.
  func rankShift(of isWanted: [Bool]) -> Double {
    let ranks = ranks, count = Double(values.count), wanted = Double(isWanted.count { $0 })
    guard wanted > 0, wanted < count else { return 0 }
    let mean = (count + 1) / 2
    let sum = zip(ranks, isWanted).reduce(0) { $0 + ($1.1 ? $1.0 - mean : 0) }
    let squares = ranks.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let variance = wanted * (count - wanted) / (count * (count - 1)) * squares
    return variance > 0 ? abs(sum) / variance.squareRoot() : 0
  }

  private var ranks: [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count), first = 0
    while first < order.count {
      var last = first
      while last + 1 < order.count, values[order[last + 1]] == values[order[first]] { last += 1 }
      for place in first...last { ranks[order[place]] = Double(first + last) / 2 + 1 }
      first = last + 1
    }
    return ranks
  }
}
