internal import Engine
internal import Studies

extension ValidationReport {
  /// docs/VALIDATION.md: generated, so that nobody types a score.
  public var markdown: String {
    let starts = parts.first?.result.starts.description ?? ""
    return """
      # Validation: how good past forecasts would have been

      Written by `simulate backtest` (version \(version), \(grouped(paths)) paths, seed \(seed)); don't edit.

      A forecast starts in each month of \(starts) and looks 1 to \(Backtest.horizons) months ahead. It sees only \
      what the seed tables mark as known \(Backtest.delay) days into its first month: last month's prices, exports \
      and budget are out by then. Months that nobody published are skipped and counted as missing.

      - **CRPS** is the continuous ranked probability score in the unit of the series; less is better. Beside it \
      stands the model's score over that of a rule, on the forecasts that both made, with the 5–95 % range of a \
      bootstrap over blocks of 12 starts. Below 1 the model is better.
      - **walk** carries the last published value on; **recent walk** is the same with the errors of the last three \
      years alone; **last year** repeats the same month of the year before; **mean 6** and **mean 12** carry the mean \
      of so many published months on; \
      **rule**, where Brent and the rouble are pinned, carries the last discount on (Urals) or applies the published \
      reduced form a + b P R + NDD (oil and gas revenue; its numbers in `rival_rules.csv` were fitted on 2024-01 to \
      2026-02, an advantage for the rule). Each rule's spread is its own past errors at the same distance that \
      were known at the start.
      - **50 % held** and **90 % held**: how often these intervals held what came true, with the 95 % range that \
      chance leaves: Wilson's, for as many independent forecasts as overlapping ones are worth (some 15 of 360). An \
      honest forecaster's promise lies in it in 95 of 100 histories. A block bootstrap over starts, at the end of each \
      part, is too narrow: with thirty starts in blocks of 12 it would fault four of ten honest forecasters at 90 %.
      - **By horizon**, coverage stands beside the width of the 90 % interval, so that widening shows, beside the \
      95 % range that it would have if the model were right (its own paths stand in for the record, with the overlap \
      of forecasts in them), and beside the power: the chance that errors half as large again would fall under that \
      range. A verdict without power is none. **PIT** is the mean share of paths below what came true; 0.5 is honest, and \
      the 95 % range of a model that is right stands beside it.
      - Months from \(BacktestResult.reportedFrom) on, of war in the Gulf and of runs that fell by a third, are reported \
      and not aimed at: what holds of them stands apart from what holds of the months before.
      - **Shipped** parameters were set with these months in view, so their scores are partly in-sample. \
      **Estimated** ones replace those that `simulate calibrate` can settle by estimates from before each start; the \
      others, and the form of the equations, are still of today.
      - Published exports by buyer and month are in part estimates by others or smoothed by the seed tables, which \
      favours the walk.


      """ + parts.map(section).joined() + rivalry
        + ValidationReport.whole(sample)
  }

  /// Published forecasts beside the model's of the same day.
  private var rivalry: String {
    guard !rivals.isEmpty else { return "" }
    var table = PlainTable(
      [
        "forecaster", "published", "series", "months", "said", "came true", "missed by", "model's mean",
        "90 %",
        "model's CRPS",
      ], textColumns: 4)
    for rival in rivals {
      let months = rival.first == rival.last ? "\(rival.first)" : "\(rival.first) to \(rival.last)"
      table.add([
        rival.forecaster, rival.known.description, "\(rival.series), \(rival.unit)",
        months + (rival.isOver ? "" : " (\(rival.months) of them out)"), readable(rival.value, digits: 3),
        readable(rival.truth, digits: 3), readable(rival.miss, digits: 3), readable(rival.mean, digits: 3),
        "\(readable(rival.low, digits: 3)) to \(readable(rival.high, digits: 3))",
        readable(rival.crps, digits: 3),
      ])
    }
    return "## Published forecasts beside the model's of the same day\n\n" + table.markdown
      + "\nA point forecast's CRPS is its distance to what came true. Nothing is pinned here.\n"
  }

  private func section(_ part: Part) -> String {
    let tenths = part.result.series.compactMap { series in
      part.result.summary(series.name).map { (series.title, $0.histogram) }
    }
    var table = PlainTable(["series"] + (1...10).map { String($0) }, textColumns: 1)
    for (title, counts) in tenths { table.add([title] + counts.map { String($0) }) }
    return "## \(part.title)\n\n" + skill(part).markdown + "\n\(verdict(part))\n\n" + reasons(part)
      + "### By horizon: CRPS over the best rule's\n\n" + horizons(part).markdown + "\n"
      + "### Coverage, width and PIT by horizon\n\n" + coverages(part).markdown + "\n"
      + "### Months before \(BacktestResult.reportedFrom), and from it on\n\n" + eras(part).markdown + "\n"
      + "### Tenths of the forecast into which what came true fell\n\n" + table.markdown + "\n"
      + "### The same coverage by block bootstrap\n\n" + bootstrap(part).markdown + "\n"
  }

  /// Why intervals are off, from the notes kept beside the seeds.
  private func reasons(_ part: Part) -> String {
    off(part).map { series in
      let own = notes.filter { $0.series == series.name && ["any", part.parameters].contains($0.parameters) }
      let text = own.isEmpty ? "No reason found yet." : own.map(\.text).joined(separator: " ")
      return "- **\(series.title)**: \(text)\n"
    }.joined() + (off(part).isEmpty ? "" : "\n")
  }

