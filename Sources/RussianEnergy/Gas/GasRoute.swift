internal import Engine
internal import Sampling

/// A pipeline that carries Russian gas out: a row of `gas_routes.csv`.
struct GasRoute: Sendable {
  /// Which price its gas follows.
  enum Rule: String { case ttf, brent }

  let name: String
  let rule: Rule
  /// Whether its months follow TurkStream's, rather than its days being alike.
  let isSeasonal: Bool
  /// Whether a ban of the EU ends its contracts there.
  let isBanned: Bool
  /// Whether it takes a part of what a ban leaves over.
  let absorbs: Bool
  /// The last day of its contract, where it ends.
  let lastDay: Day?
  let volume: Parameter
  /// The part that flows, where a contract ends.
  let open: Parameter?

  /// The routes of the seed tables, each with a parameter for what flows in a year.
  static func all(_ declare: Declarations) -> [GasRoute] {
    declare.seeds["gas_routes"].map { row in
      let name = row.text("route"), lastDay = row.day("until"), year = declare.start.year
      let known = YearlyVolume(
        declare.seeds, "pipeline_volumes", upTo: min(year, lastDay?.month.year ?? year)
      ) { $0.text("route") == name }
      let volume = declare.ofRow(
        declare.startValue(
          name,
          Observation(
            distribution: .central(median: known.volume, low: 0.96 * known.volume, high: 1.04 * known.volume),
            source: known.source + "; range guess", origin: known.origin,
            observed: known.observed(before: declare.start)),
          .bcmPerYear, in: 0...150, "Gas by \(name.replacing("_", with: " ")) in a year without bans."))
      return GasRoute(
        name: name, rule: Rule(rawValue: row.text("price")) ?? .ttf, isSeasonal: row.number("seasonal") == 1,
        isBanned: row.number("banned") == 1, absorbs: row.number("absorbs") == 1, lastDay: lastDay,
        volume: volume, open: lastDay.map { open(name, until: $0, row.text("source"), declare) })
    }
  }

  private static func open(
    _ name: String, until lastDay: Day, _ source: String, _ declare: Declarations
  ) -> Parameter {
    let steps = [
      Schedule.Step(from: nil, value: .constant(1)), .init(from: lastDay + 1, value: .constant(0)),
    ]
    return declare.ofRow(
      declare.lever(
        "\(name)_open", Schedule(steps: steps), .share, in: 0...1,
        "Part of the gas by \(name.replacing("_", with: " ")) that flows.", source: source))
  }
}
