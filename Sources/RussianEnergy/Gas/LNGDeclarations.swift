internal import Engine
internal import Sampling

/// What Yamal sends where, and what gets round a ban.
struct LNGSales {
  let yamalOutput, euVolume, shortShare, firstQuarter, leak, frontLoading, frontDays: Parameter
  let contractAsia: Parameter

  init(_ declare: Declarations) {
    let seeds = declare.seeds, year = declare.start.year
    let iceBound = LNGFlow.iceBound(seeds)
    func isIceBound(_ row: SeedRow) -> Bool {
      iceBound.contains([row.text("plant"), row.text("destination")])
    }
    let newest = newestYear(seeds, "lng_volumes", upTo: year, where: isIceBound)
    let total = seeds["lng_volumes"].filter { isIceBound($0) && Int($0.number("year") ?? 0) == newest }
      .reduce(0) { $0 + ($1.number("volume") ?? 0) }
    let toEU = YearlyVolume(seeds, "lng_volumes", upTo: newest) {
      isIceBound($0) && $0.text("destination") == LNGFlow.eu
    }
    yamalOutput = declare.startValue(
      "yamal_output",
      Observation(
        distribution: .central(median: total, low: total - 0.7, high: total + 1.3),
        source: "lng_volumes.csv \(newest); range guess", origin: toEU.origin,
        observed: toEU.observed(before: declare.start)),
      .mtPerYear, in: 0...25, "What Yamal makes in a year.")
    euVolume = declare.startValue(
      "eu_volume",
      Observation(
        distribution: .central(median: toEU.volume, low: 0.94 * toEU.volume, high: 1.06 * toEU.volume),
        source: toEU.source + "; sources differ by 6 %", origin: toEU.origin,
        observed: toEU.observed(before: declare.start)),
      .mtPerYear, in: 0...25, "What the EU takes of it in a year without bans.")
    shortShare = declare.uncertain(
      "short_share", .median(0.31, 0.28...0.38), .share, in: 0...1,
      "Part of that under short-term contracts.", source: "intellinews.com 379384; Wood Mackenzie")
    firstQuarter = declare.uncertain(
      "short_first_quarter", .median(0.33, 0.15...0.7), .share, in: 0...1,
      "Part of banned short contracts that stops in the first quarter of their ban.",
      source: "guess: wind-down clauses; imports of April 2026 fell by less than their share")
    leak = declare.uncertain(
      "leak", .median(0.03, 0...0.10), .share, in: 0...1,
      "Part of banned cargoes that arrives in the EU all the same.", source: "guess")
    frontLoading = declare.uncertain(
      "front_loading", .median(1.16, 1.10...1.20), .share, in: 1...2,
      "EU purchases before a deadline over the usual ones.", source: "IEEFA: first quarter of 2026, +16 %")
    frontDays = declare.lever(
      "front_days", 120, .days, in: 0...365, "Days before a deadline in which the EU buys more.",
      source: "fitted by hand; guess")
    contractAsia = declare.lever(
      "contract_asia", 3, .mtPerYear, in: 0...15, "Yamal's contract with China.",
      source: "seaandjob.com (CNPC 3.0)")
  }
}

/// How many voyages the ice-class ships make, and how many are lost.
struct LNGFleet {
  let shortHaul, shipDays, euTrip, shortTrip, summerTrip, winterTrip, cargo: Parameter
  let transhipment, withdrawal, newShips, iceShips, allShips, russianIceShips, chinaSpotShare: Parameter

