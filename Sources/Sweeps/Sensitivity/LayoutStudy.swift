internal import Kernels
internal import Studies
internal import Synchronization

/// The estimates of one layout, with resampling.
struct LayoutStudy: Sendable {
  private let layout: SweepLayout
  private let parts: [any PartShares]
  private let labels: [ShareLabel]
  private let hasRest: Bool
  let isSampled: Bool

  init(_ layout: SweepLayout, groups: [[String]]) {
    self.layout = layout
    isSampled = layout.parts.contains(where: \.isSampled)
    parts = zip(layout.parts, layout.places).map { part, places -> any PartShares in
      switch part.kind {
      case .chosen, .together: ChosenShares(part)
      case .drawn: DrawnShares(part, points: Set(places).sorted(), groups: groups)
      case .trajectories: TrajectoryEffects(part)
      case .exchanged: ExchangedShares(part)
      }
    }
    labels = isSampled ? parts.flatMap(\.labels) : FactorialShares(layout).labels
    hasRest = !layout.parts.contains { $0.isDependent && $0.kind == .drawn || $0.kind == .trajectories }
  }

  /// Those that are estimated, and those that follow.
  var allLabels: [ShareLabel] {
    labels + (hasRest ? [ShareLabel(measure: .first, parameter: SweepSensitivity.rest)] : [])
      + labels.filter { $0.measure == .first }.map {
        ShareLabel(measure: .reduction, parameter: $0.parameter)
      }
  }

  /// An estimate for each result and label.
  func estimates(_ results: [[Double]], threads: Int) throws -> [[IndexEstimate]] {
    let whole = values(results, draw: nil)
    guard isSampled else { return whole.map { $0.map { IndexEstimate(exact: $0) } } }
    guard fewestUnits > 1 else {
      return whole.map { $0.map { IndexEstimate(value: $0, error: .nan) } }
    }
    let drawn = Mutex([[[Double]]](repeating: [], count: Resampling.count))
    try forEachBlock(count: Resampling.count, threads: threads) { draw, _ in
      let made = values(results, draw: draw)
      drawn.withLock { $0[draw] = made }
    }
    let all = drawn.withLock { $0 }
    return results.indices.map { result in
      whole[result].indices.map { label in
        IndexEstimate(value: whole[result][label], resampled: all.map { $0[result][label] })
      }
    }
  }

  /// Of the sampled parts: one unit, drawn anew, is the same again, which tells nothing of others.
  private var fewestUnits: Int {
    zip(layout.parts, layout.places).filter { $0.0.isSampled }
      .map { part, places in Set(places.map { $0 / part.unit }).count }.min() ?? 0
  }

  /// A value for each result and label, of all cases or of a draw of them.
  private func values(_ results: [[Double]], draw: Int?) -> [[Double]] {
    guard isSampled else {
      let shares = FactorialShares(layout)
      return results.map { result in
        let variance = Grouping.variance(of: result, [Double](repeating: 1, count: result.count))
        guard LayoutStudy.isVaried(result, variance) else { return completed(zeros, 0) }
        return completed(shares.values(result, variance: variance).map(LayoutStudy.withoutDust), variance)
      }
    }
    let weights = self.weights(draw)
    let ready = layout.parts.indices.map { place in
      parts[place].weighted(pointSums(place, weights, [Double](repeating: 1, count: weights.count)))
    }
    return results.map { result in
      let variance = self.variance(result, weights)
      guard LayoutStudy.isVaried(result, variance) else { return completed(zeros, 0) }
      return completed(
        layout.parts.indices.flatMap { place in
          let sums = pointSums(place, weights, result)
          let counts = pointSums(place, weights, [Double](repeating: 1, count: weights.count))
          return ready[place](zip(sums, counts).map { $1 > 0 ? $0 / $1 : 0 }, variance)
        }, variance)
    }
  }

  /// Differences in the last digits are none.
  private static func isVaried(_ result: [Double], _ variance: Double) -> Bool {
    let size = result.reduce(0) { max($0, $1.magnitude) }
    return variance > 1e-18 * size * size
  }

  /// A share without the dust of binary fractions.
  private static func withoutDust(_ share: Double) -> Double { share.magnitude < 1e-9 ? 0 : share }

  private var zeros: [Double] { labels.map { _ in 0 } }

  private func completed(_ values: [Double], _ variance: Double) -> [Double] {
    let firsts = zip(labels, values).filter { $0.0.measure == .first }.map(\.1)
    let rest = hasRest ? [variance > 0 ? LayoutStudy.withoutDust(1 - firsts.reduce(0, +)) : 0] : []
    let falls = firsts.map { variance.squareRoot() * (1 - (1 - min(max($0, 0), 1)).squareRoot()) }
    return values + rest + falls
  }

  /// How often each case counts: as often as its units of all sampled parts were drawn.
  private func weights(_ draw: Int?) -> [Double] {
    var weights = [Double](repeating: 1, count: layout.cases.count)
    guard let draw else { return weights }
    for (place, part) in layout.parts.enumerated() where part.isSampled {
      let units = Set(layout.places[place].map { $0 / part.unit }).sorted()
      let drawn = Resampling.weights(of: units.count, draw: draw, kind: UInt32(place))
      var times = [Double](repeating: 0, count: part.units)
      for (unit, weight) in zip(units, drawn) { times[unit] = weight }
      for number in weights.indices { weights[number] *= times[layout.places[place][number] / part.unit] }
    }
    return weights
  }

  private func pointSums(_ part: Int, _ weights: [Double], _ values: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: layout.parts[part].count)
    for (number, point) in layout.places[part].enumerated() {
      sums[point] += weights[number] * values[number]
    }
    return sums
  }

  /// The variance of all cases, of those alone that Saltelli's sample doesn't mix.
  private func variance(_ result: [Double], _ weights: [Double]) -> Double {
    var kept = weights
    var count = Int.max
    for (place, part) in layout.parts.enumerated() where part.isSampled {
      let points = part.kind == .exchanged ? 2 * part.units : Set(layout.places[place]).count
      count = min(count, points)
      guard part.kind == .exchanged else { continue }
      for number in kept.indices {
        let step = layout.places[place][number] % part.unit
        if step != 0 && step != part.unit - 1 { kept[number] = 0 }
      }
    }
    return Grouping.variance(of: result, kept) * Double(count) / Double(max(count - 1, 1))
  }
}
