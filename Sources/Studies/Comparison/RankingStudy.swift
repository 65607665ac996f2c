public import Engine
internal import ScenarioText

extension Ranking {
  /// Holds many cases against one over its months.
  ///
  /// - Parameters:
  ///   - variables: the series, the first of which decides the order.
  ///   - others: names of the cases; only one is held in memory at a time.
  ///   - load: the case of a name, what its results are called and what it asks.
  /// - Throws: `StudyFailure` where something isn't a series.
  public init(
    _ name: String, _ first: Trial, on variables: [String], against others: [String], _ options: RunOptions,
    load: (String) throws -> (name: String, meaning: String, trial: Trial)
  ) throws {
    try Ranking.check(variables, first.model)
    let span = first.horizon
    func values(_ trial: Trial) throws -> PathValues {
      var trial = trial
      trial.settings.outputs = variables
      return try trial.pathValues([span], options)
    }
    let base = try values(first)
    var rows: [Row] = []
    var leftOut: [String] = []
    for other in others {
      let found = try load(other)
      if let reason = Ranking.difference(first.settings, found.trial.settings) {
        leftOut.append("\(other) (\(reason))")
      } else {
        rows.append(Row(found.name, found.meaning, base, try values(found.trial)))
      }
    }
    self.init(first: name, span: span, rows: rows, leftOut: leftOut)
  }

  private static func check(_ variables: [String], _ model: Model) throws {
    let known = model.outputs.map(\.variable)
    for variable in variables where !known.contains(variable) {
      let meant = suggestion(for: variable, among: known).map { ": did you mean '\($0)'?" } ?? ""
      throw StudyFailure("error: --on: '\(variable)' is not a series\(meant)", .usage)
    }
  }

  /// Why two cases can't be held against each other path by path; nil where they can.
  private static func difference(_ first: Settings, _ other: Settings) -> String? {
    if first.asOf != other.asOf { return "as of \(other.asOf)" }
    if first.period != other.period { return "its months are \(other.period)" }
    if first.seed != other.seed || first.paths != other.paths { return "another seed or number of paths" }
    return nil
  }
}