  private func bootstrap(_ part: Part) -> PlainTable {
    var table = PlainTable(["series", "50 % held", "90 % held", "worth at 50 %", "at 90 %"], textColumns: 1)
    for series in part.result.series {
      guard let summary = part.result.summary(series.name) else { continue }
      let ranges = [summary.half, summary.nineTenths].map {
        ValidationReport.range($0.share, $0.bootstrapLow, $0.bootstrapHigh)
      }
      let worth = [summary.half, summary.nineTenths].map { fixed($0.effective, places: 0) }
      table.add([series.title] + ranges + worth)
    }
    return table
  }

  private func coverages(_ part: Part) -> PlainTable {
    var table = PlainTable(
      ["series", "months", "50 % held", "90 % held", "if right", "power", "width", "PIT"], textColumns: 2)
    for series in part.result.series {
      for (index, group) in BacktestResult.groups.enumerated() {
        guard let found = part.result.summary(series.name, horizons: group),
          let null = part.result.nulls[series.name]?.all[index]
        else { continue }
        let right = null.nineTenthsRange
        table.add([
          series.title, ValidationReport.months(group),
          fixed(100 * found.half.share, places: 0), fixed(100 * found.nineTenths.share, places: 0),
          "\(fixed(100 * right.lowerBound, places: 0))–\(fixed(100 * right.upperBound, places: 0))",
          fixed(null.power, places: 2), readable(found.width, digits: 3), fixed(found.pit, places: 2),
        ])
      }
    }
    return table
  }

  /// Coverage of months that laws were judged by, apart from that of months that are only reported.
  private func eras(_ part: Part) -> PlainTable {
    let scores = ["forecasts", "90 % held", "PIT"]
    var table = PlainTable(
      ["series", "months"] + scores.map { "\($0) before" } + ["PIT if right"] + scores.map { "\($0) since" },
      textColumns: 2)
    for series in part.result.series {
      for (index, group) in BacktestResult.groups.enumerated() {
        var cells = [false, true].map { isReported -> [String] in
          guard let found = part.result.held(series.name, horizons: group, isReported: isReported)
          else { return ["0", "–", "–"] }
          return [
            String(found.count), fixed(100 * found.nineTenths, places: 0), fixed(found.pit, places: 2),
          ]
        }
        let right = part.result.nulls[series.name]?.before[index].pitRange ?? 0...1
        cells[0].append("\(fixed(right.lowerBound, places: 2))–\(fixed(right.upperBound, places: 2))")
        table.add([series.title, ValidationReport.months(group)] + cells.joined())
      }
    }
    return table
  }

  private static func months(_ group: ClosedRange<Int>) -> String {
    group.count == 1 ? "1" : "\(group.lowerBound)–\(group.upperBound)"
  }

  private func horizons(_ part: Part) -> PlainTable {
    let groups = BacktestResult.groups
    var table = PlainTable(
      ["series"] + groups.map { $0.count == 1 ? "month 1" : "months \($0.lowerBound)–\($0.upperBound)" },
      textColumns: 1)
    for series in part.result.series {
      let cells = groups.map { group -> String in
        let duels = part.result.summary(series.name, horizons: group)?.duels ?? []
        return duels.map(\.ratio).max().map { fixed($0, places: 2) } ?? "–"
      }
      table.add([series.title] + cells)
    }
    return table
  }

  /// `backtest.csv`: a row for each forecast.
  public var table: StudyTable {
    var result = StudyTable(
      "backtest.csv", "Every forecast of the back-test",
      [
        ("mode", "string", "unpinned, or pinned: Brent and the rouble as published"),
        ("parameters", "string", "shipped, or estimated before each start"),
        ("variable", "string", "Series"), ("unit", "string", "Unit of the series"),
        ("start", "yearmonth", "First month of the forecast"),
        ("month", "yearmonth", "Month that is forecast"), ("horizon", "integer", "1 for the first month"),
        ("published", "number", "What came true"), ("mean", "number", "Mean over paths"),
        ("p05", "number", "5th percentile"), ("p25", "number", "25th percentile"),
        ("p50", "number", "Median"), ("p75", "number", "75th percentile"),
        ("p95", "number", "95th percentile"),
        ("pit", "number", "Share of paths below what came true"), ("crps", "number", "The model's score"),
        ("crps_walk", "number", "Score of the random walk"),
        ("crps_recent_walk", "number", "Score of the walk with the errors of three years"),
        ("crps_last_year", "number", "Score of the same month last year"),
        ("crps_mean_6", "number", "Score of the mean of six months"),
        ("crps_mean_12", "number", "Score of the mean of twelve months"),
        ("crps_rule", "number", "Score of the rule that knows Brent and the rouble"),
      ])
    for part in parts {
      for point in part.result.points { add(point, part, to: &result.table) }
    }
    return result
  }

  private func add(_ point: BacktestPoint, _ part: Part, to table: inout CSVTable) {
    table.row(
      part.result.mode.rawValue, part.parameters, point.series,
      part.result.series.first { $0.name == point.series }?.unit, point.start.description,
      point.month.description, point.horizon, point.truth, point.mean, point.quantiles, point.pit, point.crps,
      BacktestSummary.rules.map { point.naive[$0] })
  }
}
