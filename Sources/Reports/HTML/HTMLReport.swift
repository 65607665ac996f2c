internal import Charts
internal import ScenarioText
public import Storage

/// A report on finished folders: which figures and sentences, in which order, by what the first folder holds.
public struct HTMLReport: Sendable {
  private let folders: [ResultTables]
  let context: ReportContext

  /// - Parameter folders: at least one.
  public init(_ folders: [ResultTables], _ context: ReportContext) {
    self.folders = folders
    self.context = context
  }

  /// The page.
  public var html: String {
    var page = page
    page.units = context.units
    return page.html
  }

  /// Name and text of each figure as an SVG file.
  public var files: [(name: String, svg: String)] {
    var names = FigureNames()
    let page = page
    let figures = (page.lead.map { [$0] } ?? []) + page.sections.flatMap(\.figures)
    return figures.map { figure in
      let figure = names.unique(figure)
      return ("\(figure.name).svg", figure.file())
    }
  }

  /// Writes the page, replacing an older one only when it is complete.
  public func write(to path: String) throws(OutputError) {
    try Files.put(Array(html.utf8), at: path)
  }

  /// Writes each figure into a folder, which is made where it is missing; gives how many.
  public func writeCharts(into folder: String) throws(OutputError) -> Int {
    try Files.create(folder: folder)
    let files = files
    for file in files { try Files.put(Array(file.svg.utf8), at: "\(folder)/\(file.name)") }
    return files.count
  }

  /// The sentences that the page begins with.
  public var answers: [String] { page.answers }

  private var page: Page {
    let tables = folders[0]
    if tables.has("trace.csv") { return trace(tables) }
    if tables.has("attribution.csv") { return attribution(tables) }
    if tables.has("backtest.csv") { return backtest(tables) }
    if tables.has("claims.csv") { return claims(tables) }
    if tables.has("boxes.csv") { return discovery(tables) }
    if tables.has("robust.csv") { return robustness(tables) }
    if tables.has("cases.csv") { return sweep(tables) }
    if tables.has("monthly.csv") { return run(tables) }
    if tables.has("comparison.csv") { return comparison(tables) }
    if tables.has("sensitivity.csv") { return sensitivity(tables) }
    return Page(
      title: tables.name, subtitle: "This folder holds no results that a report is made of.", answers: [],
      lead: nil, sections: [], provenance: [])
  }

  // MARK: The kinds of study

  private func run(_ tables: ResultTables) -> Page {
    let run = RunFigures(tables, context)
    let changes = ComparisonFigures(tables: tables, context: context)
    let drivers = SensitivityFigures(tables: tables, context: context).figures
    let findings = run.ordered.filter {
      context.findings.contains($0.variable) && $0.region == tables.home || isAlone($0, run)
    }
    let questions = tables.rows("questions.csv").distinct("sentence").filter { !$0.isEmpty }
    let fans = run.fans
    let lead = changes.differences.first ?? fans.first, others = fans.filter { $0.name != lead?.name }
    let own = RunWords.settings(tables)
    let answers =
      questions + changes.sentences
      + findings.prefix(changes.sentences.isEmpty ? 6 : 3).map { RunWords.finding($0, period: run.period) }
    let sections =
      since(tables) + set(own) + changed(changes) + answered(run) + results(run, Array(others.prefix(5)))
      + driven(drivers) + rest(run, Array(others.dropFirst(5)))
    return Page(
      title: run.title,
      subtitle:
        "\(run.period), as known on \(run.asOf) · \(digits(Double(run.paths) ?? 0)) futures of a Monte Carlo model",
      asked: asked + (own.isEmpty ? [] : [RunWords.set(own)]),
      answers: answers, lead: lead, sections: sections, provenance: provenance(tables))
  }

  private func rest(_ run: RunFigures, _ fans: [Figure]) -> [Page.Section] {
    [
      trust(run),
      Page.Section(title: "All series", figures: fans),
      Page.Section(
        title: "Others beside it", text: others(run), figures: folders.count > 1 ? beside(run) : []),
    ].filter { !$0.text.isEmpty || !$0.figures.isEmpty || $0.table != nil }
  }

  private var asked: [String] { context.asked.isEmpty ? [] : [context.asked] }

  private func isAlone(_ series: ReportedSeries, _ run: RunFigures) -> Bool {
    context.findings.contains(series.variable) && run.series.count { $0.variable == series.variable } == 1
  }

  /// How the months published since fared, and what the intervals leave out.
  private func trust(_ run: RunFigures) -> Page.Section {
    let counts = run.series.map { ($0, run.since($0)) }.filter { $0.1.of > 0 }
    let inside = counts.reduce(0) { $0 + $1.1.inside }, all = counts.reduce(0) { $0 + $1.1.of }
    let held =
      all > 0
      ? [
        "Of \(all) months published since \(run.asOf), \(inside) lie between the 5 and 95 % points (nine in ten were promised)."
      ]
      : []
    let guesses = tableOfGuesses(run.tables)
    return Page.Section(
      title: "How far to trust it",
      text: held + [
        "Standard errors measure the sampling, not the model; bands hold what the model draws: shocks, events and uncertain parameters.",
        guesses,
      ],
      table: counts.isEmpty
        ? nil
        : FigureTable(
          ["series", "months published since", "within 5–95 %"],
          counts.map { [$0.0.label, String($0.1.of), String($0.1.inside)] }))
  }

