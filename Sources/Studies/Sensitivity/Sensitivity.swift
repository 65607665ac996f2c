public import Engine
internal import Kernels
internal import Synchronization

/// What a run's results depend on: single parameters from its own paths, the parts of chance from a run for each.
public struct Sensitivity: Sendable {
  /// A parameter's first-order index for one series over one span.
  public struct Row: Sendable {
    /// The series.
    public let series: Series
    /// The months.
    public let span: Span
    /// The parameter's full name.
    public let parameter: String
    /// The share of the variance that it explains alone.
    public let index: IndexEstimate
    /// What knowing the parameter would be worth, in the unit of the series.
    public let information: InformationValue
  }

  /// Shapley effects of a group of parameters on one series over the horizon.
  public struct Group: Sendable {
    /// The series.
    public let series: Series
    /// The parameters that depend on each other.
    public let parameters: [String]
    /// Their Shapley effects, in the same order.
    public let effects: [IndexEstimate]
  }

  /// Months are shown for the parameters that matter most over the horizon.
  public static let mostByMonth = 10

  /// How many paths the shares come from.
  public let paths: Int
  /// The whole period.
  public let total: Span
  /// For each series: all parameters over the horizon, largest first, then the most important ones by month.
  public let rows: [Row]
  /// What the parameters, the events and the shocks explain, each as a whole.
  public let split: VarianceSplit
  /// The series that were looked at.
  public let series: [Series]
  /// Shapley effects of groups, by series.
  public let groups: [Group]

  /// - Parameters:
  ///   - extraGroups: names of parameters whose Shapley effects are wanted besides those that are correlated.
  ///   - thresholds: by variable, above which acting pays.
  ///   - byMonth: whether the most important parameters are also followed month by month.
  public init(
    _ trial: Trial, _ options: RunOptions, extraGroups: [[String]] = [], thresholds: [String: Double] = [:],
    byMonth: Bool = true
  ) throws {
    let points = try ParameterPoints(model: trial.model, settings: trial.settings)
    let period = trial.settings.period
    let total = Span(period.description, first: period.first, last: period.last)
    let values = try trial.pathValues([total] + (byMonth ? Span.months(of: period) : []), options)
    let uniforms = points.uniforms()
    let study = GivenData(
      names: points.names, uniforms: uniforms, values: values, thresholds: thresholds,
      threads: options.threads)
    paths = values.paths
    self.total = total
    let parts = try study.all()
    rows = parts.flatMap { $0 }
    series = values.series
    split = try VarianceSplit(trial, base: values, options)
    let named = extraGroups.map { $0.compactMap { points.names.firstIndex(of: $0) } }
    groups = study.groups(points.groups + named)
  }

  /// The parameters of a series over the horizon, the largest index first.
  public func ranked(_ series: Series) -> [Row] {
    rows.filter { $0.series.slot == series.slot && $0.span == total }
  }

  /// The parameters that matter most to any of the series, by their largest index over the horizon.
  public func mostImportant(_ count: Int) -> [String] {
    var largest: [String: Double] = [:]
    for row in rows where row.span == total {
      largest[row.parameter] = max(largest[row.parameter] ?? -1, row.index.value)
    }
    return largest.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(count).map(\.key)
  }
}

/// The parts of a given-data study.
private struct GivenData: Sendable {
  let names: [String]
  let uniforms: [[Double]]
  let values: PathValues
  let thresholds: [String: Double]
  let threads: Int

  typealias Part = [Sensitivity.Row]

  func all() throws -> [Part] {
    let ranks = Mutex([RankIndices?](repeating: nil, count: names.count))
    try forEachBlock(count: names.count, threads: threads) { parameter, _ in
      let made = RankIndices(parameter: uniforms[parameter])
      ranks.withLock { $0[parameter] = made }
    }
    let ready = ranks.withLock { $0.compactMap { $0 } }
    let parts = Mutex([Part?](repeating: nil, count: values.series.count))
    try forEachBlock(count: values.series.count, threads: threads) { series, _ in
      let made = part(series, ready)
      parts.withLock { $0[series] = made }
    }
    return parts.withLock { $0.compactMap { $0 } }
  }

  private func part(_ series: Int, _ ranks: [RankIndices]) -> Part {
    let rows = names.indices.map { row(series, 0, $0, ranks[$0]) }
    let order = names.indices.sorted { (rows[$1].index.value, $0) < (rows[$0].index.value, $1) }
    let months = order.prefix(Sensitivity.mostByMonth).flatMap { parameter in
      values.spans.indices.dropFirst().map { row(series, $0, parameter, ranks[parameter]) }
    }
    return order.map { rows[$0] } + months
  }

  private func row(_ series: Int, _ span: Int, _ parameter: Int, _ rank: RankIndices) -> Sensitivity.Row {
    let result = values.values[series][span]
    let index = rank.index(of: result)
    let threshold = span == 0 ? thresholds[values.series[series].declaration.variable] : nil
    let decision = threshold.map {
      InformationValue.decision(parameter: uniforms[parameter], result: result, threshold: $0)
    }
    return Sensitivity.Row(
      series: values.series[series], span: values.spans[span], parameter: names[parameter], index: index,
      information: InformationValue(index: index, deviation: deviation(result), decision: decision))
  }

  func groups(_ groups: [[Int]]) -> [Sensitivity.Group] {
    groups.filter { (2...ShapleyEffects.most).contains($0.count) }.flatMap { group in
      let study = ShapleyEffects(uniforms: group.map { uniforms[$0] })
      return values.series.indices.map { series in
        Sensitivity.Group(
          series: values.series[series], parameters: group.map { names[$0] },
          effects: study.effects(on: values.values[series][0]))
      }
    }
  }
}

/// The standard deviation of values.
func deviation(_ values: [Double]) -> Double {
  let mean = values.reduce(0, +) / Double(max(values.count, 1))
  let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (squares / Double(max(values.count - 1, 1))).squareRoot()
}
