internal import Engine
internal import Kernels
internal import Sampling

/// Which plants strikes fall on, and how many strikes a month expects.
extension Outages {
  /// Plants of one exposure whose capacities differ by less than this factor count as two points where re-hits are
  /// expected: the sum over the fleet is then right to a ten-thousandth.
  private static let likeness = 2.0

  /// Plants of like weight, each group the places of some.
  static func groups(_ fleet: RefineryFleet, _ exposures: [(normal: Double, longer: Double)]) -> [[Int]] {
    let kinds = Dictionary(grouping: fleet.plants.indices) { plant in
      let exposure = exposures[fleet.plants[plant].district]
      return [exposure.normal, exposure.longer]
    }
    return kinds.sorted { $0.key.lexicographicallyPrecedes($1.key) }.flatMap { kind in
      let bySize = kind.value.sorted { fleet.plants[$0].capacity > fleet.plants[$1].capacity }
      return bySize.reduce(into: [[Int]]()) { groups, plant in
        let largest = groups.last.map { fleet.plants[$0[0]].capacity } ?? .infinity
        if largest >= likeness * fleet.plants[plant].capacity { groups.append([]) }
        groups[groups.count - 1].append(plant)
      }
    }
  }

  /// Weights of the plants among the targets: exposure of the district times a power of capacity.
  func weigh(_ paths: MonthView, longer: Column) {
    let weights = paths.matrix(weights), exponent = paths[hazard.capacityExponent]
    for plant in fleet.plants.indices {
      let exposure = exposures[fleet.plants[plant].district], capacity = fleet.plants[plant].capacity
      let weight = weights[plant]
      for path in paths.indices {
        let reach = exposure.normal + longer[path] * (exposure.longer - exposure.normal)
        weight[path] = reach * power(capacity, exponent[path])
      }
    }
    for (group, plants) in groups.enumerated() { condense(plants, paths, into: group * TwoPoints.rows) }
    let target = WeightedChoice(paths.matrix(targets)), all = paths[allWeights]
    target.prepare(weights)
    for path in paths.indices { all[path] = target.total(path: path) }
  }

  /// Puts two points in place of a group of plants; one plant is a point by itself.
  private func condense(_ plants: [Int], _ paths: MonthView, into first: Int) {
    let grouped = paths.matrix(grouped), weights = paths.matrix(weights)
    guard plants.count > 1 else {
      for row in first..<first + 2 { grouped[row].assign(weights[plants[0]]) }
      return
    }
    for row in first..<first + TwoPoints.rows { grouped[row].fill(0) }
    let product = paths.matrix(scratch)[1]
    for plant in plants {
      let weight = weights[plant]
      product.fill(1)
      for row in first..<first + TwoPoints.rows {
        let sum = grouped[row]
        for path in paths.indices {
          product[path] *= weight[path]
          sum[path] += product[path]
        }
      }
    }
    let own = grouped[first..<first + TwoPoints.rows]
    for path in paths.indices {
      let points = TwoPoints(own[0][path], own[1][path], own[2][path], own[3][path])
      own[0][path] = points.weights.0
      own[1][path] = points.places.0
      own[2][path] = points.weights.1
      own[3][path] = points.places.1
    }
  }

  /// The strikes to expect of each kind: on plants as they are, and again on those that are damaged or were hit lately.
  ///
  /// All plants together are hit at the campaign's rate on average. Plants count with their expected re-hit factor, from
  /// their rates of the last months and the hits known at the start, rather than with the factor of their actual
  /// state: with that, no plant's rate ever falls on any path when the campaign is scaled up.
  func expect(_ paths: MonthView) {
    let rate = paths.month == start ? paths[unnamedRate] : paths[rate]
    let rehit = paths[hazard.rehit], window = paths[hazard.rehitDays], all = paths[allWeights]
    let past = paths.matrix(hazards), raised = paths.matrix(scratch)[1]
    let span = Double(past.rows) * daysPerMonth
    let recent = past.sum(0..<past.rows, into: paths.filled(0))
    for path in paths.indices { recent[path] *= window[path] / span }
    raised.assign(all)
    for (group, plants) in groups.enumerated() {
      let points = paths.matrix(grouped)[group * TwoPoints.rows..<(group + 1) * TwoPoints.rows]
      for point in 0..<min(plants.count, 2) {
        let weight = points[2 * point], place = points[2 * point + 1]
        for path in paths.indices {
          raised[path] += weight[path] * Outages.extra(recent[path] * place[path], rehit[path])
        }
      }
    }
    addKnown(paths, recent, to: raised)
    for month in (1..<past.rows).reversed() { past[month].assign(past[month - 1]) }
    let hazard = past[0], expected = paths.matrix(expected)
    for path in paths.indices {
      hazard[path] = rate[path] / raised[path]
      expected[StrikeKind.any][path] = hazard[path] * all[path]
      expected[StrikeKind.again][path] = hazard[path] * all[path] * (rehit[path] - 1)
    }
  }

  /// How much likelier a plant is hit, beyond 1, for having been hit lately with a chance that its recent rate gives.
  @inline(__always)
  static func extra(_ recent: Double, _ rehit: Double) -> Double {
    let once = 1 - exponential(-recent)
    return (rehit - 1) * (1 - exponential(-recent * (1 + (rehit - 1) * once)))
  }

  /// Plants of which a hit before the run is known to be recent count in full.
  private func addKnown(_ paths: MonthView, _ recent: Column, to raised: Column) {
    let start = paths.firstDay, rehit = paths[hazard.rehit], window = paths[hazard.rehitDays]
    let longest = paths.indices.reduce(0) { max($0, window[$1]) }
    for plant in fleet.plants.indices where (start - longest..<start).contains(lastKnownHit[plant]) {
      let known = lastKnownHit[plant], weight = paths.matrix(weights)[plant]
      for path in paths.indices {
        let more = rehit[path] - 1 - Outages.extra(recent[path] * weight[path], rehit[path])
        raised[path] += chosen(known > start - window[path], weight[path] * more, 0)
      }
    }
  }
}

/// Two points in place of many weights: with the same sums of the weights and of their second, third and fourth powers, so
/// that a sum of the weights times any smooth function of them stays nearly what it was (Gauss's quadrature).
struct TwoPoints {
  /// Columns that the sums, and then the points, take.
  static let rows = 4

  let weights, places: (Double, Double)

  /// Takes the sums of first to fourth powers.
  init(_ first: Double, _ second: Double, _ third: Double, _ fourth: Double) {
    let mean = chosen(first > 0, second / first, 0), square = chosen(first > 0, third / first, 0)
    let variance = max(square - mean * mean, 0), isOne = variance <= 1e-12 * square
    let cube = chosen(first > 0, fourth / first, 0)
    let skew = chosen(isOne, 0, (cube - 3 * mean * square + 2 * mean * mean * mean) / variance)
    let width = root(skew * skew + 4 * variance), above = (width + skew) / 2, below = (width - skew) / 2
    let share = chosen(isOne, half, below / width)
    weights = (first * share, first * (1 - share))
    places = (mean + above, mean - below)
  }
}

/// The kinds of strikes that are drawn: on any plant, and again on plants that are damaged or were hit lately.
enum StrikeKind {
  static let any = 0, again = 1
  static let count = 2
}
