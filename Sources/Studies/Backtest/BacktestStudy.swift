public import Engine

/// A part of the back-test: what is pinned, and which parameters are used.
public enum BacktestPart: String, Sendable, CaseIterable {
  /// Nothing is pinned, with the shipped parameters.
  case free
  /// Brent and the rouble are pinned.
  case pinned
  /// Nothing is pinned, with parameters estimated on what was known before each start.
  case estimatedFree = "estimated-free"
  /// Brent and the rouble are pinned, with estimated parameters.
  case estimatedPinned = "estimated-pinned"

  var mode: BacktestMode { [.free, .estimatedFree].contains(self) ? .unpinned : .pinned }
  var isEstimated: Bool { [.estimatedFree, .estimatedPinned].contains(self) }

  /// `shipped`, or `estimated`.
  public var parameters: String { isEstimated ? "estimated" : "shipped" }
}

/// The whole back-test: its parts, what others forecast, and one forecast that a test makes again.
public struct BacktestStudy: Sendable {
  /// What each part found, in their order.
  public let parts: [(part: BacktestPart, result: BacktestResult)]
  /// What others forecast, beside the model; none where only some parts are wanted.
  public let rivals: [Rival]
  /// One forecast, shown whole.
  public let sample: BacktestResult
  /// Paths and seed of each run.
  public let paths: Int, seed: UInt64

  /// Runs the parts that are wanted, all where none is named.
  ///
  /// - Parameters:
  ///   - sets: `section.key=value` as `--set` takes it, for every run.
  ///   - policy: what forecasts see of decisions.
  public init(
    _ source: ModelSource, _ wanted: [BacktestPart], starts: Period, policy: BacktestPolicy, paths: Int,
    seed: UInt64, sets: [String], _ options: RunOptions
  ) throws {
    (self.paths, self.seed) = (paths, seed)
    if let reach = source.reach, !reach.starts.contains(starts.first) || !reach.starts.contains(starts.last) {
      throw StudyFailure(
        "error: forecasts can start in \(reach.starts.lowerBound) to \(reach.starts.upperBound), as far as the seed "
          + "tables reach, not in \(starts)", .usage)
    }
    rivals =
      wanted.isEmpty ? try Backtest(source, paths: paths, seed: seed, sets: sets).rivals(options) : []
    sample = try Backtest.sample(source, options)
    parts = try (wanted.isEmpty ? BacktestPart.allCases : wanted).map { part in
      let backtest = Backtest(source, paths: paths, seed: seed, sets: sets, policy: policy) {
        if part.isEstimated { try Calibration($2, $1).apply(to: &$0, $1) }
      }
      return (part, try backtest.run(part.mode, starts: starts, options: options))
    }
  }
}
