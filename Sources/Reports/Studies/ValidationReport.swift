public import Engine
public import Studies

/// The back-test as tables: docs/VALIDATION.md, `backtest.csv` and the terminal's text.
public struct ValidationReport: Sendable {
  /// A back-test in one mode with one set of parameters.
  public struct Part: Sendable {
    /// `shipped`, or `estimated` on what was known before each start.
    public let parameters: String
    /// What it found.
    public let result: BacktestResult

    var title: String {
      let mode = result.mode == .pinned ? "Brent and the rouble pinned" : "Free run"
      return "\(mode), \(parameters) parameters"
    }
  }

  /// Why a series' intervals may be off, and what was tried.
  public struct Note: Sendable {
    let series: String
    let parameters: String
    let text: String

    /// Reads the rows of `backtest_notes.csv`.
    static func read(_ seeds: SeedTables) -> [Note] {
      seeds["backtest_notes"].map {
        Note(series: $0.text("series"), parameters: $0.text("parameters"), text: $0.text("note"))
      }
    }
  }

  let parts: [Part]
  let rivals: [Rival]
  /// One forecast, shown whole: a test makes it again.
  let sample: BacktestResult
  let notes: [Note]
  let paths: Int
  let seed: UInt64
  let version: String

  /// A report on a whole back-test, with the notes of the seed tables.
  public init(_ study: BacktestStudy, notesOf seeds: SeedTables, version: String) {
    parts = study.parts.map { Part(parameters: $0.part.parameters, result: $0.result) }
    (rivals, sample) = (study.rivals, study.sample)
    (paths, seed) = (study.paths, study.seed)
    notes = Note.read(seeds)
    self.version = version
  }

  /// What the terminal shows.
  public var text: String {
    parts.map { "\($0.title)\n" + skill($0).text + "\(verdict($0))\n\n" }.joined()
  }

  /// Scores beside those of the rules; below 1 the model is better.
  func skill(_ part: Part) -> PlainTable {
    let rules = BacktestSummary.rules
    var table = PlainTable(
      ["series", "unit", "forecasts", "missing", "CRPS"] + rules.map { "÷ \($0.replacing("_", with: " "))" }
        + ["50 % held", "90 % held", "bias"], textColumns: 2)
    for series in part.result.series {
      guard let summary = part.result.summary(series.name) else { continue }
      let duels = rules.map { rule in
        summary.duels.first { $0.rule == rule }.map { ValidationReport.ratio($0, of: summary.count) } ?? "–"
      }
      table.add(
        [
          series.title, series.unit, String(summary.count), String(part.result.missing[series.name] ?? 0),
          readable(summary.crps, digits: 3),
        ] + duels + [
          ValidationReport.coverage(summary.half), ValidationReport.coverage(summary.nineTenths),
          readable(summary.bias, digits: 2),
        ])
    }
    return table
  }

  /// The ratio, and on how many forecasts where not on nearly all.
  private static func ratio(_ duel: BacktestSummary.Duel, of count: Int) -> String {
    "\(fixed(duel.ratio, places: 2)) (\(fixed(duel.low, places: 2))–\(fixed(duel.high, places: 2)))"
      + (duel.count * 10 < count * 9 ? " of \(duel.count)" : "")
  }

  private static func coverage(_ coverage: Coverage) -> String {
    range(coverage.share, coverage.low, coverage.high)
  }

  static func range(_ share: Double, _ low: Double, _ high: Double) -> String {
    func whole(_ share: Double) -> String { fixed(100 * share, places: 0) }
    return "\(whole(share)) (\(whole(low))–\(whole(high)))"
  }

  /// In how many series the model is ahead of every rule, and which intervals are off.
  func verdict(_ part: Part) -> String {
    let summaries = part.result.series.compactMap { series in
      part.result.summary(series.name).map { (series.title, $0) }
    }
    let lost = summaries.filter { !$0.1.wins }.map(\.0)
    let off = off(part).map(\.title)
    return "Ahead of every rule in \(summaries.count - lost.count) of \(summaries.count) series"
      + (lost.isEmpty ? "." : "; behind in \(lost.joined(separator: ", ")).")
      + (off.isEmpty
        ? " No coverage interval excludes its target."
        : " Coverage off in \(off.joined(separator: ", ")).")
  }

  /// Series with an interval that excludes its promise.
  func off(_ part: Part) -> [BacktestSeries] {
    part.result.series.filter { series in
      guard let found = part.result.summary(series.name) else { return false }
      return !found.half.admits(0.5) || !found.nineTenths.admits(0.9)
    }
  }

  /// A forecast shown whole, so that a test can tell whether the document is of this model.
  public static func whole(_ result: BacktestResult) -> String {
    var table = PlainTable(["series", "month", "published", "5 %", "median", "95 %"], textColumns: 2)
    for point in result.points where [1, 3, 12].contains(point.horizon) {
      table.add(
        [point.series, point.month.description]
          + [point.truth, point.quantiles[0], point.quantiles[2], point.quantiles[4]].map {
            readable($0, digits: 4)
          })
    }
    return "## One forecast, of \(result.starts.first), as the tests make it again\n\n" + table.markdown
  }
}
