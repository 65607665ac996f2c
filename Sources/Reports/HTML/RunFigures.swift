internal import Charts
internal import Engine
internal import ScenarioText

/// The figures of one run's tables.
struct RunFigures {
  let tables: ResultTables
  let context: ReportContext
  let series: [ReportedSeries]
  let asOf: String
  let period: String
  let paths: String
  private let futures: [String: [[Double]]]

  init(_ tables: ResultTables, _ context: ReportContext) {
    self.tables = tables
    self.context = context
    series = tables.series()
    let run = tables.package?["run"]
    asOf = run?["as_of"]?.text ?? ""
    period = run?["period"]?.text ?? ""
    paths = run?["paths"]?.text ?? ""
    let rows = Dictionary(grouping: tables.rows("futures.csv")) {
      "\($0.text("variable"))|\($0.text("region"))"
    }
    futures = rows.mapValues { rows in
      Dictionary(grouping: rows) { $0.text("path") }.sorted { $0.key < $1.key }
        .map { $0.value.map { $0.number("value") } }
    }
  }

  /// Of some series of a run that is not in files.
  init(_ series: [ReportedSeries], _ settings: Settings, _ context: ReportContext) {
    tables = ResultTables(settings.name, home: "") { _ in nil }
    self.context = context
    self.series = series
    asOf = settings.asOf.description
    period = settings.period.description
    paths = String(settings.paths)
    futures = [:]
  }

  var title: String { tables.package?["title"]?.text ?? tables.name }
  private var known: Double? { momentNumber(asOf) }

  var source: String { "Throttle, \(digits(Double(paths) ?? 0)) futures as known on \(asOf)." }

  private var fanSource: String {
    "\(source) Bands: 50 and 90 % of them; line: median; thin: single futures; dots: published; rings: published since."
  }

  /// Findings first, then the others in the order of the tables.
  var ordered: [ReportedSeries] {
    let first = context.findings.flatMap { name in series.filter { $0.variable == name } }
    return first + series.filter { !context.findings.contains($0.variable) }
  }

  /// Nine tenths of what was published since, as far as it can be counted: how many months lie within 5–95 %.
  func since(_ series: ReportedSeries) -> (inside: Int, of: Int) {
    let later = publishedSince(series)
    let bands = Dictionary(
      series.months.map { ($0.month, $0.spread) }, uniquingKeysWith: { first, _ in first })
    let inside = later.filter { entry in
      bands[entry.month].map { $0.percentiles[0] <= entry.value && entry.value <= $0.percentiles[4] } ?? false
    }
    return (inside.count, later.count)
  }

  private func publishedMonths(_ series: ReportedSeries) -> [(month: Int, value: Double)] {
    let key = "\(series.variable)|\(series.region)"
    guard context.publishedUnits[key].map({ $0 == series.unit }) ?? true else { return [] }
    return (context.published[key] ?? [:]).sorted { $0.key < $1.key }.map { (month: $0.key, value: $0.value) }
  }

  private func publishedSince(_ series: ReportedSeries) -> [(month: Int, value: Double)] {
    guard let known, let first = series.months.first?.month, let last = series.months.last?.month else {
      return []
    }
    return publishedMonths(series).filter {
      Double($0.month + 1) > known && (first...last).contains($0.month)
    }
  }

  /// The fan of a series with the two years before it.
  func fan(_ series: ReportedSeries) -> Figure? {
    guard let first = series.months.first?.month else { return nil }
    let history = publishedMonths(series).filter { entry in
      entry.month >= first - 24 && known.map { Double(entry.month + 1) <= $0 } ?? true
    }
    let values = series.months.flatMap(\.spread.percentiles) + history.map(\.value)
    let chart = FanChart(
      unit: series.unit, history: history,
      forecast: series.months.map {
        FanChart.Month($0.month, percentiles: $0.spread.percentiles, errors: $0.spread.errors)
      },
      futures: futures["\(series.variable)|\(series.region)"] ?? [], since: publishedSince(series),
      known: known,
      write: Amount.writer(values))
    return Figure(
      name: "fan-\(series.identifier)", title: RunWords.fanTitle(series),
      subtitle: "\(series.label), \(series.monthUnit), \(period)", source: fanSource,
      description: "\(series.summary) \(RunWords.fanTitle(series))", unit: series.monthUnit, chart: chart)
  }

  var fans: [Figure] { ordered.compactMap(fan) }

  /// How likely each amount is to be exceeded.
  var distributions: [Figure] {
    let rows = Dictionary(grouping: tables.rows("exceedance.csv")) {
      "\($0.text("variable"))|\($0.text("region"))"
    }
    return ordered.compactMap { series -> Figure? in
      guard let rows = rows["\(series.variable)|\(series.region)"], let total = series.total else {
        return nil
      }
      let curve = rows.map { (value: $0.number("value"), above: $0.number("above")) }
      let write = Amount.writer(curve.map(\.value))
      func end(_ index: Int) -> String { Amount.text(total.percentiles[index], error: total.errors[index]) }
      let marks = [(0, 0.95), (4, 0.05)].map { index, above -> Charts.Distribution.Threshold in
        Charts.Distribution.Threshold(
          total.percentiles[index], above: above, text: "\(index == 0 ? "95" : "5") % above \(end(index))")
      }
      let title =
        "\(series.label): one future in twenty ends above \(end(4)) \(series.spanUnit), "
        + "one below \(end(0))"
      return Figure(
        name: "exceedance-\(series.identifier)", title: title,
        subtitle: "Share of futures with more than so many \(series.spanUnit), \(period)", source: source,
        description: title, unit: series.spanUnit,
        chart: Charts.Distribution(unit: series.spanUnit, curve: curve, thresholds: marks, write: write))
    }
  }

