import Throttle

// Where the seed tables are: the clone's, seen from its top.
let folder = CommandLine.arguments.dropFirst().first ?? "seeds"

// The shipped model with one more mechanism at its end.
let source = ModelSource(seeds: try SeedFiles(directory: folder).tables) { known, first in
  try RussianEnergy.model(known, first, adding: [Straits.self], parameters: Straits.parameters)
}

func trial(inspected: String) throws -> Trial {
  let text = """
    as_of: 2025-09-23
    period: 2025-10 to 2026-03
    paths: 512
    straits:
      inspected: \(inspected)
    """
  let scenario = try Scenario.load("straits", shipped: [], sets: []) { _ in text }
  let bound = try BoundScenario(scenario, source)
  return Trial(model: bound.model, settings: bound.settings)
}

// One case as the terminal shows it, then the difference that inspections make, path by path.
let none = try trial(inspected: "0 %"), half = try trial(inspected: "50 %")
print(TerminalTable(try half.run(RunOptions())).text)

let spans = Span.yearsAndTotal(of: half.settings.period)
let comparison = Comparison(
  try none.pathValues(spans, RunOptions()), try half.pathValues(spans, RunOptions()))
let late = comparison.rows.filter { $0.series.declaration.variable == "straits.late" }
for row in late {
  print("\(row.series.label), \(row.span.name): \(fixed(row.difference.mean, places: 1)) kb/d later")
}

// What others compute is left alone: the newcomer draws from a dimension of its own.
let unchanged = comparison.rows.filter { $0.series.declaration.variable == "oil.revenue" }
guard late.count == spans.count, late.allSatisfy({ $0.difference.mean > 0 }), !unchanged.isEmpty,
  unchanged.allSatisfy({ $0.difference.mean == 0 })
else { fatalError("the example's mechanism does something else than it says") }
