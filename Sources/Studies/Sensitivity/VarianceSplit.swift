public import Engine
internal import Sampling

/// How much of each result's variance each part of what chance decides explains alone.
///
/// A second run holds one part as the first has it and draws all else anew: the correlation of both is the part's closed
/// index Var E(y | part) / Var y, whatever is correlated inside it. What is left of the whole, the parts explain only
/// together. A sum of the indices of single parameters can't tell this: it adds up hundreds of errors, and counts twice
/// what correlated parameters share.
public struct VarianceSplit: Sendable {
  /// Who explains.
  public enum Part: Sendable, Hashable {
    case group(ChanceGroup)
    /// What the groups explain only together.
    case together
  }

  /// One part of one series' variance.
  public struct Row: Sendable {
    /// The series.
    public let series: Series
    /// Which part.
    public let part: Part
    /// Its share of the variance.
    public let share: IndexEstimate
    /// The standard deviation of the result, in its unit.
    public let deviation: Double

    /// The standard deviation that the part alone would leave.
    public var own: Double { deviation * max(share.value, 0).squareRoot() }
  }

  /// By series, the largest share first, what they do together last.
  public let rows: [Row]
  /// The sections whose shocks are the drivers.
  public let drivers: [String]

  /// One run for each group that the case has.
  ///
  /// - Parameter base: the case's own values over its horizon.
  init(_ trial: Trial, base: PathValues, _ options: RunOptions) throws {
    let groups = ChanceGroup.allCases.filter { group in
      switch group {
      case .events: !trial.settings.events.isEmpty
      case .drivers: !trial.model.drivers.isEmpty
      default: true
      }
    }
    let again = try groups.map { try trial.holding($0).pathValues([trial.horizon], options) }
    drivers = trial.model.drivers
    rows = base.series.indices.flatMap { series in
      VarianceSplit.rows(
        base.series[series], base.values[series][0],
        zip(groups, again).map { (Part.group($0), $1.values[series][0]) })
    }
  }

  /// Of one series.
  public func rows(_ series: Series) -> [Row] { rows.filter { $0.series.slot == series.slot } }

  private static func rows(
    _ series: Series, _ values: [Double], _ again: [(part: Part, values: [Double])]
  ) -> [Row] {
    let sd = deviation(values)
    let indices = again.map { replicateCorrelations(values, $0.values) }
    let rest = (indices.first ?? []).indices.map { replicate in
      1 - indices.reduce(0) { $0 + $1[replicate] }
    }
    func row(_ part: Part, _ replicates: [Double]) -> Row {
      Row(
        series: series, part: part,
        share: sd > 0 ? IndexEstimate(replicates: replicates) : IndexEstimate(value: 0, error: 0),
        deviation: sd)
    }
    let own = zip(again, indices).map { row($0.part, $1) }.sorted { $0.share.value > $1.share.value }
    return own + [row(.together, rest)]
  }
}

extension Trial {
  /// The case with all chance but one group's drawn anew, by independent points.
  func holding(_ group: ChanceGroup) -> Trial {
    var other = self
    other.settings.held = HeldChance([group], seed: settings.seed, design: settings.design)
    other.settings.seed = stableHash(seed: settings.seed, name: "sensitivity:drawn anew")
    // Another scramble of the same points would share their strata with the first.
    other.settings.design = .random
    return other
  }
}

/// The correlation of two numbers of each path, by replicate.
func replicateCorrelations(_ a: [Double], _ b: [Double]) -> [Double] {
  (0..<min(designReplicates, a.count)).map { first in
    let paths = Array(stride(from: first, to: a.count, by: designReplicates)), count = Double(paths.count)
    let meanA = paths.reduce(0) { $0 + a[$1] } / count, meanB = paths.reduce(0) { $0 + b[$1] } / count
    var product = 0.0, squareA = 0.0, squareB = 0.0
    for path in paths {
      let x = a[path] - meanA, y = b[path] - meanB
      (product, squareA, squareB) = (product + x * y, squareA + x * x, squareB + y * y)
    }
    return squareA > 0 && squareB > 0 ? product / (squareA * squareB).squareRoot() : 0
  }
}
