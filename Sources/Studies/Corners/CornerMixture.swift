internal import Engine
internal import Sampling

/// Where paths are drawn from when a corner is looked into: the plain law, and laws whose normal numbers have other means.
///
/// A coordinate is a parameter (its number's normal score), or a month of a factor. Under the plain law all are
/// independent and standard normal, so the likelihood of a shifted law over the plain one is exp(Σ (δ z − δ²/2)).
struct CornerMixture: Sendable {
  /// The share of the paths that is drawn from each law; the first is the plain one.
  var shares = [1.0]
  /// By coordinate, the mean under each law; those that no law moves are missing.
  var shifts: [Int: [Double]] = [:]

  /// A law's own part of the paths, after the plain one.
  init(_ laws: [(share: Double, shifts: [Int: Double])] = []) {
    shares = [1 - laws.reduce(0) { $0 + $1.share }] + laws.map(\.share)
    for (place, law) in laws.enumerated() {
      for (coordinate, shift) in law.shifts {
        shifts[coordinate, default: [Double](repeating: 0, count: laws.count + 1)][place + 1] = shift
      }
    }
  }

  /// Which law each path is drawn from.
  func laws(paths: Int, seed: UInt64) -> [Int] {
    let stream = Stream(seed: seed, name: "study:corner")
    return (0..<paths).map { path in
      var rest = stream.uniform(entity: 0, path: UInt32(path), month: 0, draw: 0)
      for (law, share) in shares.enumerated().dropLast() {
        if rest < share { return law }
        rest -= share
      }
      return shares.count - 1
    }
  }
}
