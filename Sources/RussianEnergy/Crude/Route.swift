internal import Engine

/// A way by which oil leaves the country: a row of `routes.csv`, which the outlets of its name make up.
struct Route: Sendable {
  let name: String
  let isSea: Bool
  /// A sea whose ports stop often.
  let isWestern: Bool
  /// Ports of the Pacific, whose oil is sold as ESPO.
  let isEastern: Bool
  /// Whether it may stop for months.
  let stopsLong: Bool
  /// Whether it leads into the EU, which may ban its oil.
  let isEU: Bool

  /// Names that mechanisms know: China's pipeline, the Pacific ports, the southern Druzhba.
  static let chinaPipe = "china_pipe", pacific = "pacific", druzhbaEU = "druzhba_eu"

  /// The routes of the seed tables, those first that oil takes first.
  static func all(_ seeds: SeedTables) -> [Route] {
    seeds["routes"].sorted { ($0.number("rank") ?? 0) < ($1.number("rank") ?? 0) }.map { row in
      func has(_ column: String) -> Bool { row.number(column) == 1 }
      return Route(
        name: row.text("route"), isSea: has("sea"), isWestern: has("western"), isEastern: has("eastern"),
        stopsLong: has("long_stops"), isEU: has("eu"))
    }
  }
}

/// Capacity and usual flow of a route, kb/d: the sum of its outlets in the seed table.
struct RouteCapacity: Sendable {
  let capacity: Double
  let typical: Double

  init(_ seeds: SeedTables, _ route: Route, _ commodities: Set<String>) {
    let rows = seeds["outlets"].filter {
      $0.text("group") == route.name && commodities.contains($0.text("commodity"))
    }
    capacity = rows.reduce(0) { $0 + ($1.number("capacity") ?? 0) }
    typical = rows.reduce(0) { $0 + ($1.number("typical") ?? 0) }
  }
}
