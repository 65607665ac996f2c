internal import Charts
public import Engine
public import Studies

/// The figures of a run beside the one that it is a change of, made on the spot: what a report shows, without files.
public struct LiveFigures {
  private let run: RunFigures
  private let changes: ComparisonFigures
  private let second: String

  /// - Parameters:
  ///   - results: of the changed run.
  ///   - comparison: the changed run less the other; months of the series that are shown, and the totals of all.
  ///   - names: what sentences call the two.
  ///   - labels: the series that are shown by month.
  public init(
    _ results: Results, _ comparison: Comparison, names: (first: String, second: String), labels: [String],
    home: String, _ context: ReportContext
  ) {
    let rows = results.series.indices.filter { labels.contains(results.series[$0].declaration.label) }
    run = RunFigures(rows.map { ReportedSeries(results, row: $0) }, results.settings, context)
    let table = ComparisonReport.table(names.first, [(names.second, comparison)])
    changes = ComparisonFigures(
      tables: ResultTables(names.second, home: home) { $0 == table.name ? table.bytes : nil },
      context: context)
    second = names.second
  }

  /// What changes most, relative to what it was; of series that change at all.
  public var ranking: String? { changes.ranking.map(PageParts.figure) }

  /// How far a series is from what it was, by month.
  public func difference(of label: String) -> String? {
    changes.difference(of: label).map(PageParts.figure)
  }

  /// A series by month as it now is.
  public func fan(of label: String) -> String? {
    run.series.first { $0.label == label }.flatMap(run.fan).map(PageParts.figure)
  }

  /// A sentence for the change of each of the series that are shown, in the order of the labels.
  public func sentences(of labels: [String]) -> [String] { labels.compactMap(changes.sentence(of:)) }
}

/// Parts of pages that hold figures as reports do.
public enum PageParts {
  /// A figure with its words and numbers.
  static func figure(_ figure: Figure) -> String {
    var names = FigureNames()
    return PageText.figure(figure, &names, level: 3)
  }

  /// The style sheet that figures need.
  public static var style: String { PageStyle.sheet }
  /// The function `pointAt(svg)`, which shows numbers where a reader points.
  public static var pointing: String { PageScript.pointing }
  /// A text as it stands between tags or in an attribute between double quotes.
  public static func text(_ text: String) -> String { escaped(text) }
  /// A block's hash as a Content-Security-Policy names it.
  public static func hash(_ block: String) -> String { PageText.hash(block) }
}

extension ReportedSeries {
  /// A series of results in memory.
  init(_ results: Results, row: Int) {
    let series = results.series[row], declared = series.declaration
    let period = results.settings.period
    self.init(
      variable: declared.variable, region: declared.region, label: declared.label, summary: declared.summary,
      unit: declared.unit.symbol, spanUnit: series.spanUnit, rule: declared.aggregation.rawValue,
      months: results.monthly[row].enumerated().map { (period.month($0).ordinal, Spread($1)) },
      years: zip(results.years, results.annual[row]).map { (String($0), Spread($1)) },
      total: Spread(results.total[row]))
  }
}

extension Spread {
  /// As results have it: the usual five percentiles come first.
  init(_ statistics: Statistics) {
    mean = statistics.mean
    error = statistics.meanError
    percentiles = Array(statistics.quantiles.prefix(quantileLevels.count))
    errors = Array(statistics.quantileErrors.prefix(quantileLevels.count))
  }
}
