public import Studies

/// A measure of what an axis of a sweep does to a result.
public enum SweepMeasure: String, Sendable, CaseIterable {
  /// The share of the variance that the axis explains alone.
  case first
  /// The share that it explains alone and with others.
  case total
  /// Its part of what a group explains.
  case shapley
  /// The mean size of elementary effects (μ*).
  case size = "morris_mu_star"
  /// Their mean (μ).
  case effect = "morris_mu"
  /// Their scatter (σ).
  case scatter = "morris_sigma"
  /// By how much the standard deviation would fall if the axis were known.
  case reduction = "sd_reduction"

  /// Whether it is a share of the variance; the others are in the unit of the result.
  public var isShare: Bool { self == .first || self == .total || self == .shapley }
}

/// What the results of a finished sweep depend on, by the estimator that its design allows.
///
/// Grids: exact shares of the variance over the values of the grid. Saltelli's sample: first and total indices.
/// Morris trajectories: elementary effects. Other samples, and grids with gaps: fits on ranks, and Shapley effects of
/// up to five axes. Intervals come from cases (trajectories, pairs of points) drawn with replacement. A part of a
/// sweep is looked at in the mean over what it is crossed with.
public struct SweepSensitivity: Sendable {
  /// One measure of one result.
  public struct Row: Sendable {
    /// The result.
    public let series: SweepOutcomes.Series
    /// What the number means.
    public let measure: SweepMeasure
    /// An axis, `(policy)`, axes joined by ` + ` that change only together, or `(rest)`.
    public let parameter: String
    /// Whom a Shapley effect was taken among.
    public let group: [String]
    /// The number with its interval.
    public let estimate: IndexEstimate
  }

  /// What no axis explains alone.
  public static let rest = "(rest)"

  /// Everything that the design allows, result by result.
  public let rows: [Row]
  /// The cases that were looked at.
  public let cases: Int
  /// Those that failed, or lost a case that they can't do without.
  public let left: Int
  /// Whether the cases were drawn; shares of a grid have no sampling error.
  public let isSampled: Bool

  /// - Parameter groups: axes whose Shapley effects are wanted, of a sample.
  /// - Throws: `SweepOutcomes.Flaw` where there are too few cases.
  public init(_ study: SweepStudy, _ outcomes: SweepOutcomes, groups: [[String]] = [], threads: Int) throws {
    let layout = SweepLayout(study, isDone: outcomes.isDone)
    guard layout.cases.count > 1, !layout.parts.isEmpty else {
      throw SweepOutcomes.Flaw(description: "there are too few finished cases to compare")
    }
    let study = LayoutStudy(layout, groups: groups)
    let results = outcomes.values.map { values in layout.cases.map { values[$0] } }
    let found = try study.estimates(results, threads: threads)
    rows = zip(outcomes.series, found).flatMap { series, estimates in
      zip(study.allLabels, estimates).map { label, estimate in
        Row(
          series: series, measure: label.measure, parameter: label.parameter, group: label.group,
          estimate: estimate)
      }
    }
    cases = layout.cases.count
    left = outcomes.isDone.count - layout.cases.count
    isSampled = study.isSampled
  }

  /// Rows of a series by measure.
  public func rows(_ series: SweepOutcomes.Series, _ measure: SweepMeasure) -> [Row] {
    rows.filter { $0.series == series && $0.measure == measure }
  }
}
