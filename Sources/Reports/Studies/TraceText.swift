internal import Engine
public import Studies

/// One future in words, and as trace.csv.
public struct TraceText: Sendable {
  private let trace: Trace
  private let name: String

  /// - Parameter name: the scenario.
  public init(_ trace: Trace, name: String) {
    self.trace = trace
    self.name = name
  }

  /// Its place in the fan, then month after month.
  public var text: String {
    let head = "Path \(grouped(trace.path)) of \(grouped(trace.paths)), \(name)\n"
    let totals = trace.totals.map { "  \(said($0, isWhole: true))\n" }.joined()
    let draws = trace.draws.map { "  \(drawn($0))\n" }.joined()
    return head + "\nOver the whole period\n" + totals
      + (draws.isEmpty ? "" : "\nDrawn furthest from their medians\n" + draws) + "\nMonth by month\n"
      + trace.episodes.map(episode).joined()
  }

  private func episode(_ episode: Trace.Episode) -> String {
    "\(episode.month)\n" + lines(episode).map { wrapped($0) }.joined()
  }

  /// What happens in a month, a line a kind of news.
  private func lines(_ episode: Trace.Episode) -> [String] {
    let events = episode.events.map { "\($0.name)\($0.count > 1 ? " (\($0.count) times)" : "")" }
    let counts = episode.counts.map { "\($0.series.label) \(readable($0.value))" }
    let unusual = episode.standings.filter { min($0.share, 1 - $0.share) < 0.05 }.map {
      said($0, isWhole: false)
    }
    let usual = episode.standings.filter { min($0.share, 1 - $0.share) >= 0.05 }
    var lines: [String] = []
    if !episode.regimes.isEmpty {
      lines.append(episode.regimes.map { "\($0.name) is \($0.state)" }.joined(separator: ", "))
    }
    if !events.isEmpty { lines.append("began: \(events.joined(separator: ", "))") }
    if !counts.isEmpty { lines.append("counted: \(counts.joined(separator: ", "))") }
    lines += unusual
    if !usual.isEmpty {
      lines.append("within nine of ten futures: " + usual.map(brief).joined(separator: ", "))
    }
    return lines
  }

  /// story.csv: what happens in each month, in words.
  public var story: StudyTable {
    var result = StudyTable(
      "story.csv", "One path in words",
      [
        ("path", "integer", "Number of the path, from 0"), ("month", "yearmonth", "Calendar month"),
        ("text", "string", "What happens in it"),
      ])
    for episode in trace.episodes {
      result.table.row(trace.path, episode.month.description, lines(episode).joined(separator: "; "))
    }
    return result
  }

  private func said(_ standing: Trace.Standing, isWhole: Bool) -> String {
    "\(brief(standing, isWhole: isWhole)), \(place(standing.share))"
  }

  private func drawn(_ draw: Trace.Draw) -> String {
    let unit = ["share", "count", "index", "switch"].contains(draw.unit) ? "" : " \(draw.unit)"
    return "\(draw.name) \(readable(draw.value))\(unit), \(place(draw.share))"
  }

  private func place(_ share: Double) -> String {
    let percent = 100 * share
    let side =
      percent >= 50 ? "higher than in \(rounded(percent))" : "lower than in \(rounded(100 - percent))"
    return "\(side) % of futures"
  }

  private func brief(_ standing: Trace.Standing) -> String { brief(standing, isWhole: false) }

  private func brief(_ standing: Trace.Standing, isWhole: Bool) -> String {
    let unit = isWhole ? standing.series.spanUnit : standing.series.declaration.unit.symbol
    return "\(standing.series.label) \(readable(standing.value)) \(unit)"
  }

  /// Shares near an end keep a digit behind the point, so that 99.9 isn't 100.
  private func rounded(_ percent: Double) -> String { fixed(percent, places: percent > 99 ? 2 : 0) }

  /// Filled lines of at most 80 columns, indented by two.
  private func wrapped(_ text: String) -> String {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, width(last) + 1 + word.count <= 80 {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append((lines.isEmpty ? "  " : "    ") + word)
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// drawn.csv: what was drawn furthest from its median.
  public var draws: StudyTable {
    var result = StudyTable(
      "drawn.csv", "Draws of the path that are furthest from their medians",
      [
        ("path", "integer", "Number of the path, from 0"),
        ("parameter", "string", "The parameter, with its date where it has several values"),
        ("unit", "string", "Unit of the value"), ("value", "number", "What was drawn"),
        ("share_below", "number", "Share of all paths on which less was drawn, with half of equal ones"),
      ])
    for draw in trace.draws {
      result.table.row(trace.path, draw.name, draw.unit, draw.value, draw.share)
    }
    return result
  }

  /// trace.csv
  public var table: StudyTable {
    var result = StudyTable(
      "trace.csv", "One path, month by month",
      [
        ("path", "integer", "Number of the path, from 0"), ("month", "yearmonth", "Calendar month"),
        ("variable", "string", "Output variable (section.name)"),
        ("region", "string", "Country, federal district, buyer or route"),
        ("unit", "string", "Unit of the value"), ("value", "number", "Value on the path"),
        ("share_below", "number", "Share of all paths below, with half of those that are equal"),
        ("p05", "number", "5th percentile of all paths"), ("p25", "number", "25th percentile"),
        ("p50", "number", "Median"), ("p75", "number", "75th percentile"),
        ("p95", "number", "95th percentile"),
      ])
    for episode in trace.episodes {
      for standing in episode.standings {
        result.table.row(
          trace.path, episode.month.description, standing.series.declaration.variable,
          standing.series.declaration.region, standing.series.declaration.unit.symbol, standing.value,
          standing.share, standing.fan)
      }
    }
    return result
  }
}
