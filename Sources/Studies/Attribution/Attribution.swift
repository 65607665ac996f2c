public import Engine
internal import Sampling

/// A measure that can be switched off by setting parameters.
public struct AttributedMeasure: Sendable {
  /// As tables call it.
  public let name: String
  /// The parameters' values without the measure, in their units.
  public let off: [String: Double]

  /// The measures that a model's mechanisms declare.
  public static func all(_ model: Model) -> [AttributedMeasure] {
    model.measures.map { measure in
      AttributedMeasure(
        name: measure.name,
        off: Dictionary(measure.off.map { ($0.parameter, $0.value) }, uniquingKeysWith: { $1 }))
    }
  }

  /// Whether a case has the measure: some parameter isn't at its switched-off value all the time.
  func isActive(in trial: Trial) -> Bool {
    off.contains { name, value in
      guard let slot = trial.model.slot(of: name) else { return false }
      if trial.settings.events.contains(where: { $0.effects.contains { $0.parameter == name } }) {
        return true
      }
      let schedule = trial.settings.schedule(of: slot, in: trial.model)
      return !schedule.steps.allSatisfy { $0.value == .constant(value) }
    }
  }
}

extension Trial {
  /// The case without some measures: their parameters set, and nothing that events do to them.
  func without(_ measures: [AttributedMeasure]) -> Trial {
    var result = self
    for (name, value) in measures.flatMap(\.off) where model.slot(of: name) != nil {
      result.settings.values[name] = SetValue(
        schedule: Schedule(.constant(value)), origin: "attribution", text: "\(value)")
      result.settings.events = result.settings.events.map { $0.without(name) }
    }
    return result
  }
}

extension EventSetting {
  fileprivate func without(_ parameter: String) -> EventSetting {
    EventSetting(
      name: name, timing: timing, chance: chance, lasts: lasts,
      effects: effects.filter { $0.parameter != parameter }, origin: origin)
  }
}

/// A sum of series that is attributed.
public struct AttributionTarget: Sendable {
  /// As tables call it.
  public let name: String
  /// The series that are added up.
  public let variables: [String]
  /// −1 where the measures take from it, so that a loss counts as positive; 1 for a cost.
  public let sign: Double

  /// A sum of series whose change is shared out.
  public init(name: String, variables: [String], sign: Double) {
    self.name = name
    self.variables = variables
    self.sign = sign
  }
}

/// What each measure takes from Russia and costs its senders, the same shocks with and without it.
public struct Attribution: Sendable {
  /// The most paths of a run where nobody asks for more: every subset of the measures is run, so that fewer do.
  public static let standardPaths = 1024

  /// One measure's part of one target over one span, on every path.
  public struct Share: Sendable {
    /// The measure's name.
    public let measure: String
    /// The share on every path.
    public let values: [Double]
    /// The share's mean, error and range.
    public let part: PathStatistics
    /// Alone, and on top of all others.
    public let firstIn: PathStatistics
    /// What the measure adds on top of all others.
    public let lastIn: PathStatistics
  }

  /// One target over one span.
  public struct Part: Sendable {
    /// What is shared out.
    public let target: AttributionTarget
    /// The unit of all numbers.
    public let unit: String
    /// The months.
    public let span: Span
    /// A share for each measure.
    public let shares: [Share]
    /// What all measures take together, on every path.
    public let totalValues: [Double]
    /// The same: mean, error and range.
    public let total: PathStatistics
    /// Largest gap on any path between the total and the sum of shares, relative to the total.
    public let gap: Double
  }

  /// The measures that the case has.
  public let measures: [AttributedMeasure]
  /// The years and the whole period.
  public let spans: [Span]
  /// Every target over every span.
  public let parts: [Part]
  /// Runs that were made.
  public let runs: Int

  /// More measures at once than the runs allow.
  public struct TooMany: Error, CustomStringConvertible {
    /// What is wrong, for the user.
    public let description: String
  }

