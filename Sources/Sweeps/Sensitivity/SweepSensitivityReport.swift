internal import Engine
public import Reports
internal import Studies

/// What the results of a sweep depend on: tables at the terminal and `sensitivity.csv`.
public struct SweepSensitivityReport: Sendable {
  private static let shown = 10

  private let study: SweepSensitivity
  private let statistic: String

  /// - Parameter statistic: which number of each case was looked at, such as `mean`.
  public init(_ study: SweepSensitivity, statistic: String) {
    self.study = study
    self.statistic = statistic
  }

  /// What a terminal shows: the whole period, or the last one that the sweep reports.
  public var text: String {
    let series = shownSeries
    let parts = series.flatMap { [shares($0), effects($0)] } + [worth(series), note]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var shownSeries: [SweepOutcomes.Series] {
    let all = study.rows.map(\.series).uniqued
    let last = all.contains { $0.period == "total" } ? "total" : all.last?.period
    return all.filter { $0.period == last }
  }

  private func title(_ series: SweepOutcomes.Series) -> String {
    "\(series.label), \(series.period)" + (statistic == "mean" ? "" : ", \(statistic)")
  }

  // MARK: Shares

  private func shares(_ series: SweepOutcomes.Series) -> String {
    let measures = [SweepMeasure.first, .total, .shapley].filter { !study.rows(series, $0).isEmpty }
    guard !measures.isEmpty else { return "" }
    let rows = measures.map { measure in study.rows(series, measure).filter { isWhole($0) } }
    let axes = rows[0].filter { $0.parameter != SweepSensitivity.rest }
      .sorted { size($0, rows) > size($1, rows) }
    let isTold = axes.filter { axis in
      rows.contains { $0.contains { $0.parameter == axis.parameter && $0.estimate.isToldFromZero } }
    }
    guard !isTold.isEmpty else {
      return "\(title(series)): no axis can be told from zero\n" + silence(rows[0])
    }
    var table = PlainTable([title(series)] + measures.flatMap(heads), textColumns: 1)
    let rest = rows[0].filter { $0.parameter == SweepSensitivity.rest }
    for axis in isTold.prefix(SweepSensitivityReport.shown) + rest {
      table.add(
        [axis.parameter == SweepSensitivity.rest ? "axes together" : axis.parameter]
          + rows.flatMap { cells($0.first { $0.parameter == axis.parameter }) })
    }
    return table.text + silence(rows[0])
  }

  /// Shapley effects of all axes, not of a group that was asked for besides.
  private func isWhole(_ row: SweepSensitivity.Row) -> Bool {
    row.measure != .shapley || row.group == study.rows(row.series, .shapley).first?.group
  }

  private func size(_ axis: SweepSensitivity.Row, _ rows: [[SweepSensitivity.Row]]) -> Double {
    rows.compactMap { $0.first { $0.parameter == axis.parameter }?.estimate.value }.max() ?? 0
  }

  private func heads(_ measure: SweepMeasure) -> [String] {
    let name = measure == .shapley ? "Shapley" : measure.rawValue
    return study.isSampled ? [name, "5 %", "95 %"] : [name]
  }

  private func cells(_ row: SweepSensitivity.Row?) -> [String] {
    guard let estimate = row?.estimate else { return study.isSampled ? ["", "", ""] : [""] }
    guard study.isSampled else { return [percent(estimate.value)] }
    if !estimate.isToldFromZero && row?.parameter != SweepSensitivity.rest {
      return ["not told from 0", "", ""]
    }
    return [estimate.value, estimate.low, estimate.high].map { percent($0) }
  }

  private func silence(_ rows: [SweepSensitivity.Row]) -> String {
    guard study.isSampled else { return "" }
    return rows.filter { $0.parameter != SweepSensitivity.rest }.map(\.estimate).silence(
      "can be told from zero alone with \(grouped(study.cases)) cases", study.cases, of: "cases")
  }

  // MARK: Effects and worth

  private func effects(_ series: SweepOutcomes.Series) -> String {
    let sizes = study.rows(series, .size).sorted { $0.estimate.value > $1.estimate.value }
    guard !sizes.isEmpty else { return "" }
    let told = sizes.filter(\.estimate.isToldFromZero)
    guard !told.isEmpty else { return "\(title(series)): no axis can be told from zero\n" }
    var table = PlainTable(
      ["\(title(series)), elementary effects", "μ*", "5 %", "95 %", "μ", "σ", "unit"], textColumns: 1)
    for row in told.prefix(SweepSensitivityReport.shown) {
      let others = [SweepMeasure.effect, .scatter].map { measure in
        study.rows(series, measure).first { $0.parameter == row.parameter }?.estimate.value ?? .nan
      }
      table.add(
        [row.parameter]
          + ([row.estimate.value, row.estimate.low, row.estimate.high] + others).map {
            readable($0, digits: 3)
          }
          + [series.unit])
    }
    let rest = sizes.count - told.count
    return table.text + (rest > 0 ? "(the other \(rest) can't be told from zero)\n" : "")
  }

  private func worth(_ series: [SweepOutcomes.Series]) -> String {
    let money = series.filter { $0.unit.hasPrefix("bn ") }
    let rows = money.flatMap { series -> [SweepSensitivity.Row] in
      let told = Set(study.rows(series, .first).filter(\.estimate.isToldFromZero).map(\.parameter))
      return study.rows(series, .reduction).filter { told.contains($0.parameter) }
        .sorted { $0.estimate.value > $1.estimate.value }.prefix(SweepSensitivityReport.shown).map { $0 }
    }
    guard !rows.isEmpty else { return "" }
    let interval = study.isSampled ? ["5 %", "95 %"] : []
    var table = PlainTable(["worth knowing first", "for", "less sd"] + interval + ["unit"], textColumns: 2)
    for row in rows {
      let ends = study.isSampled ? [row.estimate.low, row.estimate.high] : []
      table.add(
        [row.parameter, row.series.label] + ([row.estimate.value] + ends).map { readable($0, digits: 3) }
          + [row.series.unit])
    }
    return table.text
      + "(by how much the standard deviation between cases would fall if the axis were known)\n"
  }

  private var note: String {
    let cases = "(shares of the variance between \(grouped(study.cases)) cases"
    let effects =
      study.rows.contains { $0.measure == .size }
      ? "(μ*, μ: what an axis does over its whole range, at the pace of a step; σ: how that varies)\n" : ""
    let ends =
      study.isSampled
      ? "; intervals from drawing cases anew)\n"
      : ", exact for the values of the grid: nothing was drawn, so there are no intervals)\n"
    let hasShares = study.rows.contains { $0.measure == .first }
    let left =
      study.left > 0
      ? "(\(grouped(study.left)) cases are left out: failed, or useless without one that did)\n" : ""
    return (hasShares ? cases + ends : "") + effects + left
  }

  // MARK: The table

  private static let columns: [(name: String, type: String, title: String)] = [
    ("variable", "string", "Output variable"), ("region", "string", "Country, district, buyer or route"),
    ("period", "string", "Month, year, or total"),
    ("statistic", "string", "Which number of each case: its mean or a percentile of its paths"),
    ("measure", "string", "first, total, shapley, morris_mu_star, morris_mu, morris_sigma, sd_reduction"),
    ("parameter", "string", "Axis; (policy); (rest) for what axes do only together"),
    ("group", "string", "Axes that a Shapley effect was taken among"),
    ("value", "number", "The index, effect or value"),
    ("se", "number", "Its standard error, by the bootstrap"),
    ("p05", "number", "Lower end of its 90 % interval"), ("p95", "number", "Upper end of its 90 % interval"),
    ("unit", "string", "share for indices, else the unit of the series"),
    ("told_from_zero", "boolean", "More than three standard errors from zero"),
    ("cases_needed", "integer", "Cases that would tell a share from zero, if it is 0.005 or more"),
  ]

  /// `sensitivity.csv`.
  public var tables: [StudyTable] {
    var result = StudyTable(
      "sensitivity.csv", "What the results of a sweep depend on", SweepSensitivityReport.columns)
    for row in study.rows { add(row, to: &result.table) }
    return [result]
  }

  private func add(_ row: SweepSensitivity.Row, to table: inout CSVTable) {
    let series = row.series, estimate = row.estimate, isShare = row.measure.isShare
    let needed = isShare && study.isSampled ? estimate.pathsNeeded(paths: study.cases) : nil
    let size = row.measure == .effect ? estimate.magnitude : estimate
    table.row(
      series.variable, series.region, series.period, statistic, row.measure.rawValue, row.parameter,
      row.group.joined(separator: " "), [estimate.value, estimate.error, estimate.low, estimate.high],
      isShare ? "share" : series.unit, size.isToldFromZero, needed)
  }
}