  private func tableOfGuesses(_ tables: ResultTables) -> String {
    let rows = tables.rows("parameters.csv")
    let guesses = rows.filter { $0.text("source").contains("guess") }
    return
      "\(guesses.count) of \(rows.count) values are guesses and say so (parameters.csv has each with its source)."
  }

  private func others(_ run: RunFigures) -> [String] {
    folders.dropFirst().map { other in
      let figures = RunFigures(other, context)
      return "\(figures.title): \(figures.period), as known on \(figures.asOf)."
    }
  }

  /// The findings of every folder side by side.
  private func beside(_ run: RunFigures) -> [Figure] {
    context.findings.compactMap { name -> Figure? in
      let rows = folders.compactMap { folder -> Ranking.Row? in
        let figures = RunFigures(folder, context)
        guard let total = figures.series.first(where: { $0.variable == name })?.total else { return nil }
        return Ranking.Row(
          figures.title, value: total.mean, low: total.percentiles[0], high: total.percentiles[4])
      }
      guard rows.count > 1, let series = run.series.first(where: { $0.variable == name }) else { return nil }
      let most = rows.max { $0.value < $1.value } ?? rows[0]
      let write = Amount.writer(rows.map(\.value))
      let title = "\(series.label) is highest in \(most.name): \(write(most.value)) \(series.spanUnit)"
      return Figure(
        name: "beside-\(series.identifier)", title: title,
        subtitle: "\(series.spanUnit), mean and 5–95 % range",
        source: run.source, description: title, unit: series.spanUnit,
        chart: Ranking(rows: rows, unit: series.spanUnit, head: "result", write: write))
    }
  }

  private func comparison(_ tables: ResultTables) -> Page {
    let figures = ComparisonFigures(tables: tables, context: context)
    let all = figures.figures
    return Page(
      title: figures.title, subtitle: "Paired differences: the same shocks on each path", asked: asked,
      answers: figures.sentences, lead: all.first,
      sections: [Page.Section(title: "Month by month", figures: Array(all.dropFirst()))],
      provenance: provenance(tables))
  }

  private func attribution(_ tables: ResultTables) -> Page {
    let figures = AttributionFigures(tables: tables)
    return Page(
      title: tables.package?["title"]?.text ?? tables.name,
      subtitle: "What each measure takes and costs: shares by Shapley's rule, the same shocks for all",
      answers: figures.sentences, lead: figures.figures.first,
      sections: [Page.Section(title: "By target", figures: Array(figures.figures.dropFirst()))],
      provenance: provenance(tables))
  }

  private func sensitivity(_ tables: ResultTables) -> Page {
    let figures = SensitivityFigures(tables: tables, context: context).figures
    return Page(
      title: tables.package?["title"]?.text ?? tables.name, subtitle: "What the results depend on",
      answers: figures.prefix(6).map { $0.title + "." }, lead: figures.first,
      sections: [Page.Section(title: "Series by series", figures: Array(figures.dropFirst()))],
      provenance: provenance(tables))
  }

  private func sweep(_ tables: ResultTables) -> Page {
    let figures = SweepFigures(tables: tables, findings: context.findings).figures
    return Page(
      title: tables.name, subtitle: "\(tables.rows("cases.csv").count) cases",
      answers: figures.prefix(4).map { $0.title + "." }, lead: figures.first,
      sections: [Page.Section(title: "Series by series", figures: Array(figures.dropFirst()))],
      provenance: provenance(tables))
  }

  private func backtest(_ tables: ResultTables) -> Page {
    let figures = BacktestFigures(tables: tables)
    return Page(
      title: "Back-test", subtitle: "Forecasts made as if it were the past, held against what was published",
      answers: figures.sentences, lead: figures.figures.first,
      sections: [Page.Section(title: "Series by series", figures: Array(figures.figures.dropFirst()))],
      provenance: provenance(tables))
  }

  /// How to make it again.
  func provenance(_ tables: ResultTables) -> [String] {
    let package = tables.package
    let run = package?["run"]
    let flags = ((run?["flags"] ?? package?["flags"])?.items ?? []).compactMap(\.text)
    let seed = run?["seed"]?.text.map { "seed \($0)" }
    let inputs = (package?["inputs"]?.items ?? []).compactMap { item in
      item["path"]?.text.map { "\($0) \(item["hash"]?.text?.dropFirst("sha256:".count).prefix(12) ?? "")" }
    }
    let made = ["Made by \(context.program)", seed].compactMap { $0 } + flags
    return [
      made.joined(separator: ", ") + ".",
      inputs.isEmpty ? "" : "Inputs (SHA-256): \(inputs.joined(separator: ", ")).",
    ]
    .filter { !$0.isEmpty }
  }
}