  /// How likely what a question asks about is to exceed each amount, and the number that it is held against.
  var asked: [Figure] {
    let rows = tables.rows("asked.csv")
    let sentences = Dictionary(
      tables.rows("questions.csv").map { ($0.text("question"), $0.text("sentence")) },
      uniquingKeysWith: { first, _ in first })
    let questions = rows.distinct("question")
    return questions.enumerated().map { place, question in
      let own = rows.filter { $0.text("question") == question }
      let curve = own.map { (value: $0.number("value"), above: $0.number("above")) }
      let threshold = own[0].number("threshold"), chance = own[0].number("chance")
      let unit = own[0].text("unit"), write = Amount.writer(curve.map(\.value) + [threshold])
      let mark = Charts.Distribution.Threshold(
        threshold, above: chance, text: "\(digits(100 * chance)) % above \(write(threshold))")
      let title = sentences[question] ?? question
      return Figure(
        name: "asked-\(place + 1)", title: title.hasSuffix(".") ? String(title.dropLast()) : title,
        subtitle: "Share of futures with more than so many \(unit): \(question)", source: source,
        description: title, unit: unit,
        chart: Charts.Distribution(unit: unit, curve: curve, thresholds: [mark], write: write))
    }
  }

  /// A series by region.
  var tiles: Figure? {
    let rows = tables.rows("more_total.csv").filter { $0.text("variable") == context.tiles }
    guard rows.count > 1 else { return nil }
    let tiles = rows.map { row -> DistrictTiles.Tile in
      let spread = Spread(row)
      return DistrictTiles.Tile(
        row.text("region"), value: spread.mean, low: spread.percentiles[0], high: spread.percentiles[4])
    }
    let most = tiles.max { $0.value < $1.value } ?? tiles[0]
    let unit = rows[0].text("unit")
    let write = Amount.writer(tiles.map(\.value))
    let meaning = context.meanings[context.tiles].map(RunWords.clause) ?? context.tiles
    let title = "\(most.name) has most: \(write(most.value)) \(unit) on average"
    return Figure(
      name: "tiles", title: title,
      subtitle: "\(meaning) (\(context.tiles)), \(unit), mean over \(period) and below it the 5–95 % range",
      source: source,
      description: title, chart: DistrictTiles(tiles: tiles, unit: unit, write: write))
  }

  /// What goes where, on average.
  var flow: Figure? {
    let all = series + tables.series("more_").filter { more in !series.contains { $0.label == more.label } }
    var names: [String] = []
    var links: [(from: String, to: String, value: Double)] = []
    for stream in context.streams {
      let left = links.filter { $0.from == stream.from }.reduce(0) { $0 + $1.value }
      let comes = links.filter { $0.to == stream.from }.reduce(0) { $0 + $1.value }
      guard let variable = stream.variable else {
        links.append((stream.from, stream.to, max(0, comes - left)))
        continue
      }
      for part in all.filter({ $0.variable == variable }) {
        let region = context.regions[part.region] ?? part.region
        let to = part.region == tables.home ? stream.to : "\(stream.to) \(region)"
        links.append((stream.from, to, part.total?.mean ?? 0))
      }
    }
    for link in links { for name in [link.from, link.to] where !names.contains(name) { names.append(name) } }
    guard links.count > 2 else { return nil }
    var columns = [Int](repeating: 0, count: names.count)
    for _ in names {
      for link in links {
        guard let from = names.firstIndex(of: link.from), let to = names.firstIndex(of: link.to) else {
          continue
        }
        columns[to] = max(columns[to], columns[from] + 1)
      }
    }
    let unit = all.first { $0.variable == context.streams.first?.variable }?.unit ?? ""
    let largest = links.max { $0.value < $1.value } ?? links[0]
    let title =
      "The largest stream runs from \(largest.from) to \(largest.to): \(digits(largest.value)) \(unit)"
    return Figure(
      name: "flow", title: title, subtitle: "\(unit), mean over all futures and \(period)", source: source,
      description: title,
      chart: Flow(
        nodes: zip(names, columns).map { Flow.Node($0, column: $1) },
        links: links.map { link in
          Flow.Link(
            from: names.firstIndex(of: link.from) ?? 0, to: names.firstIndex(of: link.to) ?? 0,
            value: link.value)
        }, unit: unit, write: { digits($0) }))
  }

  /// What is decided when: dated steps of the parameters.
  var timeline: Figure? {
    guard let first = series.first?.months.first?.month, let last = series.first?.months.last?.month else {
      return nil
    }
    let steps = tables.rows("parameters.csv").compactMap { row -> Timeline.Event? in
      let parts = row.text("name").split(separator: "@")
      guard parts.count == 2, let from = momentNumber(String(parts[1])),
        (Double(first - 12)..<Double(last + 1)).contains(from)
      else { return nil }
      let value = Amount.text(
        row.number("mean"), error: 0, row.text("unit") == "switch" ? "" : row.text("unit"))
      let words = row.text("unit") == "switch" ? (row.number("mean") > 0.5 ? "on" : "off") : value
      return Timeline.Event("\(parts[0]): \(words)", from: from, isMoment: true, note: row.text("set_at"))
    }
    let shown = steps.sorted { $0.from < $1.from }.suffix(14)
    guard !shown.isEmpty else { return nil }
    return Figure(
      name: "timeline", title: "\(shown.count) dated steps of policy are in these results",
      subtitle: "Values that come into force, \(period) and the year before", source: source,
      description: "A dot for each value that comes into force on a day.",
      chart: Timeline(
        events: Array(shown), first: min(first, Int(shown.map(\.from).min() ?? Double(first))), last: last,
        known: known))
  }
}
