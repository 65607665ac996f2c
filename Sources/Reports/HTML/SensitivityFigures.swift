internal import Charts
internal import Engine

/// What results depend on: what each part of chance, and each parameter, would leave of a result's spread if all else
/// were known, in the unit of the result.
struct SensitivityFigures {
  let tables: ResultTables
  let context: ReportContext

  /// So many errors above zero: among hundreds of parameters that explain nothing, one in twenty times the best gets
  /// there by chance (Student's t with 15 degrees of freedom).
  private static let errorsFromZero = 5.0
  private static let mostSeries = 12, mostParameters = 8
  /// Measures that rank parameters, the surest first.
  private static let kinds = ["rank_first", "sobol_total", "shapley", "morris_mu_star"]

  var figures: [Figure] {
    let rows = tables.rows("sensitivity.csv").filter { $0.text("span").contains(" to ") }
    let groups = Dictionary(grouping: rows, by: tables.label)
    let labels = rows.map(tables.label).uniqued
    let first = labels.filter { label in context.findings.contains { groups[label]?.first?["variable"] == $0 }
    }
    return (first + labels.filter { !first.contains($0) }).prefix(SensitivityFigures.mostSeries)
      .compactMap { groups[$0].flatMap(figure) }
  }

  private func figure(_ rows: [[String: String]]) -> Figure? {
    let parts = rows.filter { $0.text("measure") == "closed" && $0.text("parameter") != "(together)" }
    guard let deviation = deviation(rows), !parts.isEmpty else { return shares(rows) }
    let unit = rows.first { $0.text("measure") == "sd_reduction" }?.text("unit") ?? ""
    func bar(_ row: [String: String], _ name: String, _ errors: Double) -> Ranking.Row {
      func size(_ share: Double) -> Double { deviation * max(0, share).squareRoot() }
      return Ranking.Row(
        name, value: size(row.number("value")), low: size(row.number("p05")), high: size(row.number("p95")),
        isTold: row.number("value") > errors * row.number("se"))
    }
    let whole = parts.map { bar($0, name($0.text("parameter")), 2) }.sorted { $0.value > $1.value }
    let single = ranked(rows, "rank_first").map {
      bar($0, $0.text("parameter"), SensitivityFigures.errorsFromZero)
    }
    guard let most = whole.first(where: \.isTold) else { return nil }
    let bars = whole + single.prefix(SensitivityFigures.mostParameters)
    let write = Amount.writer(bars.map(\.value))
    let label = tables.label(rows[0])
    let leader = single.first(where: \.isTold).map {
      "; of single parameters \($0.name) most: \(write($0.value))"
    }
    let title =
      "\(capitalised(most.name)) move \(label) most: by \(write(most.value)) "
      + "of \(write(deviation)) \(unit)\(leader ?? "")"
    return Figure(
      name: "drivers-\(identifier(label))", title: title,
      subtitle:
        "Standard deviation that it alone would leave, \(unit), \(rows[0].text("span")), 90 % intervals",
      source:
        "Throttle: square roots of the shares of the variance that each explains alone; pale: not told from none.",
      description: title, unit: unit,
      chart: Ranking(rows: bars, unit: unit, head: "what", write: write))
  }

  /// The standard deviation of a result: what a parameter's share would take off it says it.
  private func deviation(_ rows: [[String: String]]) -> Double? {
    guard let most = ranked(rows, "rank_first").first, most.number("value") > 0,
      let fall = rows.first(where: {
        $0.text("measure") == "sd_reduction" && $0.text("parameter") == most.text("parameter")
      })
    else { return nil }
    return fall.number("value") / (1 - (1 - most.number("value")).squareRoot())
  }

  private func ranked(_ rows: [[String: String]], _ measure: String) -> [[String: String]] {
    rows.filter {
      $0.text("measure") == measure && $0.number("value") > 0 && !$0.text("parameter").hasPrefix("(")
    }
    .sorted { $0.number("value") > $1.number("value") }
  }

  /// A part of what chance decides, in words.
  private func name(_ part: String) -> String {
    switch part {
    case "(parameters)": "all parameters together"
    case "(events)": "events of the scenario"
    case "(drivers)": "shocks of \(context.drivers.isEmpty ? "the drivers" : listed(context.drivers))"
    default: "all other shocks"
    }
  }

  /// Where no run of its own tells the parts of chance apart: the shares or effects of single parameters.
  private func shares(_ rows: [[String: String]]) -> Figure? {
    guard let kind = SensitivityFigures.kinds.first(where: { !ranked(rows, $0).isEmpty }) else { return nil }
    let own = ranked(rows, kind), unit = own[0].text("unit"), isShare = unit == "share"
    let scale = isShare ? 100.0 : 1, words = isShare ? "%" : unit
    let bars = own.prefix(10).map { row in
      Ranking.Row(
        row.text("parameter"), value: scale * row.number("value"), low: scale * row.number("p05"),
        high: scale * row.number("p95"), isTold: row.text("told_from_zero") == "true")
    }
    guard let first = bars.first, first.isTold else { return nil }
    let label = tables.label(rows[0]), write = Amount.writer(bars.map(\.value))
    let title =
      isShare
      ? "\(first.name) explains most of the variance of \(label): \(write(first.value)) %"
      : "\(first.name) moves \(label) most: by \(write(first.value)) \(unit) over its range"
    return Figure(
      name: "drivers-\(identifier(label))", title: title,
      subtitle:
        "\(isShare ? "Share of the variance" : "Effect"), \(words), \(own[0].text("span")), 90 % intervals",
      source: "Throttle: \(kind.replacing("_", with: " ")) of each parameter; pale: not told from none.",
      description: title,
      chart: Ranking(rows: Array(bars), unit: words, head: "parameter", write: write))
  }
}

/// A text as the name of a file or element.
func identifier(_ text: String) -> String {
  String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
}
