internal import Engine
internal import Kernels
internal import Sampling

/// What measures against Russia cost the EU.
///
/// Three parts: dearer gas in place of the banned one, a higher price on all gas imports, and tariffs on the
/// countries that buy Russian oil. The loss of output from dear gas is the same money seen from the other side,
/// so that it stands in a column of its own and is never added.
struct EUCost: Mechanism {
  static let section = "eu_cost"
  static let summary = "Cost to the EU: replaced gas and crude, price of all gas, tariffs; output beside it."

  let premium, billSlope, crudePremium, druzhba, growthSlope, output: Parameter
  let tariffs: EUTariffs
  let ttf, effect, euro, lng, pipeline, crudeOpen, crudeBan: Input
  let cost, replaced, price, tariff, growth: Output

  init(_ declare: Declarations) {
    // What it costs to replace what no longer comes.
    premium = declare.uncertain(
      "premium", .median(0.5, 0...1.5), .eurPerMWh, in: -10...30,
      "What gas in place of Russian costs above it.",
      source: "guess: American LNG against the delivered price of Russian contracts")
    billSlope = declare.uncertain(
      "bill_slope", .median(3.0, 2.8...3.2), .billionEurosPerYear, in: 0...10,
      "Rise of the EU's gas bill for each EUR/MWh.", source: "calculated: 285 bcm of imports, 10.55 TWh each")
    crudePremium = declare.uncertain(
      "crude_premium", .median(5, 2...9), .usdPerBarrel, in: -10...40,
      "What crude in place of the Druzhba's costs above it.", source: "guess")
    druzhba = declare.lever(
      "druzhba", 9.25, .mtPerYear, in: 0...60, "Crude that the Druzhba brings when it is open.",
      source: "2025 (newsukraine.rbc.ua)")
    tariffs = EUTariffs(declare)
    growthSlope = declare.uncertain(
      "output_slope", .median(0.006, 0.003...0.010), .share, in: 0...0.1,
      "Output lost, relative, for a doubling of the gas price.",
      source: "rule of thumb: -0.06 % for +10 %; guess")
    output = declare.lever(
      "output", 18600, .billionEurosPerYear, in: 5000...40000, "The EU's output.", source: "18.6 tn in 2025")
    // Read from others, and remembered.
    ttf = declare.input("gas.ttf", region: "EU")
    effect = declare.input("gas.ban_effect", region: "EU")
    euro = declare.input("gas.eur_per_usd", region: "EU")
    lng = declare.input("lng.eu_missing")
    pipeline = declare.input("pipeline.eu_missing")
    crudeOpen = declare.input("ports.druzhba_eu_capacity")
    crudeBan = declare.input("sanctions.eu_crude_ban")
    // What it shows.
    cost = declare.output(
      "eu.cost", .billionEuros, .sum, "Cost to the EU of bans and tariffs; lost output apart.", region: "EU",
      headline: true)
    replaced = declare.output(
      "replacement", .billionEuros, .sum, "Premium on gas and crude in place of the banned ones.",
      region: "EU")
    price = declare.output(
      "price_effect", .billionEuros, .sum, "Higher price of all gas imports.", region: "EU")
    tariff = declare.output(
      "tariffs", .billionEuros, .sum, "Net cost of tariffs and of the answer to them.", region: "EU")
    growth = declare.output(
      "output_lost", .billionEuros, .sum,
      "Output lost to dearer gas: the price effect seen from the other side, not to be added.", region: "EU")
  }

  func step(_ paths: MonthView) {
    replace(paths)
    tariffs.levy(paths, into: paths[tariff])
    let replaced = paths[replaced], price = paths[price], tariff = paths[tariff], cost = paths[cost]
    let effect = paths[effect], slope = paths[billSlope], ttf = paths[ttf], growth = paths[growth]
    let growthSlope = paths[growthSlope], output = paths[output], part = paths.days / daysPerYear
    for path in paths.indices {
      price[path] = slope[path] * effect[path] * part
      let base = max(ttf[path] - effect[path], 1)
      growth[path] = growthSlope[path] * effect[path] / base * output[path] * part
      cost[path] = replaced[path] + price[path] + tariff[path]
    }
  }

