internal import Charts
internal import ScenarioText

/// The figures of a comparison: what changes, in which months, and why.
struct ComparisonFigures {
  let tables: ResultTables
  let findings: [String]

  private var rows: [[String: String]] { tables.rows("comparison.csv") }

  /// Rows of the whole horizon, findings first, whose difference can be told from none.
  var told: [[String: String]] {
    let whole = rows.filter { $0.text("span").contains(" to ") }
    let told = whole.filter { Amount.isTold($0.number("difference"), error: $0.number("difference_se")) }
    return told.filter { findings.contains($0.text("variable")) }
      + told.filter { !findings.contains($0.text("variable")) }
  }

  /// What the first screen says: a sentence for each finding.
  var sentences: [String] {
    let whole = rows.filter { $0.text("span").contains(" to ") }
    return findings.flatMap { name in whole.filter { $0.text("variable") == name } }.map(RunWords.difference)
  }

  private var source: String {
    "Throttle: paired differences, the same shocks on each path. Bands hold nine of ten differences, the line is their mean."
  }

  /// The changes relative to what stood before, largest first.
  var ranking: Figure? {
    let rows = told.compactMap { row -> Ranking.Row? in
      let base = abs(row.number("mean_a"))
      guard base > 0 else { return nil }
      let scale = 100 / base
      let region = row.text("region")
      let label = region == "Russia" ? row.text("variable") : "\(row.text("variable"))[\(region)]"
      return Ranking.Row(
        label, value: row.number("difference") * scale, low: row.number("difference_p05") * scale,
        high: row.number("difference_p95") * scale)
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

  /// Differences by month of each series that changes.
  var differences: [Figure] {
    let months = Dictionary(
      grouping: rows.filter { monthNumber($0.text("span")) != nil && !$0.text("span").contains(" ") }
    ) { "\($0.text("second"))|\($0.text("variable"))|\($0.text("region"))" }
    return told.compactMap { row -> Figure? in
      let key = "\(row.text("second"))|\(row.text("variable"))|\(row.text("region"))"
      guard let monthly = months[key], monthly.count > 1 else { return nil }
      let points = monthly.compactMap { row in
        monthNumber(row.text("span")).map {
          DifferenceChart.Month(
            $0, mean: row.number("difference"), error: row.number("difference_se"),
            percentiles: [row.number("difference_p05"), row.number("difference_p95")])
        }
      }
      let second = row.text("second"), region = row.text("region")
      let label = region == "Russia" ? row.text("variable") : "\(row.text("variable"))[\(region)]"
      let unit = monthly[0].text("unit")
      let sentence = RunWords.difference(row)
      return Figure(
        name:
          "difference-\(String((second + "-" + label).map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }))",
        title: sentence, subtitle: "\(label), \(unit) by month, \(second) less \(row.text("first"))",
        source: source,
        description: sentence,
        chart: DifferenceChart(
          months: points, above: "more in \(second)", below: "less in \(second)",
          write: Amount.writer(points.flatMap(\.percentiles))))
    }
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

/// The figures of an attribution: what each measure takes, and what that costs others.
struct AttributionFigures {
  let tables: ResultTables

  private var rows: [[String: String]] {
    tables.rows("attribution.csv").filter { $0.text("span").contains(" to ") }
  }

  private var targets: [String] {
    rows.map { $0.text("target") }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// A sentence a target: what all measures do together, and which does most.
  var sentences: [String] {
    targets.compactMap { target in
      let parts = rows.filter { $0.text("target") == target }
      guard let total = parts.first(where: { $0.text("measure") == "total" }) else { return nil }
      let error = total.number("share_se"), unit = total.text("unit")
      guard Amount.isTold(total.number("share"), error: error) else {
        return "\(target): all measures together change nothing that can be told from zero."
      }
      let most = parts.filter { $0.text("measure") != "total" }.max {
        abs($0.number("share")) < abs($1.number("share"))
      }
      let leader = most.map {
        "; most of it through \($0.text("measure")) (\(Amount.text($0.number("share"), error: $0.number("share_se"), unit)))"
      }
      return
        "\(target): \(Amount.text(total.number("share"), error: error, unit)) over \(total.text("span")) through "
        + "all measures together (\(Amount.reach(error)) from sampling; nine of ten paths between "
        + "\(Amount.text(total.number("share_p05"), error: error)) and "
        + "\(Amount.text(total.number("share_p95"), error: error)))\(leader ?? "")."
    }
  }

  var figures: [Figure] {
    let costs = targets.last.map { target in rows.filter { $0.text("target") == target } } ?? []
    return targets.enumerated().compactMap { index, target -> Figure? in
      let parts = rows.filter { $0.text("target") == target }
      guard let total = parts.first(where: { $0.text("measure") == "total" }) else { return nil }
      let isCost = index == targets.count - 1
      func step(_ row: [String: String], _ name: String) -> Waterfall.Step {
        let cost = isCost ? nil : costs.first { $0.text("measure") == row.text("measure") }
        return Waterfall.Step(
          name, value: row.number("share"), error: row.number("share_se"), cost: cost?.number("share"),
          costError: cost?.number("share_se"))
      }
      let steps = parts.filter { $0.text("measure") != "total" }.map { step($0, $0.text("measure")) }
        .sorted { abs($0.value) > abs($1.value) }
      let head = "\(target), \(total.text("unit"))"
      let costHead = costs.first.map { "\($0.text("target")), \($0.text("unit"))" } ?? ""
      return Figure(
        name: "attribution-\(target.replacing(" ", with: "-"))", title: sentences[index],
        subtitle: "Shapley shares, \(total.text("unit")), \(total.text("span"))",
        source:
          "Throttle: every subset of the measures with the same shocks; shares sum to the total on each path.",
        description: sentences[index],
        chart: Waterfall(
          steps: steps, total: step(total, "all together"), heads: (head, costHead),
          write: Amount.writer((steps + [step(total, "")]).map(\.value))))
    }
  }
}

/// What results depend on, ranked.
struct SensitivityFigures {
  let tables: ResultTables
  let findings: [String]

  private static let kinds = ["rank_first", "sobol_total", "shapley", "morris_mu_star"]

  var figures: [Figure] {
    let rows = tables.rows("sensitivity.csv").filter { row in
      row.text("parameter").first != "(" && (row.text("span").contains(" to ") || row["span"] == nil)
    }
    let kind = SensitivityFigures.kinds.first { kind in rows.contains { $0.text("measure") == kind } } ?? ""
    let series = rows.map { "\($0.text("variable"))|\($0.text("region"))" }
      .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let first = series.filter { name in findings.contains { name.hasPrefix("\($0)|") } }
    return (first + series.filter { !first.contains($0) }).prefix(12).compactMap { name -> Figure? in
      let own = rows.filter {
        "\($0.text("variable"))|\($0.text("region"))" == name && $0.text("measure") == kind
          && $0.number("value") > 0
      }
      return figure(own.sorted { $0.number("value") > $1.number("value") })
    }
  }

  private func figure(_ rows: [[String: String]]) -> Figure? {
    let bars = rows.prefix(10).map { row in
      Ranking.Row(
        row.text("parameter"), value: 100 * row.number("value"), low: 100 * row.number("p05"),
        high: 100 * row.number("p95"),
        isTold: row.text("told_from_zero") == "true"
          || Amount.isTold(row.number("value"), error: row.number("se")))
    }
    guard let first = bars.first, let row = rows.first, first.isTold else { return nil }
    let variable = row.text("variable")
    let title =
      "\(first.name) explains \(digits(first.value)) % of the variance of \(variable), more than any other parameter"
    return Figure(
      name: "drivers-\(variable.replacing(".", with: "-"))", title: title,
      subtitle: "Share of the variance explained, %, \(row.text("span")), with 90 % intervals",
      source: "Throttle: shares that each uncertain parameter explains alone; shocks explain the rest.",
      description: title,
      chart: Ranking(
        rows: Array(bars), unit: "share, %", head: "parameter", write: Amount.writer(bars.map(\.value))))
  }
}

/// A sweep's outcomes over its first two axes.
struct SweepFigures {
  let tables: ResultTables
  let findings: [String]

  var figures: [Figure] {
    let cases = tables.rows("cases.csv")
    let outcomes = tables.rows("outcomes.csv").filter { $0.text("period").contains(" to ") }
    guard let head = tables.head("cases.csv") else { return [] }
    let fixed = ["case", "status", "reason", "design", "replicate", "role", "block", "sample", "row"]
    let varying = head.filter { name in
      !fixed.contains(name) && Set(cases.map { $0.text(name) }).count > 1
    }
    guard varying.count > 1 else { return [] }
    let series = outcomes.map { "\($0.text("variable"))|\($0.text("region"))" }
      .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let first = series.filter { name in findings.contains { name.hasPrefix("\($0)|") } }
    return (first + series.filter { !first.contains($0) }).prefix(6).compactMap { name -> Figure? in
      let rows = outcomes.filter { "\($0.text("variable"))|\($0.text("region"))" == name }
      return figure(rows, cases, across: varying[1], down: varying[0])
    }
  }

  private func figure(
    _ rows: [[String: String]], _ cases: [[String: String]], across: String, down: String
  ) -> Figure? {
    let byCase = Dictionary(cases.map { ($0.text("case"), $0) }, uniquingKeysWith: { first, _ in first })
    func values(_ axis: String) -> [String] {
      Set(cases.map { $0.text(axis) }).sorted { (Double($0) ?? 0, $0) < (Double($1) ?? 0, $1) }
    }
    let columns = values(across), lines = values(down)
    guard let first = rows.first, columns.count <= 24, lines.count <= 24 else { return nil }
    let field = lines.map { line in
      columns.map { column -> Double? in
        let found = rows.filter { row in
          byCase[row.text("case")].map { $0.text(down) == line && $0.text(across) == column } ?? false
        }.map { $0.number("mean") }
        return found.isEmpty ? nil : found.reduce(0, +) / Double(found.count)
      }
    }
    let all = field.joined().compactMap { $0 }
    guard let low = all.min(), let high = all.max() else { return nil }
    let write = Amount.writer(all)
    let unit = first.text("unit")
    func short(_ values: [String]) -> [String] {
      values.map { Double($0).map { rounded($0, significant: 3) } ?? $0 }
    }
    let title =
      "Mean \(first.text("variable")) runs from \(write(low)) to \(write(high)) \(unit) over the sweep"
    return Figure(
      name: "sweep-\(first.text("variable").replacing(".", with: "-"))", title: title,
      subtitle: "\(unit), \(first.text("period")), by \(down) and \(across)",
      source: "Throttle: a cell is the mean of the cases that share its two values.", description: title,
      chart: HeatMap(
        across: .init(across, short(columns)), down: .init(down, short(lines)), values: field, unit: unit,
        write: write))
  }
}

/// Whether past forecasts kept their promise, a series each.
struct BacktestFigures {
  let tables: ResultTables

  private static let horizons = [("1", 1...1), ("2–3", 2...3), ("4–6", 4...6), ("7–12", 7...12)]
  private static let rule = "walk"

  private var groups: [(name: String, rows: [[String: String]])] {
    let rows = tables.rows("backtest.csv")
    let first = rows.first.map { ($0.text("mode"), $0.text("parameters")) }
    let own = rows.filter { ($0.text("mode"), $0.text("parameters")) == (first?.0 ?? "", first?.1 ?? "") }
    let names = own.map { $0.text("variable") }.reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    return names.map { name in (name, own.filter { $0.text("variable") == name }) }
  }

  var sentences: [String] {
    groups.map { name, rows in
      let inside = rows.count { $0.number("pit") >= 0.05 && $0.number("pit") <= 0.95 }
      return
        "\(name): \(digits(Double(inside)))  of \(digits(Double(rows.count))) outcomes lie between the 5 and 95 % "
        + "points of their forecasts (\(digits(100 * Double(inside) / Double(max(rows.count, 1)))) %; 90 % were promised)."
    }.map { $0.replacing("  ", with: " ") }
  }

  var figures: [Figure] {
    zip(groups, sentences).map { group, sentence in
      var tenths = [Int](repeating: 0, count: 10)
      for row in group.rows where row.number("pit").isFinite {
        tenths[min(9, Int(row.number("pit") * 10))] += 1
      }
      let horizons = BacktestFigures.horizons.compactMap { name, span -> Charts.Calibration.Horizon? in
        let rows = group.rows.filter {
          span.contains(Int($0.number("horizon"))) && $0.number("crps_\(BacktestFigures.rule)").isFinite
        }
        return BacktestFigures.ratio(rows).map {
          Charts.Calibration.Horizon(name, ratio: $0.value, low: $0.low, high: $0.high)
        }
      }
      return Figure(
        name: "calibration-\(group.name.replacing(".", with: "-"))", title: sentence,
        subtitle: "\(group.name): tenths of the forecast, and its error (CRPS) beside a rule's by horizon",
        source: "Throttle back-test against the seed tables; intervals leave one start out at a time.",
        description: sentence,
        chart: Charts.Calibration(tenths: tenths, horizons: horizons, rule: "a random walk"))
    }
  }

  /// The ratio of mean scores, with the range of two jackknife errors over starts.
  private static func ratio(_ rows: [[String: String]]) -> (value: Double, low: Double, high: Double)? {
    func ratio(_ rows: [[String: String]]) -> Double {
      rows.reduce(0) { $0 + $1.number("crps") } / rows.reduce(0) { $0 + $1.number("crps_\(rule)") }
    }
    let starts = Set(rows.map { $0.text("start") })
    guard starts.count > 2 else { return nil }
    let value = ratio(rows)
    let others = starts.sorted().map { start in ratio(rows.filter { $0.text("start") != start }) }
    let mean = others.reduce(0, +) / Double(others.count)
    let spread = others.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let error = (spread * Double(others.count - 1) / Double(others.count)).squareRoot()
    return (value, max(0, value - 1.645 * error), value + 1.645 * error)
  }
}
