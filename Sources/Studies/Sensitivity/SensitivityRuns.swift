public import Engine
internal import Kernels
internal import Sampling

/// Sobol's first and total indices of chosen parameters, by runs in which one parameter at a time is exchanged.
public struct SensitivitySobol: Sendable {
  /// One parameter and series.
  public struct Row: Sendable {
    /// The series, over the whole period.
    public let series: Series
    /// The parameter's full name.
    public let parameter: String
    /// First and total index.
    public let indices: PickFreeze
  }

  /// Every parameter and series.
  public let rows: [Row]
  /// By series: the share of the variance that all parameters together explain; the rest is shocks.
  public let parameters: [(series: Series, share: IndexEstimate)]

  /// Runs two samples, one with the shocks of the second and the parameters of the first, and one a parameter.
  public init(_ trial: Trial, parameters names: [String], _ options: RunOptions) throws {
    var second = trial
    second.settings.seed = stableHash(seed: trial.settings.seed, name: "sensitivity:second sample")
    // Another scramble of the same Sobol points would share their strata with the first sample.
    second.settings.design = .random
    let points = try ParameterPoints(model: trial.model, settings: trial.settings)
    let other = try ParameterPoints(model: second.model, settings: second.settings)
    let span = trial.horizon
    let a = try trial.pathValues([span], options)
    let b = try second.pathValues([span], options)
    let again = try second.pathValues([span], options.replacing({ _ in true }, with: points))
    var rows: [Row] = []
    for name in names {
      guard let slot = trial.model.slot(of: name) else { continue }
      let mixed = try trial.pathValues([span], options.replacing({ $0 == slot }, with: other))
      for series in a.series.indices {
        let indices = PickFreeze(
          a: a.values[series][0], b: b.values[series][0], mixed: mixed.values[series][0])
        rows.append(Row(series: a.series[series], parameter: name, indices: indices))
      }
    }
    self.rows = rows
    parameters = a.series.indices.map { series in
      (a.series[series], PickFreeze.shared(a.values[series][0], again.values[series][0]))
    }
  }
}

/// Morris's screening of all uncertain parameters.
public struct SensitivityMorris: Sendable {
  /// One parameter and series.
  public struct Row: Sendable {
    /// The series, over the whole period.
    public let series: Series
    /// The parameter's full name.
    public let parameter: String
    /// Its elementary effects.
    public let effects: ElementaryEffects
  }

  /// Enough base points for a screening.
  public static let standardPaths = 256

  /// Every parameter and series.
  public let rows: [Row]
  /// Paths of each run.
  public let paths: Int

  /// One run for the base points and one for each parameter.
  public init(_ trial: Trial, _ options: RunOptions) throws {
    let points = try ParameterPoints(model: trial.model, settings: trial.settings)
    let span = trial.horizon
    let base = try trial.pathValues([span], options)
    var rows: [Row] = []
    for (place, slot) in points.slots.enumerated() {
      var moving = options
      moving.onUniforms = { changed, _, column in
        guard changed == slot else { return }
        for path in column.indices { column[path] = ElementaryEffects.moved(column[path]) }
      }
      let moved = try trial.pathValues([span], moving)
      let uniforms = points.independent(place)
      for series in base.series.indices {
        let effects = ElementaryEffects(
          uniforms: uniforms, base: base.values[series][0], moved: moved.values[series][0])
        rows.append(Row(series: base.series[series], parameter: points.names[place], effects: effects))
      }
    }
    self.rows = rows
    paths = base.paths
  }
}

extension Trial {
  /// All months together.
  var horizon: Span {
    Span(
      settings.period.description, first: settings.period.first, last: settings.period.last)
  }
}

extension RunOptions {
  /// The same with the numbers of some parameters taken from another run's points.
  func replacing(_ isReplaced: @escaping @Sendable (Int) -> Bool, with points: ParameterPoints) -> RunOptions
  {
    var options = self
    options.onUniforms = { slot, first, column in
      if isReplaced(slot) { points.independent(slot: slot, firstPath: first, into: column) }
    }
    return options
  }
}
