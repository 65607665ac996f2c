internal import Engine
internal import Sampling

/// How many ships there are, and what makes them dear.
struct ShipMarket {
  let capacity, halfLife, idleResponse, westernResponse, westernNormal, noise, warDecay, extraIdle: Parameter
  /// The shares of the fleet that listings idle at most, and with a scenario's; freight over normal at the least.
  let mostIdle, mostAway, leastFreight: Double

  init(_ declare: Declarations) {
    mostIdle = declare.constant("fleet.most_idle")
    mostAway = declare.constant("fleet.most_away")
    leastFreight = declare.constant("fleet.least_freight")
    capacity = declare.uncertain(
      "capacity", .median(4300, 4050...4600), .kbPerDay, in: 2000...8000,
      "Seaborne crude the fleet can carry when no ship is idle.",
      source: "fitted to loadings of early 2025; guess")
    halfLife = declare.uncertain(
      "idle_half_life", .median(2.5, 1.5...4), .months, in: 0.5...12,
      "Time in which half of the idled ships return.",
      source: "freight 10.3 in February 2025, 8.2 in April (sagarsandesh)")
    idleResponse = declare.uncertain(
      "idle_response", .median(2.2, 1.5...3), .share, in: 0...10,
      "Relative rise of freight when the whole fleet is idle.",
      source: "freight 6.6 to 10.3 USD/bbl with a fifth idle (indiaseatradenews)")
    westernResponse = declare.uncertain(
      "western_response", .median(0.5, 0.2...0.8), .share, in: 0...3,
      "Relative rise of freight when no Western ship carries the oil.", source: "guess")
    westernNormal = declare.lever(
      "western_normal", 0.40, .share, in: 0...1, "Western-serviced share at which freight is normal.",
      source: "CREA, KSE 2023-25")
    noise = declare.uncertain(
      "freight_noise", .median(0.05, 0.02...0.08), .share, in: 0...0.5,
      "Standard deviation of a month's freight.", source: "guess")
    warDecay = declare.lever(
      "war_decay", 0.68, .share, in: 0...1, "Share of a war premium left a month later.",
      source: "fitted to starts of 2023: 0.68 against 0.8; guess")
    extraIdle = declare.lever(
      "extra_idle", 0, .share, in: 0...0.8, "Share of the fleet kept idle by further vessel listings.",
      source: "scenario")
  }
}
