internal import Charts
internal import Engine
internal import ScenarioText

/// The figures of a comparison: what changes, in which months, and why.
struct ComparisonFigures {
  let tables: ResultTables
  let context: ReportContext

  private var findings: [String] { context.findings }

  private var rows: [[String: String]] { tables.rows("comparison.csv") }

  /// Rows of the whole horizon, findings first, whose difference is worth telling.
  var told: [[String: String]] {
    let told = rows.filter { $0.text("span").contains(" to ") && RunWords.isWorthTelling($0) }
    return told.filter { findings.contains($0.text("variable")) }
      + told.filter { !findings.contains($0.text("variable")) }
  }

  /// What the first screen says: a sentence for each finding.
  var sentences: [String] {
    let whole = rows.filter { $0.text("span").contains(" to ") }
    return findings.flatMap { name in whole.filter { $0.text("variable") == name } }.map {
      RunWords.difference($0, context.named($0.text("variable"), tables.label($0)))
    }
  }

  /// The sentence of a series by its label.
  func sentence(of label: String) -> String? {
    rows.first { $0.text("span").contains(" to ") && tables.label($0) == label }.map {
      RunWords.difference($0, context.named($0.text("variable"), label))
    }
  }

  /// What is held against what: `cap_30 and cap_47 beside baseline`.
  var title: String {
    let seconds = rows.distinct("second")
    return "\(listed(seconds)) beside \(rows.first?.text("first") ?? "")"
  }

  /// Finished folders have means with their errors alone.
  private var hasPaths: Bool { rows.first?["difference_p05"] != nil }

  private var source: String {
    hasPaths
      ? "Throttle: paired differences, the same shocks on each path. Bands hold nine of ten differences, the line is their mean."
      : "Throttle: differences of means between finished results, and their 95 % intervals."
  }

  /// The ends of a difference's bar or band: nine of ten paths, or the 95 % interval of the mean.
  private func ends(_ row: [String: String]) -> (low: Double, high: Double) {
    if hasPaths { return (row.number("difference_p05"), row.number("difference_p95")) }
    let reach = Statistics.errorsTo95 * row.number("difference_se")
    return (row.number("difference") - reach, row.number("difference") + reach)
  }

  /// The changes relative to what stood before, largest first.
  var ranking: Figure? {
    let rows = told.compactMap { row -> Ranking.Row? in
      let base = abs(row.number("mean_a"))
      guard base > 0 else { return nil }
      let scale = 100 / base
      return Ranking.Row(
        tables.label(row), value: row.number("difference") * scale, low: ends(row).low * scale,
        high: ends(row).high * scale)
    }.sorted { abs($0.value) > abs($1.value) }.prefix(16)
    guard let first = rows.first, let pair = told.first else { return nil }
    let write = Amount.writer(rows.map(\.value))
    let title =
      "\(first.name) changes most: by \(write(first.value)) % of its mean in \(pair.text("first"))"
    return Figure(
      name: "changes", title: title,
      subtitle:
        "Change in \(pair.text("second")) over \(pair.text("span")), % of the mean in \(pair.text("first"))",
      source: source, description: title,
      chart: Ranking(rows: Array(rows), unit: "change, %", head: "series", write: write))
  }

  /// Rows of single months, by case, variable and region.
  private var monthly: [String: [[String: String]]] {
    Dictionary(
      grouping: rows.filter { monthNumber($0.text("span")) != nil && !$0.text("span").contains(" ") },
      by: ComparisonFigures.key)
  }

  private static func key(_ row: [String: String]) -> String {
    "\(row.text("second"))|\(row.text("variable"))|\(row.text("region"))"
  }

  /// Differences by month of each series that changes.
  var differences: [Figure] {
    let months = monthly
    return told.compactMap { difference($0, months[ComparisonFigures.key($0)] ?? []) }
  }

  /// The difference of a series by its label, whether it changes or not.
  func difference(of label: String) -> Figure? {
    let whole = rows.first { $0.text("span").contains(" to ") && tables.label($0) == label }
    return whole.flatMap { difference($0, monthly[ComparisonFigures.key($0)] ?? []) }
  }

  private func difference(_ row: [String: String], _ monthly: [[String: String]]) -> Figure? {
    guard monthly.count > 1 else { return nil }
    let points = monthly.compactMap { row in
      monthNumber(row.text("span")).map {
        DifferenceChart.Month(
          $0, mean: row.number("difference"), error: row.number("difference_se"),
          percentiles: [ends(row).low, ends(row).high])
      }
    }
    let second = row.text("second"), label = tables.label(row)
    let unit = monthly[0].text("unit")
    let sentence = RunWords.difference(row, label)
    let title = RunWords.change(row, label) ?? sentence
    return Figure(
      name: "difference-\(identifier(second + "-" + label))",
      title: title, subtitle: "\(label), \(unit) by month, \(second) less \(row.text("first"))",
      source: source, description: sentence, unit: unit,
      chart: DifferenceChart(
        months: points, above: "more in \(second)", below: "less in \(second)",
        write: Amount.writer(points.flatMap(\.percentiles))))
  }

  /// What explains the change of each finding.
  var explained: [Figure] {
    let all = tables.rows("explained.csv")
    let groups = Dictionary(grouping: all) {
      "\($0.text("second"))|\($0.text("variable"))|\($0.text("region"))"
    }
    return told.filter { findings.contains($0.text("variable")) }.compactMap { row -> Figure? in
      let key = "\(row.text("second"))|\(row.text("variable"))|\(row.text("region"))"
      guard let rows = groups[key], let total = rows.first(where: { $0.text("block") == "total" }) else {
        return nil
      }
      func step(_ row: [String: String]) -> Waterfall.Step {
        Waterfall.Step(row.text("block"), value: row.number("part"), error: row.number("part_se"))
      }
      let parts = rows.filter { $0.text("block") != "total" && $0.number("part") != 0 }.map(step)
      guard parts.count > 1, let most = parts.max(by: { abs($0.value) < abs($1.value) }) else { return nil }
      let title = "\(most.name) explains most of the change of \(row.text("variable"))"
      return Figure(
        name: "explained-\(row.text("second"))-\(row.text("variable").replacing(".", with: "-"))",
        title: title,
        subtitle: "Parts of the mean difference, \(row.text("unit")), \(row.text("span"))", source: source,
        description: title,
        chart: Waterfall(
          steps: parts, total: step(total), heads: ("\(row.text("variable")), \(row.text("unit"))", ""),
          write: Amount.writer((parts + [step(total)]).map(\.value))))
    }
  }

  var figures: [Figure] { [ranking].compactMap { $0 } + differences.prefix(16) + explained }
}
