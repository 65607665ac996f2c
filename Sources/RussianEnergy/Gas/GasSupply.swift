internal import Engine
internal import Kernels
internal import Sampling

/// How gas that leaves the world market lifts TTF.
///
/// A cargo that merely sails elsewhere frees another one and moves nothing; gas that stays in the ground does.
/// d ln TTF = −ln(1 − V/W) / e at V tonnes a year; demand and supply answer more where the price is low.
/// Nine tenths of the gap close in a month: the price of March 2026 held the whole of the loss at once.
struct GasSupply: Sendable {
  let world, demandElasticity, supplyElasticity, referencePrice, speed, qatar, added: Parameter
  let lngShut, pipelineShut, extraDemand: PastInput
  let strait: Input
  let effect, otherEffect: State
  /// The share of world LNG that is always left, and how far elasticities fall and rise with the price.
  private let leastLeft, leastAnswer, mostAnswer: Double

  init(_ declare: Declarations) {
    world = declare.uncertain(
      "world_lng", .median(445, 410...470), .mtPerYear, in: 200...900,
      "World trade in LNG.", source: "411 in 2024, 432 in 2025 (trade figures); 445 in 2027 is a guess")
    demandElasticity = declare.uncertain(
      "demand_elasticity", .median(0.30, 0.20...0.40), .share, in: 0.05...2,
      "How much less gas the world buys, relative, for a relative rise of TTF at the reference price.",
      source: "guess; fits the Hormuz month of 2026-03")
    supplyElasticity = declare.uncertain(
      "supply_elasticity", .median(0.05, 0...0.10), .share, in: 0...1,
      "How much more the others make.", source: "guess")
    referencePrice = declare.lever(
      "elastic_price", 36, .eurPerMWh, in: 10...200,
      "Price at which both hold; at half of it twice as much, at double half as much.",
      source: "fitted to Hormuz")
    speed = declare.lever(
      "response_speed", 0.9, .share, in: 0.05...1, "Share of the gap that the price closes in a month.",
      source: "fitted to Hormuz: +0.49 in logs in the first month, no further rise in the next two")
    qatar = declare.lever(
      "qatar_loss", 0, .mtPerYear, in: 0...90, "LNG lost outside Russia.",
      source: "scenario; 77 when the strait of Hormuz was shut (shafaq.com)")
    added = declare.lever(
      "new_supply", 0, .mtPerYear, in: -60...120, "LNG above what the anchor price reckons with.",
      source: "scenario")
    lngShut = declare.lastMonth("lng.shut")
    pipelineShut = declare.lastMonth("pipeline.shut")
    extraDemand = declare.lastMonth("eu_storage.extra_demand", region: "EU")
    strait = declare.input("strait.lng_lost_now", region: "World")
    leastLeft = declare.constant("gas.least_left")
    leastAnswer = declare.constant("gas.least_answer")
    mostAnswer = declare.constant("gas.most_answer")
    effect = declare.state("effect")
    otherEffect = declare.state("effect_without_bans")
  }

  /// A loss that was under way is in the price already.
  func begin(_ paths: MonthView, price: Column) {
    let strait = paths[strait], world = paths[world], all = paths[effect], others = paths[otherEffect]
    let demand = paths[demandElasticity], supply = paths[supplyElasticity], reference = paths[referencePrice]
    for path in paths.indices {
      let loss = -logarithm(max(1 - strait[path] / world[path], leastLeft))
      let e = demand[path] + supply[path]
      // The price without the loss solves p = price exp(−loss / e(p)); two steps come close.
      let first = price[path] * exponential(-loss / e)
      let answer = min(max(reference[path] / first, leastAnswer), mostAnswer)
      all[path] = loss / (e * answer)
      others[path] = all[path]
    }
  }

  /// Moves both effects, with and without the Russian gas that stays in the ground.
  func step(_ paths: MonthView, price: Column) {
    let lng = paths.before(lngShut), pipe = paths.before(pipelineShut), cold = paths.before(extraDemand)
    let qatar = paths[qatar], strait = paths[strait], added = paths[added], world = paths[world]
    let demand = paths[demandElasticity], supply = paths[supplyElasticity], reference = paths[referencePrice]
    let speed = paths[speed], all = paths[effect], others = paths[otherEffect]
    for path in paths.indices {
      let other =
        qatar[path] + strait[path] + cold[path] * monthsPerYear / GasUnits.bcmPerMegatonne - added[path]
      let russian = (lng[path] + pipe[path] / GasUnits.bcmPerMegatonne) * monthsPerYear
      let before = price[path] * exponential(-all[path])
      let answer = min(max(reference[path] / before, leastAnswer), mostAnswer)
      let e = (demand[path] + supply[path]) * answer
      let target = -logarithm(max(1 - (other + russian) / world[path], leastLeft)) / e
      let targetWithout = -logarithm(max(1 - other / world[path], leastLeft)) / e
      all[path] += speed[path] * (target - all[path])
      others[path] += speed[path] * (targetWithout - others[path])
    }
  }
}
