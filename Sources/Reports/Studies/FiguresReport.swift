public import Studies

/// The published figures as tables: docs/FIGURES.md, `figures.csv` and the terminal's text.
public struct FiguresReport: Sendable {
  let results: [FigureResult]
  let paths: Int
  let seed: UInt64
  let version: String

  /// - Parameters:
  ///   - paths: of each run, as is `seed`.
  ///   - version: of the program.
  public init(_ results: [FigureResult], paths: Int, seed: UInt64, version: String) {
    self.results = results
    self.paths = paths
    self.seed = seed
    self.version = version
  }

  /// What the terminal shows.
  public var text: String { verdict + "\n\n" + rows(results).text }

  private var single: [FigureResult] { results.filter { $0.figure.range == nil } }
  private var ranged: [FigureResult] { results.filter { $0.figure.range != nil } }

  /// How many are inside, and how likely so few would be if the intervals were honest.
  var verdict: String {
    let inside = single.count(where: \.isInside)
    let share = single.isEmpty ? 0 : 100 * Double(inside) / Double(single.count)
    let chance = binomialAtMost(inside, of: single.count, chance: 0.8)
    return """
      \(results.count) figures. Of \(single.count) published as one number, \(inside) \
      (\(fixed(share, places: 0)) %) lie in the model's 80 % interval; 80 % are expected. If all were independent, \
      so few or fewer would come up with a chance of \(percent(chance)). Of \(ranged.count) published as a range, \
      \(ranged.count(where: \.isInside)) hold the model's median.
      """
  }

  private func rows(_ chosen: [FigureResult]) -> PlainTable {
    var table = PlainTable(
      ["figure", "what", "unit", "published", "median", "80 % interval", "inside", "source"], textColumns: 3)
    for result in chosen {
      let figure = result.figure
      table.add([
        figure.name, figure.what, figure.unit, FiguresReport.published(figure), readable(result.median),
        "\(readable(result.low)) to \(readable(result.high))", result.isInside ? "yes" : "no",
        figure.source,
      ])
    }
    return table
  }

  private static func published(_ figure: PublishedFigure) -> String {
    guard let range = figure.range else { return readable(figure.published) }
    return "\(readable(range.lowerBound)) to \(readable(range.upperBound))"
  }

  /// docs/FIGURES.md: generated, so that nobody types a number of the model.
  public var markdown: String {
    let outside = results.filter { !$0.isInside }
    return """
      # Published figures beside the model

      Written by `simulate figures` (version \(version), \(grouped(paths)) paths, seed \(seed)); don't edit.

      \(verdict)

      A figure of a month or year is asked of a run that starts before it and sees only what was known on its \
      `as_of`; `pin` means that the run is given the published months of a price, since nobody wants the model \
      judged by the oil price. Its parameters are the shipped ones, some of which were fitted to months after that \
      day, so that this is no test of skill (VALIDATION.md is). Figures about the same months aren't independent, so the chance is a rough guide. \
      Effects (a tighter cap, ten dollars more) are the difference of two runs with the same shocks. Effects with a \
      published range are inside when the model's median is in it.


      """ + rows(results).markdown + "\n## Outside, and why\n\n" + outside.map(reason).joined()
        + "\n## How each figure is asked for\n\n" + recipes.markdown
  }

  private func reason(_ result: FigureResult) -> String {
    let figure = result.figure
    let side = result.median > figure.published ? "above" : "below"
    return "- **\(figure.name)** (\(figure.what)): median \(readable(result.median)) \(figure.unit), \(side) "
      + "\(FiguresReport.published(figure)). \(figure.why.isEmpty ? "No reason found yet." : figure.why)\n"
  }

  private var recipes: PlainTable {
    var table = PlainTable(
      ["figure", "as of", "start", "months", "measure", "set", "against", "source"], textColumns: 8)
    for figure in results.map(\.figure) {
      let months = figure.first == figure.last ? "\(figure.first)" : "\(figure.first) to \(figure.last)"
      table.add([
        figure.name, "\(figure.asked.asOf)", "\(figure.asked.start)", "\(months), \(figure.fold.rawValue)",
        figure.measure.rawValue, FiguresReport.entries(figure.asked),
        figure.reference.map(FiguresReport.entries) ?? "–", figure.source,
      ])
    }
    return table
  }

  private static func entries(_ asked: FigureCase) -> String {
    asked.entries.isEmpty ? "nothing" : asked.entries.joined(separator: "; ")
  }

  /// `figures.csv`: a row for each figure.
  public var table: StudyTable {
    var result = StudyTable(
      "figures.csv", "Published figures beside the model",
      [
        ("figure", "string", "Name of the figure"), ("what", "string", "What it is"),
        ("unit", "string", "Unit"), ("published", "number", "As published"),
        ("published_low", "number", "Low end of the published range"),
        ("published_high", "number", "High end of the published range"), ("p10", "number", "10th percentile"),
        ("p50", "number", "Median"), ("p90", "number", "90th percentile"),
        ("inside", "boolean", "A single figure is in the 80 % interval; a range holds the median"),
        ("source", "string", "Who published it"),
      ])
    for held in results {
      result.table.row(
        [held.figure.name, held.figure.what, held.figure.unit], held.figure.published,
        held.figure.range?.lowerBound, held.figure.range?.upperBound, [held.low, held.median, held.high],
        held.isInside ? "true" : "false", held.figure.source)
    }
    return result
  }
}
