internal import Charts
internal import ScenarioText

/// The figures of a discovery: for each box, what every step of the search gave and took.
struct DiscoveryFigures {
  let tables: ResultTables

  private var boxes: [[String: String]] { tables.rows("boxes.csv") }

  var sentences: [String] { boxes.map { $0.text("sentence") } }

  /// What was asked for.
  var condition: String { boxes.first?.text("condition") ?? tables.name }

  var figures: [Figure] {
    boxes.map { box in
      let number = box.text("box")
      let steps = tables.rows("trajectory.csv").filter { $0.text("box") == number }.map { row in
        Tradeoff.Step(
          across: row.number("coverage"), up: row.number("density"),
          text: row.text("chosen") == "true" ? "box \(number)" : nil)
      }
      let title =
        "Box \(number) holds \(digits(box.number("coverage") * 100, places: 0)) % of what is asked for, and "
        + "\(digits(box.number("density") * 100, places: 0)) % of it is that"
      return Figure(
        name: "box-\(number)", title: title,
        subtitle: "\(condition): each dot is a step of the search, from everything at the right",
        source: "Throttle: patient rule induction; coverage and density of the cases that were searched.",
        description: box.text("sentence"),
        chart: Tradeoff(
          across: "coverage: share of all that is asked for",
          up: "density: share of the box that is asked for", steps: steps))
    }
  }

  /// The limits of all boxes.
  var limits: FigureTable {
    FigureTable(
      ["box", "axis", "from", "to", "unit", "searches that restrict it"],
      tables.rows("limits.csv").map { row in
        [
          row.text("box"), row.text("axis"), row.text("words").isEmpty ? row.text("low") : row.text("words"),
          row.text("high"), row.text("unit"), "\(digits(row.number("reproduced") * 100, places: 0)) %",
        ]
      })
  }
}

extension HTMLReport {
  func discovery(_ tables: ResultTables) -> Page {
    let found = DiscoveryFigures(tables: tables), figures = found.figures
    return Page(
      title: found.condition, subtitle: "Where it happens: boxes of what was varied",
      answers: found.sentences, lead: figures.first,
      sections: [Page.Section(title: "Boxes", table: found.limits, figures: Array(figures.dropFirst()))],
      provenance: provenance(tables))
  }
}
