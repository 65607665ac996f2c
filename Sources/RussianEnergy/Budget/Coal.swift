internal import Engine
internal import Kernels
internal import Sampling

/// Coal exports in money, so that totals of all fossil fuels can be held against those that are published.
///
/// Nothing of the model acts on coal; a constant a day stands for it.
struct Coal: Mechanism {
  static let section = "coal"
  static let summary = "Coal exports in money, for totals of all fossil fuels."

  let perDay: Parameter
  let energy, euro: Input
  let revenue, fossil: Output

  init(_ declare: Declarations) {
    perDay = declare.uncertain(
      "per_day", .median(65, 58...72), "mn EUR/d", in: 0...300, "Coal export revenue a day.",
      source: "CREA quoted by geagency.it: 71 in 2023-11, 62 in 2025-10, 72 in 2025-11")
    energy = declare.input("energy.revenue")
    euro = declare.input("gas.eur_per_usd", region: "EU")
    revenue = declare.output("revenue", .billionDollars, .sum, "Export revenue of coal.")
    fossil = declare.output(
      "energy.fossil_revenue", .billionDollars, .sum, "Export revenue of oil, gas and coal.",
      counterpart: "CREA, monthly analysis of Russian fossil fuel exports")
  }

  func step(_ paths: MonthView) {
    let daily = paths[perDay], energy = paths[energy], euro = paths[euro]
    let revenue = paths[revenue], fossil = paths[fossil], days = paths.days
    for path in paths.indices {
      revenue[path] = daily[path] * days / kilo / euro[path]
      fossil[path] = energy[path] + revenue[path]
    }
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    let energy = paths[energy], revenue = paths[revenue], fossil = paths[fossil]
    report.equal("fossil export revenue") {
      let sum = energy[$0] + revenue[$0]
      return (fossil[$0], sum, sum)
    }
  }
}
