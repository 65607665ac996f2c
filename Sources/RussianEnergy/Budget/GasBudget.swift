internal import Engine
internal import Kernels
internal import Sampling

/// What bans on Russian gas take from the federal budget, and gas beside oil in export revenue.
///
/// Gas taxes as they were are part of the oil and gas revenue of the tax mechanism; this is only the change
/// that bans make: a share of the lost LNG revenue (profit tax; Yamal pays neither duty nor extraction tax)
/// and the export duty on lost pipeline gas. It is zero while no ban is in force.
struct GasBudget: Mechanism {
  static let section = "gas_budget"
  static let summary = "Budget revenue that gas bans cost; export revenue of oil and gas together."

  let taxShare: Parameter
  let lngLost, dutyLost, rub, oil, lng, pipeline, pipelineLost: Input
  let effect, loss, total, bans: Output

  init(_ declare: Declarations) {
    taxShare = declare.uncertain(
      "lng_tax_share", .median(0.22, 0.15...0.32), .share, in: 0...0.6,
      "Part of lost LNG revenue that the budget loses.",
      source: "Greenpeace: 9.5 of 40 bn USD in 2022-24; 34 % profit tax; range guess")
    lngLost = declare.input("lng.revenue_lost")
    dutyLost = declare.input("pipeline.duty_lost")
    pipelineLost = declare.input("pipeline.revenue_lost")
    rub = declare.input("rub.rate")
    oil = declare.input("oil.revenue")
    lng = declare.input("lng.revenue")
    pipeline = declare.input("pipeline.revenue")
    loss = declare.output(
      "loss", .billionDollars, .sum, "Budget revenue that gas bans cost, accrued.", memory: 1)
    effect = declare.output(
      "budget.gas_effect", .billionRoubles, .sum,
      "Change of budget revenue through gas bans, cash a month later.")
    total = declare.output(
      "energy.revenue", .billionDollars, .sum, "Export revenue of oil, LNG and pipeline gas.",
      community: "Throttle|Export Revenue", headline: true)
    bans = declare.output(
      "energy.gas_revenue_lost", .billionDollars, .sum, "Export revenue that gas bans cost.")
  }

  func step(_ paths: MonthView) {
    let before = paths.before(loss), rub = paths[rub], effect = paths[effect], share = paths[taxShare]
    let lng = paths[lngLost], duty = paths[dutyLost], loss = paths[loss], pipe = paths[pipelineLost]
    let total = paths[total], oil = paths[oil], gas = paths[self.lng], pipeline = paths[pipeline]
    let bans = paths[bans]
    for path in paths.indices {
      loss[path] = share[path] * lng[path] + duty[path]
      effect[path] = -before[path] * rub[path]
      total[path] = oil[path] + gas[path] + pipeline[path]
      bans[path] = lng[path] + pipe[path]
    }
  }
}