  private func replace(_ paths: MonthView) {
    let lng = paths[lng], pipe = paths[pipeline], premium = paths[premium], euro = paths[euro]
    let druzhba = paths[druzhba], crude = paths[crudePremium], ban = paths[crudeBan], open = paths[crudeOpen],
      replaced = paths[replaced]
    let part = paths.days / daysPerYear
    for path in paths.indices {
      let gas =
        (lng[path] * GasUnits.bcmPerMegatonne + pipe[path]) * GasUnits.twhPerBcm * premium[path] / kilo
      let barrels = druzhba[path] * barrelsPerTonne * min(ban[path] + max(1 - open[path], 0), 1) * part
      replaced[path] = gas + barrels * crude[path] * euro[path] / kilo
    }
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    let replaced = paths[replaced], price = paths[price], tariff = paths[tariff], cost = paths[cost]
    report.equal("cost to the EU by part") { (replaced[$0] + price[$0] + tariff[$0], cost[$0], cost[$0]) }
    report.within(tariff, 0, .infinity, "cost of tariffs")
  }
}

/// Tariffs on goods of the countries that buy Russian oil, and what they would cost.
struct EUTariffs {
  let tariffChina, tariffIndia, elasticity: Parameter
  let importsChina, importsIndia, exportsChina, exportsIndia, retaliation, retaliationShare: Parameter

  init(_ declare: Declarations) {
    tariffChina = declare.lever(
      "tariff_china", 0, .share, in: 0...3, "Tariff on all goods from China.",
      source: "scenario; 100 % was asked for")
    tariffIndia = declare.lever(
      "tariff_india", 0, .share, in: 0...3, "Tariff on all goods from India.",
      source: "scenario; 100 % was asked for")
    elasticity = declare.uncertain(
      "import_elasticity", .median(1.5, 0.8...3), .share, in: 0.2...10,
      "How much imports fall, relative, for a relative rise of their price.", source: "guess")
    let trade = "Eurostat, rounded; guess"
    importsChina = declare.lever(
      "imports_china", 559, .billionEurosPerYear, in: 0...2000, "Goods from China.", source: trade)
    importsIndia = declare.lever(
      "imports_india", 71, .billionEurosPerYear, in: 0...1000, "Goods from India.", source: trade)
    exportsChina = declare.lever(
      "exports_china", 213, .billionEurosPerYear, in: 0...2000, "Goods to China.", source: trade)
    exportsIndia = declare.lever(
      "exports_india", 49, .billionEurosPerYear, in: 0...1000, "Goods to India.", source: trade)
    retaliation = declare.lever(
      "retaliation", 0.3, .share, in: 0...1, "Part of the tariff that is answered in kind.", source: "guess")
    retaliationShare = declare.uncertain(
      "retaliation_loss", .median(0.20, 0.1...0.3), .share, in: 0...1,
      "Income lost on exports under such an answer, for each unit of tariff.", source: "guess")
    declare.measure("EU tariffs", off: (tariffChina, 0), (tariffIndia, 0))
  }

  func levy(_ paths: MonthView, into cost: Column) {
    let china = paths[tariffChina], india = paths[tariffIndia], e = paths[elasticity]
    let fromChina = paths[importsChina], fromIndia = paths[importsIndia], answer = paths[retaliation]
    let toChina = paths[exportsChina], toIndia = paths[exportsIndia], loss = paths[retaliationShare]
    let part = paths.days / daysPerYear
    if china.isZero && india.isZero { return cost.fill(0) }
    for path in paths.indices {
      let imports =
        fromChina[path] * EUTariffs.triangle(china[path], e[path])
        + fromIndia[path] * EUTariffs.triangle(india[path], e[path])
      let exports = toChina[path] * china[path] + toIndia[path] * india[path]
      cost[path] = (imports + answer[path] * loss[path] * exports) * part
    }
  }

  /// Buyers' loss less the tariff's revenue, for each euro of imports, when demand has a constant elasticity.
  private static func triangle(_ tariff: Double, _ elasticity: Double) -> Double {
    guard tariff > 0 else { return 0 }
    let dearer = logarithm(1 + tariff), rest = 1 - elasticity
    let loss = abs(rest) < 1e-6 ? dearer : (exponential(rest * dearer) - 1) / rest
    return loss - tariff * exponential(-elasticity * dearer)
  }
}
