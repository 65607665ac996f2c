/// How policies fare over futures: by regret, by how often a goal is met, in the worst tenth; and which wins where.
public struct Robustness: Sendable {
  /// A policy's numbers.
  public struct Row: Sendable, Equatable {
    /// The policy's name.
    public let policy: String
    /// The share of futures in which it meets the goal (satisficing).
    public let met: Discovery.Limits
    /// By how much it falls short of the best policy of each future, on average over futures.
    public let regret: Discovery.Limits
    /// The largest of these.
    public let mostRegret: Double
    /// The mean in the worst tenth of its futures.
    public let worstTenth: Double
    /// The mean over all futures.
    public let mean: Double
    /// The share of futures in which no policy is better; where several are equally good, each gets its part.
    public let won: Double
  }

  /// Some neighbouring values of an axis of the futures.
  public struct Band: Sendable, Equatable {
    /// The values' ends; both are inside.
    public let range: ClosedRange<Double>
    /// How many futures have one.
    public let futures: Int
    /// For each policy, the share of them that it wins.
    public let won: [Double]
    /// For each policy, its mean regret there.
    public let regret: [Double]
  }

  /// What is held against the goal: a number for each policy and future.
  public struct Results: Sendable {
    /// `[policy][future]`.
    public let values: [[Double]]
    /// Whether the goal is met.
    public let isMet: [[Bool]]
    /// Whether more is better.
    public let isMoreBetter: Bool
    /// The unit of the values.
    public let unit: String

    /// - Parameters:
    ///   - values: `[policy][future]`.
    ///   - isMet: whether each meets the goal.
    public init(values: [[Double]], isMet: [[Bool]], isMoreBetter: Bool, unit: String) {
      self.values = values
      self.isMet = isMet
      self.isMoreBetter = isMoreBetter
      self.unit = unit
    }

    var futures: Int { values.first?.count ?? 0 }

    /// How much a policy falls short of the best one of a future.
    func regret(_ policy: Int, _ future: Int) -> Double {
      let all = values.map { $0[future] }
      let best = isMoreBetter ? all.max() : all.min()
      return abs((best ?? 0) - values[policy][future])
    }

    /// The part of a future that a policy wins.
    func won(_ policy: Int, _ future: Int) -> Double {
      guard regret(policy, future) == 0 else { return 0 }
      return 1 / Double(values.indices.count { regret($0, future) == 0 })
    }
  }

  /// The policies, in the order of the sweep.
  public let rows: [Row]
  /// How many futures each policy met.
  public let futures: Int
  /// The axis of the futures that tells most about who wins; nil where none tells anything.
  public let leading: DiscoveryAxis?
  /// Its values in bands, from low to high.
  public let bands: [Band]
  /// The unit of regret and means.
  public let unit: String

  private static let tenth = 0.1
  /// More different values than this are cut into as many bands of equal size.
  static let mostBands = 5

  /// - Parameters:
  ///   - policies: their names.
  ///   - axes: what differs between futures, with a value for each.
  public init(_ policies: [String], _ axes: [DiscoveryAxis], _ results: Results) {
    futures = results.futures
    unit = results.unit
    rows = policies.enumerated().map { Robustness.row($1, $0, results) }
    let split = axes.filter { !$0.isConstant }.map { ($0, Robustness.bands($0, results)) }
    let told = split.map { (axis: $0.0, bands: $0.1, told: Robustness.told($0.1)) }
    let best = told.max { $0.told < $1.told }
    let leading = best.flatMap { $0.told > 0 ? $0 : nil }
    self.leading = leading?.axis
    bands = leading?.bands ?? []
  }

  private static func row(_ name: String, _ policy: Int, _ results: Results) -> Row {
    let values = results.values[policy], futures = values.indices
    let regrets = futures.map { results.regret(policy, $0) }
    let sorted = values.sorted { results.isMoreBetter ? $0 < $1 : $0 > $1 }
    let worst = sorted.prefix(max(1, Int((tenth * Double(values.count)).rounded())))
    return Row(
      policy: name, met: limits(results.isMet[policy].map { $0 ? 1 : 0 }), regret: limits(regrets),
      mostRegret: regrets.max() ?? 0, worstTenth: mean(Array(worst)), mean: mean(values),
      won: mean(futures.map { results.won(policy, $0) }))
  }

  private static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }

  /// A mean with its 90 % interval over futures drawn with replacement.
  private static func limits(_ values: [Double]) -> Discovery.Limits {
    let drawn = (0..<Resampling.count).map { draw in
      mean(Resampling.places(of: values.count, draw: draw).map { values[$0] })
    }.sorted()
    return Discovery.Limits(
      value: mean(values), low: quantile(drawn, 0.05), high: quantile(drawn, 0.95))
  }

  // MARK: Who wins where

  private static func bands(_ axis: DiscoveryAxis, _ results: Results) -> [Band] {
    groups(axis.values).map { futures in
      let values = futures.map { axis.values[$0] }
      return Band(
        range: (values.min() ?? 0)...(values.max() ?? 0), futures: futures.count,
        won: results.values.indices.map { policy in mean(futures.map { results.won(policy, $0) }) },
        regret: results.values.indices.map { policy in mean(futures.map { results.regret(policy, $0) }) })
    }
  }

  /// Futures by value where there are few different ones, else in groups of equal size by rank.
  static func groups(_ values: [Double]) -> [[Int]] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    let different = Array(Set(values)).sorted()
    guard different.count > mostBands else {
      return different.map { value in order.filter { values[$0] == value } }
    }
    return (0..<mostBands).map { band in
      Array(order[band * order.count / mostBands..<(band + 1) * order.count / mostBands])
    }
  }

  /// How much knowing the band tells about who wins: the mean fall of Gini's chance to guess wrong.
  static func told(_ bands: [Band]) -> Double {
    let all = Double(bands.reduce(0) { $0 + $1.futures })
    guard let first = bands.first, all > 0 else { return 0 }
    func gini(_ shares: [Double]) -> Double { 1 - shares.reduce(0) { $0 + $1 * $1 } }
    let whole = first.won.indices.map { policy in
      bands.reduce(0) { $0 + $1.won[policy] * Double($1.futures) } / all
    }
    let inside = bands.reduce(0) { $0 + gini($1.won) * Double($1.futures) / all }
    // What equally good policies share in every future tells nothing.
    return max(0, gini(whole) - inside) < 1e-12 ? 0 : gini(whole) - inside
  }
}
