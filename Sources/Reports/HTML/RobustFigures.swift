internal import Charts
internal import Engine
internal import ScenarioText

/// The figures of policies over futures: how often each reaches the goal, and which wins where.
struct RobustFigures {
  /// Policies and bands that a picture has room for.
  private static let most = 24

  let tables: ResultTables

  private var rows: [[String: String]] { tables.rows("robust.csv") }
  private var source: String { "Throttle: every policy in the same futures, with the same shocks." }

  var goal: String { rows.first?.text("goal") ?? tables.name }

  var sentences: [String] {
    rows.sorted { $0.number("met") > $1.number("met") }.prefix(6).map { row in
      "\(row.text("policy")): reaches the goal in \(digits(row.number("met") * 100, places: 0)) % of the futures; "
        + "regret \(rounded(row.number("regret"), significant: 3)) \(row.text("unit")) on average, at most "
        + "\(rounded(row.number("regret_most"), significant: 3))."
    }
  }

  var figures: [Figure] { [met, winners].compactMap { $0 } }

  private var met: Figure {
    let sorted = rows.sorted { $0.number("met") > $1.number("met") }.prefix(RobustFigures.most)
    let bars = sorted.map { row in
      Ranking.Row(
        row.text("policy"), value: 100 * row.number("met"), low: 100 * row.number("met_p05"),
        high: 100 * row.number("met_p95"))
    }
    let title = "\(sorted.first?.text("policy") ?? "") reaches the goal most often"
    return Figure(
      name: "robust-met", title: title, subtitle: "\(goal): share of the futures, %", source: source,
      description: title, chart: Ranking(rows: Array(bars), unit: "%", head: "policy"))
  }

  private var winners: Figure? {
    let rows = tables.rows("winners.csv")
    let axis = rows.first?.text("axis") ?? ""
    func band(_ row: [String: String]) -> String {
      let ends = [row.number("low"), row.number("high")].map { rounded($0, significant: 3) }
      return ends[0] == ends[1] ? ends[0] : "\(ends[0])–\(ends[1])"
    }
    let bands = rows.map(band).uniqued, policies = rows.distinct("policy")
    guard bands.count > 1, policies.count <= RobustFigures.most else { return nil }
    let field = policies.map { policy in
      bands.map { name in
        rows.first { $0.text("policy") == policy && band($0) == name }.map { 100 * $0.number("won") }
      }
    }
    let title = "Which policy wins depends most on \(axis)"
    return Figure(
      name: "robust-winners", title: title, subtitle: "\(goal): share of the futures that each wins, %",
      source: source, description: title,
      chart: HeatMap(
        across: .init("\(axis), \(rows.first?.text("unit") ?? "")", bands), down: .init("policy", policies),
        values: field, unit: "%", write: { digits($0, places: 0) }))
  }
}

extension HTMLReport {
  func robustness(_ tables: ResultTables) -> Page {
    let found = RobustFigures(tables: tables), figures = found.figures
    return Page(
      title: found.goal, subtitle: "Policies over futures", answers: found.sentences, lead: figures.first,
      sections: [Page.Section(title: "Who wins where", figures: Array(figures.dropFirst()))],
      provenance: provenance(tables))
  }
}
