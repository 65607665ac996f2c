internal import Engine
internal import Scenarios

/// Looks for laws under which a rare event isn't rare, by cross-entropy (Rubinstein and Kroese 2004): of paths drawn from
/// the last law the tenth that is nearest to the event says where the next law's means are, until enough reach it.
///
/// Only coordinates are moved that go with the distance to the event on plain paths: hundreds that say nothing would cost
/// more than they bring.
struct CornerSearch {
  /// So many laws are tried.
  private static let most = 8
  private static let elite = 0.1
  /// The share of a search's paths that has to reach the event.
  private static let enough = 0.03
  /// Standard errors that a coordinate's correlation with the distance must be away from none.
  private static let errors = 4.0
  /// The part of a search's paths that stays plain, so that no weight is above ten.
  private static let plain = 0.1
  /// A final law's paths, and those of the law before it, which knows more ways to the event.
  private static let shares = (last: 0.65, before: 0.25)

  let trial: Trial
  let conditions: [Question.Condition]
  let paths: Int
  let options: RunOptions

  /// The mixture to draw from, and how many paths it took to find it.
  func found() throws -> (mixture: CornerMixture, paths: Int) {
    var laws: [[Int: Double]] = [], coordinates: [Int] = []
    for step in 0..<CornerSearch.most {
      let pilot = try pilot(laws.last, step)
      let hits = Double(pilot.distances.count { $0 >= 0 })
      let isEnough = hits >= CornerSearch.enough * Double(paths)
      // A chance that isn't rare needs no other law than the plain one.
      if hits >= CornerSearch.elite * Double(paths) && laws.isEmpty { return (CornerMixture(), paths) }
      if step == 0 { coordinates = telling(pilot) }
      guard let law = law(pilot, coordinates, isEnough: isEnough), !law.isEmpty else {
        return (mixture(laws), (step + 1) * paths)
      }
      laws.append(law)
      if isEnough { return (mixture(laws), (step + 1) * paths) }
    }
    return (mixture(laws), CornerSearch.most * paths)
  }

  private func mixture(_ laws: [[Int: Double]]) -> CornerMixture {
    guard let last = laws.last else { return CornerMixture() }
    guard laws.count > 1 else { return CornerMixture([(1 - CornerSearch.plain, last)]) }
    return CornerMixture([
      (CornerSearch.shares.last, last), (CornerSearch.shares.before, laws[laws.count - 2]),
    ])
  }

  private struct Pilot {
    let tilt: ChanceTilt
    let weights: [Double]
    /// How far each path is beyond the event's limit; below 0 where it isn't there.
    let distances: [Double]
  }

  private func pilot(_ law: [Int: Double]?, _ step: Int) throws -> Pilot {
    var pilot = trial
    pilot.settings.paths = paths
    pilot.settings.seed = trial.settings.seed &+ 0x9e37_79b9_7f4a_7c15 &* UInt64(step + 1)
    let mixture = CornerMixture(law.map { [(1 - CornerSearch.plain, $0)] } ?? [])
    let simulation = try Simulation(model: pilot.model, settings: pilot.settings)
    let tilt = ChanceTilt(mixture, simulation, pilot, keepsScores: true)
    let table = try pilot.pathTable(conditions.flatMap(\.quantities).map(\.series), tilt.moving(options))
    return Pilot(tilt: tilt, weights: tilt.weights(paths: paths), distances: distances(table))
  }

  /// Of several conditions the one that is farthest from holding counts, each in its own standard deviations.
  private func distances(_ table: PathTable) -> [Double] {
    let gaps = conditions.map { condition -> [Double] in
      let pairs = zip(condition.left.values(table), condition.right.values(table))
      let isUp = condition.relation == .above || condition.relation == .atLeast
      let gaps = pairs.map { isUp ? $0 - $1 : $1 - $0 }
      guard conditions.count > 1 else { return gaps }
      let mean = gaps.reduce(0, +) / Double(gaps.count)
      let square = gaps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(gaps.count)
      return gaps.map { $0 / max(square.squareRoot(), 1e-300) }
    }
    return (0..<table.paths).map { path in gaps.map { $0[path] }.min() ?? 0 }
  }

  /// The coordinates that go with the rank of the distance on plain paths.
  private func telling(_ pilot: Pilot) -> [Int] {
    let order = pilot.distances.indices.sorted { pilot.distances[$0] < pilot.distances[$1] }
    var ranks = [Double](repeating: 0, count: paths)
    for (rank, path) in order.enumerated() { ranks[path] = Double(rank) - Double(paths - 1) / 2 }
    let size = (ranks.reduce(0) { $0 + $1 * $1 } * Double(paths)).squareRoot()
    let least = CornerSearch.errors / Double(paths).squareRoot()
    return (0..<pilot.tilt.coordinates).filter { coordinate in
      let sum = ranks.indices.reduce(0) { $0 + ranks[$1] * pilot.tilt.score(coordinate, path: $1) }
      return abs(sum / size) > least
    }
  }

  /// The means of the paths that are nearest to the event; nil where there is none.
  private func law(_ pilot: Pilot, _ coordinates: [Int], isEnough: Bool) -> [Int: Double]? {
    let sorted = pilot.distances.sorted()
    let level = isEnough ? 0 : sorted[Int((1 - CornerSearch.elite) * Double(sorted.count))]
    // Where so many paths are equally far that they are no tenth, those beyond them count.
    let isCrowded = pilot.distances.count { $0 >= level } > 2 * Int(CornerSearch.elite * Double(paths))
    let elite = pilot.distances.indices.filter {
      isCrowded && !isEnough ? pilot.distances[$0] > level : pilot.distances[$0] >= level
    }
    let sum = elite.reduce(0) { $0 + pilot.weights[$1] }
    guard sum > 0 else { return nil }
    let means = coordinates.map { coordinate in
      elite.reduce(0) { $0 + pilot.weights[$1] * pilot.tilt.score(coordinate, path: $1) } / sum
    }
    return Dictionary(uniqueKeysWithValues: zip(coordinates, means))
  }
}
