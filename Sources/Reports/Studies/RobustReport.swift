public import Studies

/// Policies over futures as sentences, and their tables: `robust.csv` and `winners.csv`.
public struct RobustReport: Sendable {
  /// Policies that a terminal shows.
  private static let shown = 12

  private let study: Robustness
  private let goal: String
  private let left: Int

  /// - Parameters:
  ///   - goal: as it was asked.
  ///   - left: futures that lack a policy.
  public init(_ study: Robustness, goal: String, left: Int) {
    self.study = study
    self.goal = goal
    self.left = left
  }

  // MARK: Sentences

  /// What a terminal shows.
  public var text: String {
    var table = PlainTable(
      ["policy", "meets the goal", "5 %", "95 %", "regret", "most", "worst tenth", "wins"], textColumns: 1)
    for row in ranked.prefix(RobustReport.shown) {
      table.add(
        [row.policy] + [row.met.value, row.met.low, row.met.high].map { percent($0, digits: 3) }
          + [row.regret.value, row.mostRegret, row.worstTenth].map { readable($0, digits: 3) }
          + [percent(row.won, digits: 3)])
    }
    let more = ranked.count - RobustReport.shown
    return "\(goal): \(study.rows.count) policies over \(counted(study.futures, "future"))\n\n" + table.text
      + (more > 0 ? "(and \(more) more in robust.csv)\n" : "")
      + "(regret: short of the best policy of each future, mean and most, in \(study.unit))\n\n"
      + sentences.joined(separator: "\n") + "\n"
  }

  /// Those that meet the goal most often first.
  private var ranked: [Robustness.Row] {
    study.rows.enumerated().sorted {
      ($1.element.met.value, $0.element.regret.value, $0.offset)
        < ($0.element.met.value, $1.element.regret.value, $1.offset)
    }.map(\.element)
  }

  /// Which policy meets the goal most often, which is regretted least, and who wins where.
  public var sentences: [String] {
    guard let best = ranked.first,
      let calm = study.rows.min(by: { $0.regret.value < $1.regret.value })
    else { return [] }
    let equal = ranked.filter { $0.met.value == best.met.value }
    let met =
      equal.count == study.rows.count
      ? "All policies meet the goal in \(percent(best.met.value, digits: 3)) of the futures."
      : "\(quoted(equal.map(\.policy))) \(equal.count > 1 ? "meet" : "meets") the goal most often: in "
        + "\(percent(best.met.value, digits: 3)) of the futures (\(ends(best.met)))."
    let regret =
      "\(quoted([calm.policy])) is regretted least: \(readable(calm.regret.value, digits: 3)) \(study.unit) on "
      + "average, at most \(readable(calm.mostRegret, digits: 3))."
    return [met, regret] + winners + (left > 0 ? ["\(counted(left, "future")) left out: a case failed."] : [])
  }

  private func ends(_ limits: Discovery.Limits) -> String {
    "\(readable(limits.low * 100, digits: 3)) to \(readable(limits.high * 100, digits: 3))"
  }

  private func quoted(_ names: [String]) -> String {
    let words = names.map { "'\($0)'" }
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }

  /// One sentence over the bands of the leading axis.
  private var winners: [String] {
    guard let axis = study.leading else { return ["Who wins depends on no axis of the futures."] }
    let parts = study.bands.map { band -> String in
      let most = band.won.max() ?? 0
      let names = study.rows.indices.filter { band.won[$0] == most }.map { study.rows[$0].policy }
      return "\(RobustReport.words(band, axis.unit)): \(quoted(names)) (\(percent(most, digits: 3)))"
    }
    return ["Who wins depends most on \(axis.name). \(parts.joined(separator: "; "))."]
  }

  private static func words(_ band: Robustness.Band, _ unit: String) -> String {
    band.range.lowerBound == band.range.upperBound
      ? amount(band.range.lowerBound, unit)
      : "\(amount(band.range.lowerBound, unit)) to \(amount(band.range.upperBound, unit))"
  }

  // MARK: Tables

  /// The policies first.
  public var tables: [StudyTable] { [policies, bands] }

  private var policies: StudyTable {
    var result = StudyTable(
      "robust.csv", "Policies over futures",
      [
        ("goal", "string", "What is to be reached"), ("policy", "string", "The policy"),
        ("futures", "integer", "Futures in which all policies were run"),
        ("met", "number", "Share of the futures in which it reaches the goal"),
        ("met_p05", "number", "Lower end of its 90 % interval over futures drawn anew"),
        ("met_p95", "number", "Upper end of it"),
        ("regret", "number", "By how much it falls short of each future's best policy, on average"),
        ("regret_p05", "number", "Lower end of its 90 % interval"),
        ("regret_p95", "number", "Upper end of it"),
        ("regret_most", "number", "The largest of these"),
        ("worst_tenth", "number", "Mean of the goal's left side in the worst tenth of its futures"),
        ("mean", "number", "Mean of it over all futures"),
        ("won", "number", "Share of the futures in which no policy is better; equals share"),
        ("unit", "string", "Unit of regret and means"),
      ])
    for row in study.rows {
      result.table.add(goal)
      result.table.add(row.policy)
      result.table.add(study.futures)
      for limits in [row.met, row.regret] {
        for value in [limits.value, limits.low, limits.high] { result.table.add(value) }
      }
      for value in [row.mostRegret, row.worstTenth, row.mean, row.won] { result.table.add(value) }
      result.table.add(study.unit)
      result.table.endRow()
    }
    return result
  }

  private var bands: StudyTable {
    var result = StudyTable(
      "winners.csv", "Which policy wins where, by the axis that tells most",
      [
        ("axis", "string", "The axis of the futures that tells most about who wins"),
        ("low", "number", "The band's least value"), ("high", "number", "The band's largest value"),
        ("unit", "string", "Unit of the band"), ("futures", "integer", "Futures of the band"),
        ("policy", "string", "The policy"), ("won", "number", "Share of the band's futures that it wins"),
        ("regret", "number", "Its mean regret in the band"),
      ])
    for band in study.bands {
      for (place, row) in study.rows.enumerated() {
        result.table.row(
          study.leading?.name ?? "", band.range.lowerBound, band.range.upperBound, study.leading?.unit ?? "",
          band.futures, row.policy, band.won[place], band.regret[place])
      }
    }
    return result
  }
}
