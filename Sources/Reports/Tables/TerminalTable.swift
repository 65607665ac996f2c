public import Engine

/// The headline results of a run as an analyst reads them at a terminal: 80 columns, long names folded.
public struct TerminalTable: Sendable {
  private static let sparkColumns = 8

  private let results: Results
  private let hasColour: Bool

  /// - Parameter hasColour: true only for a terminal whose user didn't set `NO_COLOR`.
  public init(_ results: Results, hasColour: Bool = false) {
    self.results = results
    self.hasColour = hasColour
  }

  /// The table, a line or two each series, with a line feed at the end.
  public var text: String {
    let heads = ["series", "unit", "medians", "from – to", "over all", "± se", "5 %", "95 %"]
    let rows = results.series.indices.map(cells)
    var widths = heads.indices.map { column in
      column == 0 ? 0 : rows.reduce(width(heads[column])) { max($0, width($1[column])) }
    }
    let rest = widths.reduce(0, +) + widths.count - 1
    let names = rows.map { width($0[0]) }.max() ?? 0
    widths[0] = max(Folding.least, min(names, Folding.columns - rest))
    let lines = rows.flatMap { cells in
      Folding.rows([Folding.lines(cells[0], to: widths[0])] + cells.dropFirst().map { [$0] })
        .map { line($0, widths) }
    }
    return ([title, styled(line(heads, widths), "1")] + lines + [legend]).map { $0 + "\n" }.joined()
  }

  private var title: String {
    let settings = results.settings
    return styled(settings.name, "1") + ", \(settings.period)"
  }

  private var legend: String {
    "(bars: monthly medians from zero; Σ sum of the months, ø mean, → at the end)"
  }

  private func cells(_ row: Int) -> [String] {
    let series = results.series[row]
    let total = results.total[row]
    let medians = results.monthly[row].map { $0.quantiles[2] }
    let marks = [Aggregation.sum: "Σ", .mean: "ø", .last: "→"]
    let low = readable(medians.min() ?? 0, digits: 3), high = readable(medians.max() ?? 0, digits: 3)
    return [
      series.label, series.spanUnit, Sparkline.draw(medians, columns: TerminalTable.sparkColumns),
      low == high ? low : "\(low)–\(high)",
      "\(marks[series.declaration.aggregation] ?? "") \(readable(total.mean))",
      readable(total.meanError, digits: 2), readable(total.quantiles[0]), readable(total.quantiles[4]),
    ]
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    Reports.line(cells, widths, between: " ") { $0 < 4 }
  }

  private func styled(_ text: String, _ code: String) -> String {
    hasColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

/// What stands below the table.
public struct RunSummary: Sendable {
  private let results: Results
  private let seconds: Double
  private let folder: String?

  /// - Parameter seconds: how long the run took.
  public init(_ results: Results, seconds: Double, folder: String?) {
    self.results = results
    self.seconds = seconds
    self.folder = folder
  }

  /// One or two lines with a line feed at the end.
  public var text: String {
    var parts: [String] = []
    if let worst = largestRelativeError {
      parts.append("largest relative error \(percent(worst.size)) (\(worst.label))")
    }
    let settings = results.settings
    parts.append("seed \(settings.seed)")
    parts.append("\(grouped(settings.paths)) paths")
    parts.append(duration(seconds: seconds))
    let place = folder.map { "results in \($0)\n" } ?? ""
    return parts.joined(separator: " · ") + "\n" + place
  }

  /// The standard error of a mean over the horizon, relative to the larger of the mean and the 5–95 % range, so
  /// that a series around zero doesn't count as infinitely wrong.
  public var largestRelativeError: (size: Double, label: String)? {
    let errors = zip(results.series, results.total).compactMap { series, total -> (Double, String)? in
      let scale = max(abs(total.mean), total.quantiles[4] - total.quantiles[0])
      return scale > 0 ? (total.meanError / scale, series.label) : nil
    }
    return errors.max { $0.0 < $1.0 }.map { (size: $0.0, label: $0.1) }
  }
}
