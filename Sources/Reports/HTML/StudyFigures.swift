internal import Charts
internal import Engine
internal import ScenarioText

/// The figures of an attribution: what each measure takes, and what that costs others.
struct AttributionFigures {
  let tables: ResultTables

  private var rows: [[String: String]] {
    tables.rows("attribution.csv").filter { $0.text("span").contains(" to ") }
  }

  private var targets: [String] { rows.distinct("target") }

  /// A sentence a target: what all measures do together, and which does most.
  var sentences: [String] {
    targets.compactMap { target in
      let parts = rows.filter { $0.text("target") == target }
      guard let total = parts.first(where: { $0.text("measure") == "total" }) else { return nil }
      let error = total.number("share_se"), unit = total.text("unit")
      guard Amount.isTold(total.number("share"), error: error) else {
        return "\(capitalised(target)) through all measures together: nothing that can be told from zero."
      }
      let most = parts.filter { $0.text("measure") != "total" }.max {
        abs($0.number("share")) < abs($1.number("share"))
      }
      let leader = most.map {
        "; the largest part is that of \($0.text("measure")): \(Amount.text($0.number("share"), error: $0.number("share_se"), unit))"
      }
      return
        "\(capitalised(target)) through all measures together: \(Amount.text(total.number("share"), error: error, unit)) over "
        + "\(total.text("span")) (\(Amount.reach(error)) from sampling; nine of ten paths between "
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

/// A sweep's outcomes over its first two axes.
struct SweepFigures {
  let tables: ResultTables
  let findings: [String]

  /// What a sweep's table calls the period.
  private static let whole = "total"

  var figures: [Figure] {
    let cases = tables.rows("cases.csv")
    let outcomes = tables.rows("outcomes.csv").filter { $0.text("period") == SweepFigures.whole }
    guard let head = tables.head("cases.csv") else { return [] }
    let fixed = ["case", "status", "reason", "design", "replicate", "role", "block", "sample", "row"]
    let varying = head.filter { name in
      !fixed.contains(name) && Set(cases.map { $0.text(name) }).count > 1
    }
    guard varying.count > 1 else { return [] }
    let series = outcomes.map { "\($0.text("variable"))|\($0.text("region"))" }.uniqued
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
      let all = cases.distinct(axis)
      let numbers = all.compactMap(Double.init)
      return numbers.count < all.count ? all : all.sorted { (Double($0) ?? 0) < (Double($1) ?? 0) }
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
    let label = tables.label(first)
    let title = "Mean \(label) runs from \(write(low)) to \(write(high)) \(unit) over the sweep"
    return Figure(
      name: "sweep-\(identifier(label))", title: title,
      subtitle: "\(unit) over the whole period, by \(down) and \(across)",
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
    return own.distinct("variable").map { name in (name, own.filter { $0.text("variable") == name }) }
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
