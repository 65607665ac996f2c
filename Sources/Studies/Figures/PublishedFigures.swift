public import Engine

/// A figure that somebody published, and how the model is asked for it: a row of `published_figures.csv`.
public struct PublishedFigure: Sendable {
  /// How the months are put together.
  public enum Fold: String, Sendable, CaseIterable { case mean, sum, last }

  /// What is compared: the value itself, or what two runs with the same shocks differ by.
  public enum Measure: String, Sendable, CaseIterable { case level, difference, percent }

  /// As tables call it.
  public let name: String
  /// What was published, in words.
  public let what: String
  /// The published number, or the lower end of a range.
  public let published: Double
  /// The published range, where there is one.
  public let range: ClosedRange<Double>?
  /// Its unit.
  public let unit: String
  /// Who published it.
  public let source: String
  /// The day on which the figure came out.
  public let known: Day
  /// Why the model is off, in plain words; empty where nobody wrote a reason.
  public let why: String
  let variable: String
  let regions: [String]
  /// The first month that it is about.
  public let first: Month
  /// The last.
  public let last: Month
  /// How months become one number.
  public let fold: Fold
  /// Which number of the paths is held against it.
  public let measure: Measure
  /// The run, and the one it is held against.
  public let asked: FigureCase
  /// The run that differences are taken from.
  public let reference: FigureCase?

  /// Reads a row; nil where it doesn't hang together.
  init?(_ row: SeedRow) {
    guard let published = row.number("published"), let known = row.day("known"),
      let asOf = row.day("as_of"), let start = row.month("start"), let first = row.month("first_month"),
      let last = row.month("last_month"), let fold = Fold(rawValue: row.text("fold")),
      let measure = Measure(rawValue: row.text("measure")), start <= first, first <= last
    else { return nil }
    let entries = row.text("reference")
    guard (measure == .level) == entries.isEmpty else { return nil }
    if let low = row.number("low"), let high = row.number("high"), low <= high {
      range = low...high
    } else {
      range = nil
    }
    self.published = published
    self.known = known
    self.first = first
    self.last = last
    self.fold = fold
    self.measure = measure
    name = row.text("figure")
    what = row.text("what")
    unit = row.text("unit")
    source = row.text("source")
    why = row.text("why")
    variable = row.text("series")
    regions = row.text("area").split(separator: "+").map(String.init)
    asked = FigureCase(asOf: asOf, start: start, entries: row.text("overrides"))
    reference =
      entries.isEmpty
      ? nil : FigureCase(asOf: asOf, start: start, entries: entries == "none" ? "" : entries)
  }

  /// The figures of the table, and the names of rows that say nothing usable.
  public static func read(_ seeds: SeedTables) -> (figures: [PublishedFigure], faulty: [String]) {
    var figures: [PublishedFigure] = []
    var faulty: [String] = []
    for row in seeds["published_figures"] {
      if let figure = PublishedFigure(row) {
        figures.append(figure)
      } else {
        faulty.append(row.text("figure"))
      }
    }
    return (figures, faulty)
  }

  /// The value of the figure on every path.
  func values(_ run: PathValues, _ other: PathValues?) throws(StudyFailure) -> [Double] {
    let own = try folded(run)
    guard measure != .level, let other else { return own }
    let base = try folded(other)
    return zip(own, base).map { measure == .percent ? 100 * ($0 - $1) / $1 : $0 - $1 }
  }

  /// The months put together, regions added up.
  private func folded(_ run: PathValues) throws(StudyFailure) -> [Double] {
    let rows = regions.compactMap { run.row(variable, region: $0) }
    guard rows.count == regions.count, !rows.isEmpty else {
      throw StudyFailure(
        "error: \(name): the model has no \(variable) of \(regions.joined(separator: "+"))", .invalid)
    }
    let months = run.spans.indices.filter { run.spans[$0].first >= first && run.spans[$0].last <= last }
    let used = fold == .last ? Array(months.suffix(1)) : months
    let scale = fold == .mean ? 1 / Double(used.count) : 1
    return (0..<run.paths).map { path in
      rows.reduce(0) { sum, row in sum + used.reduce(0) { $0 + run.values[row][$1][path] } } * scale
    }
  }
}

/// What the model says about a figure.
public struct FigureResult: Sendable {
  /// What was published.
  public let figure: PublishedFigure
  /// At 10, 50 and 90 % of the paths.
  public let low: Double
  /// The model's median.
  public let median: Double
  /// The upper end of its interval.
  public let high: Double

  init(_ figure: PublishedFigure, _ values: [Double]) {
    self.figure = figure
    let sorted = values.sorted()
    low = quantile(sorted, 0.1)
    median = quantile(sorted, 0.5)
    high = quantile(sorted, 0.9)
  }

  /// A published range must hold the model's median; a single figure must lie in the model's interval.
  public var isInside: Bool {
    if let range = figure.range { return range.contains(median) }
    return low <= figure.published && figure.published <= high
  }
}