  /// - Parameters:
  ///   - candidates: of which the case's own are taken; the model's unless told.
  ///   - targets: those whose series the model has are attributed.
  public init(
    _ trial: Trial, candidates: [AttributedMeasure]? = nil, targets: [AttributionTarget], options: RunOptions
  ) throws {
    let measures = (candidates ?? AttributedMeasure.all(trial.model)).filter { $0.isActive(in: trial) }
    guard measures.count <= Shapley.most else {
      throw TooMany(description: "\(measures.count) measures are more than \(Shapley.most)")
    }
    let present = targets.filter { target in
      target.variables.contains { !trial.model.outputSlots(of: $0).isEmpty }
    }
    let spans = Span.yearsAndTotal(of: trial.settings.period)
    var base = trial
    base.settings.outputs = Array(Set(present.flatMap(\.variables))).sorted()
      .filter { !trial.model.outputSlots(of: $0).isEmpty }
    let results = try (0..<1 << measures.count).map { mask in
      let absent = measures.indices.filter { mask & (1 << $0) == 0 }.map { measures[$0] }
      return try base.without(absent).pathValues(spans, options)
    }
    self.measures = measures
    self.spans = spans
    runs = results.count
    parts = present.flatMap { target in
      spans.indices.map { Attribution.part(target, spans[$0], $0, measures, results) }
    }
  }

  private static func part(
    _ target: AttributionTarget, _ span: Span, _ index: Int, _ measures: [AttributedMeasure],
    _ results: [PathValues]
  ) -> Part {
    let rows = results[0].series.indices.filter {
      target.variables.contains(results[0].series[$0].declaration.variable)
    }
    let values = results.map { result in
      let sums = (0..<result.paths).map { path in
        target.sign * rows.reduce(0) { $0 + result.values[$1][index][path] }
      }
      return CarriedValues(sums, result.controls).all
    }
    let shapley = Shapley(values), paths = results[0].paths
    func statistics(_ all: [Double]) -> PathStatistics {
      PathStatistics(CarriedValues(all: all, paths: paths))
    }
    let gaps = shapley.total.indices.map { path in
      let sum = shapley.shares.reduce(0) { $0 + $1[path] }
      return abs(sum - shapley.total[path]) / max(abs(shapley.total[path]), 1)
    }
    let shares = measures.indices.map { number in
      Share(
        measure: measures[number].name, values: Array(shapley.shares[number][..<paths]),
        part: statistics(shapley.shares[number]),
        firstIn: statistics(shapley.firstIn[number]), lastIn: statistics(shapley.lastIn[number]))
    }
    let unit = rows.first.map { results[0].series[$0].declaration.unit.symbol } ?? ""
    return Part(
      target: target, unit: unit.replacing("/month", with: ""), span: span, shares: shares,
      totalValues: Array(shapley.total[..<paths]),
      total: statistics(shapley.total), gap: gaps.max() ?? 0)
  }
}

/// A ratio of two means over the same paths, with the error of leaving out one replicate after the other.
public struct RatioOfMeans: Sendable, Equatable {
  /// The ratio of the two means.
  public let value: Double
  /// Its standard error, by the delta method over replicates.
  public let error: Double

  /// The ends of the 90 % interval, of Student's t with a degree of freedom less than there are replicates.
  public var low: Double { value - reach }
  /// The upper end of its 90 % interval.
  public var high: Double { value + reach }
  private let reach: Double

  /// Nil where there is nothing to divide by: the lower mean is 0 on all paths.
  public init?(_ above: PathStatistics, over below: PathStatistics) {
    let up = above.replicates, down = below.replicates, used = up.count
    let all = (up: up.reduce(0, +), down: down.reduce(0, +))
    guard all.down != 0, below.mean != 0 else { return nil }
    value = above.mean / below.mean
    let left = (0..<used).map { (all.up - up[$0]) / (all.down - down[$0]) }.filter(\.isFinite)
    guard left.count == used, used > 1 else { return nil }
    error = Double(used - 1) * standardError(left)
    reach = studentQuantile(0.95, degrees: used - 1) * error
  }
}