  init(_ declare: Declarations) {
    shortHaul = declare.uncertain(
      "short_haul", .median(2, 0...4), .mtPerYear, in: 0...15,
      "What Turkey and other buyers nearby take once the EU is shut.", source: "guess")
    let fleet = "fitted to CHNL: 270 voyages in 2025, 120-130 if all went to Asia"
    shipDays = declare.uncertain(
      "ship_days", .median(8125, 7700...8500), .daysPerYear, in: 0...20000,
      "Days that the ships fit for Yamal sail in a year: 25 ships.", source: fleet)
    euTrip = declare.uncertain(
      "eu_trip", .median(17.5, 16...19.25), .days, in: 5...60, "Round trip to the EU.", source: fleet)
    shortTrip = declare.uncertain(
      "short_haul_trip", .median(32, 28...36), .days, in: 5...90, "Round trip to Turkey.", source: fleet)
    summerTrip = declare.uncertain(
      "summer_trip", .median(47, 42...52), .days, in: 10...150,
      "Round trip to Asia by the northern route.", source: fleet)
    winterTrip = declare.uncertain(
      "winter_trip", .median(85, 76...98), .days, in: 10...250,
      "Round trip to Asia when that route is shut.", source: fleet)
    cargo = declare.lever(
      "cargo", 0.073, .megatonnes, in: 0.02...0.12, "LNG in a voyage.", source: "19.7 Mt over 270 voyages")
    transhipment = declare.uncertain(
      "transhipment", .median(0.10, 0...0.30), .share, in: 0...1,
      "Voyages to Asia that hubs for transhipment add, relative.", source: "10-30 %; guess")
    withdrawal = declare.uncertain(
      "withdrawal", .median(0.35, 0.15...0.6), .share, in: 0...1,
      "Chance that western owners take their ice-class ships away when long contracts are banned.",
      source: "guess; services banned in the 20th package")
    newShips = declare.uncertain(
      "new_ships", .median(2, 0...3), .count, in: 0...20,
      "New Russian ice-class ships that then remain beside three old ones.", source: "financy.24tv.ua")
    let ships = "financy.24tv.ua; 25 ships fit for Yamal, 14 of them ice-class"
    iceShips = declare.lever(
      "ice_ships", 14, .count, in: 1...60, "Ice-class ships that serve Yamal.", source: ships)
    allShips = declare.lever(
      "all_ships", 25, .count, in: 1...100, "Ships that serve Yamal in summer.", source: ships)
    russianIceShips = declare.lever(
      "russian_ice_ships", 3, .count, in: 0...60, "Ice-class ships that no western owner can take away.",
      source: ships)
    chinaSpotShare = declare.lever(
      "china_spot_share", 0.35, .share, in: 0...1,
      "Part of Yamal's spot cargoes beyond Europe that goes to China.", source: "0.6 of 1.7 Mt in 2025")
  }
}

/// Exports, what bans stop, and the money.
struct LNGOutputs {
  let exports, revenue, shut, diverted, lost, missing, bill, euPrice: Output
  /// Where LNG goes, in the order of the outputs.
  let destinations: [String]
  let byDestination, revenueByDestination: [Output]

  init(_ declare: Declarations) {
    exports = declare.output(
      "exports", .megatonnes, .sum, "LNG exports.", counterpart: "LSEG, monthly exports", headline: true)
    revenue = declare.output(
      "revenue", .billionDollars, .sum, "LNG export revenue, free on board.",
      community: "Throttle|Export Revenue|LNG", headline: true)
    shut = declare.output("shut", .megatonnes, .sum, "LNG that bans keep from being made.")
    diverted = declare.output("diverted", .megatonnes, .sum, "LNG that bans send elsewhere.")
    lost = declare.output("revenue_lost", .billionDollars, .sum, "LNG revenue that bans cost.")
    missing = declare.output("eu_missing", .megatonnes, .sum, "LNG that bans keep from the EU.")
    bill = declare.output(
      "eu_bill", .billionEuros, .sum, "What the EU pays for Russian LNG, delivered.", region: "EU",
      counterpart: "Eurostat, imports of Russian LNG")
    euPrice = declare.output("eu_price", .eurPerMWh, .mean, "Mean price of it.", region: "EU")
    destinations = LNGFlow.destinations(declare.seeds)
    byDestination = destinations.map {
      declare.output(
        "exports_by_destination", .megatonnes, .sum, "LNG exports.", region: LNGFlow.region($0),
        counterpart: $0 == LNGFlow.eu ? "Bruegel, Kpler: Russian LNG to the EU" : "")
    }
    revenueByDestination = destinations.map {
      declare.output(
        "revenue_by_destination", .billionDollars, .sum, "LNG export revenue.", region: LNGFlow.region($0))
    }
  }
}
