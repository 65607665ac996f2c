public import Engine

/// The headline results of a run as an analyst reads them at a terminal: at most 100 columns.
public struct TerminalTable: Sendable {
  private static let widest = 100
  private static let sparkColumns = 16

  private let results: Results
  private let hasColour: Bool

  /// - Parameter hasColour: true only for a terminal whose user didn't set `NO_COLOR`.
  public init(_ results: Results, hasColour: Bool = false) {
    self.results = results
    self.hasColour = hasColour
  }

  /// The table, a line each series, with a line feed at the end.
  public var text: String {
    let rows = results.series.indices.map(cells)
    let heads = ["series", "unit", "monthly medians", "over", "mean", "± se", "5 %", "95 %"]
    var widths = heads.indices.map { column in
      rows.reduce(width(heads[column])) { max($0, width($1[column])) }
    }
    let excess = widths.reduce(0, +) + 2 * (widths.count - 1) - TerminalTable.widest
    if excess > 0 { widths[0] = max(12, widths[0] - excess) }
    let lines = rows.map { line($0, widths) }
    return ([title, styled(line(heads, widths), "1")] + lines).map { $0 + "\n" }.joined()
  }

  private var title: String {
    let settings = results.settings
    return styled(settings.name, "1") + ", \(settings.period)"
  }

  private func cells(_ row: Int) -> [String] {
    let series = results.series[row]
    let total = results.total[row]
    let spark = Sparkline.draw(
      results.monthly[row].map { $0.quantiles[2] }, columns: TerminalTable.sparkColumns)
    let words = [Aggregation.sum: "sum", .mean: "mean", .last: "end"]
    return [
      series.label, series.spanUnit, spark, words[series.declaration.aggregation] ?? "",
      readable(total.mean), readable(total.meanError, digits: 2), readable(total.quantiles[0]),
      readable(total.quantiles[4]),
    ]
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    let parts = cells.indices.map { column in
      column < 4 ? padded(cells[column], to: widths[column]) : aligned(cells[column], to: widths[column])
    }
    return parts.joined(separator: "  ")
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
