internal import Engine
internal import Sampling

/// A plant that liquefies gas: a row of `lng_plants.csv`.
struct LNGPlant: Sendable {
  let name: String
  /// Mt, the most that it has made in a year.
  let capacity: Double
  /// Listed by the United States, so that only buyers who ignore that are left.
  let isBlocked: Bool

  static func all(_ seeds: SeedTables) -> [LNGPlant] {
    seeds["lng_plants"].map { row in
      LNGPlant(
        name: row.text("plant"), capacity: row.number("capacity") ?? 0,
        isBlocked: row.day("blocked_from") != nil)
    }
  }
}

/// What a plant that has ships enough sends to a destination: a row of `lng_flows.csv`.
struct LNGFlow: Sendable {
  /// Which price a flow is sold at.
  enum Rule: String { case brent, spot }

  let plant: Int
  let destination: String
  let rule: Rule
  let volume: Parameter

  static let eu = "eu", turkey = "turkey", china = "china", other = "other"

  /// Plants and destinations of cargoes that need ice-class ships.
  static func iceBound(_ seeds: SeedTables) -> Set<[String]> {
    Set(
      seeds["lng_flows"].filter { $0.number("ice") == 1 }.map { [$0.text("plant"), $0.text("destination")] })
  }

  /// Every destination of the table, and those that ice-bound cargoes may turn to.
  static func destinations(_ seeds: SeedTables) -> [String] {
    let turned: Set = [eu, turkey, china, other]
    return turned.union(seeds["lng_flows"].map { $0.text("destination") }).sorted()
  }

  /// A destination as outputs name it.
  static func region(_ destination: String) -> String {
    destination.count <= 3
      ? destination.uppercased() : destination.prefix(1).uppercased() + destination.dropFirst()
  }

  /// The flows that no ice binds, a parameter each for the yearly volume.
  static func all(_ declare: Declarations, _ plants: [LNGPlant]) -> [LNGFlow] {
    declare.seeds["lng_flows"].compactMap { row in
      let plant = row.text("plant"), destination = row.text("destination")
      guard row.number("ice") == 0, let place = plants.firstIndex(where: { $0.name == plant }) else {
        return nil
      }
      return LNGFlow(
        plant: place, destination: destination, rule: Rule(rawValue: row.text("price")) ?? .spot,
        volume: volume(plant, destination, declare))
    }
  }

  private static func volume(_ plant: String, _ destination: String, _ declare: Declarations) -> Parameter {
    let newest = newestYear(declare.seeds, "lng_volumes", upTo: declare.start.year) {
      $0.text("plant") == plant
    }
    let all = YearlyVolume(declare.seeds, "lng_volumes", upTo: newest) {
      $0.text("plant") == plant && $0.text("destination") == destination
    }
    // A destination that the plant's newest year doesn't have gets nothing.
    let known = all.year == newest ? all.volume : 0
    return declare.ofRow(
      declare.startValue(
        "volume_\(plant)_\(destination)",
        Observation(
          distribution: known == 0
            ? .constant(0) : .central(median: known, low: 0.9 * known, high: 1.1 * known),
          source: all.source + "; range guess", origin: all.origin,
          observed: all.observed(before: declare.start)),
        .mtPerYear, in: 0...20, "LNG of \(plant) to \(destination) in a year."))
  }
}
