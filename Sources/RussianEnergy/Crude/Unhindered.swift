internal import Engine
internal import Kernels
internal import Sampling

/// What oil would earn at the month's Brent if nothing hindered it: the counterfactual of all losses.
///
/// All plants run as wanted, wells give what they may, all of it finds a buyer, at the discount from before the war
/// and without caps; home demand is the usual one. Nothing in it knows of strikes, caps, listings or ports, so that
/// revenue and loss add up to the same sum whatever those do, as long as Brent is the same.
struct Unhindered {
  let prewar: Parameter
  let brent, bare, wanted, potential, burn: Input
  let made, used: [Input]
  let crude, products, revenue, loss: Output
  /// Barrels a tonne, by fuel.
  let barrels: [Double]

  init(_ declare: Declarations) {
    prewar = declare.uncertain(
      "prewar_discount", .median(1, -1...3), .usdPerBarrel, in: -5...10,
      "Discount without any measures.", source: "calculated: 2019-01 to 2022-01")
    brent = declare.input("brent.price", region: "World")
    bare = declare.input("product_prices.bare")
    wanted = declare.input("refining.wanted")
    made = MotorFuel.allCases.map { declare.input("refining.\($0.name)_wanted") }
    used = MotorFuel.allCases.map { declare.input("fuel.\($0.name)_usual") }
    potential = declare.input("production.potential")
    burn = declare.input("crude.direct_burn")
    barrels = FuelNumbers(declare.seeds).barrels
    crude = declare.output("unhindered_crude", .kbPerDay, .mean, "Crude exports if nothing hindered them.")
    products = declare.output(
      "unhindered_products", .kbPerDay, .mean, "Product exports if nothing hindered them.")
    revenue = declare.output(
      "unhindered_revenue", .billionDollars, .sum,
      "Export revenue of crude and products at the month's Brent if nothing hindered them.")
    loss = declare.output(
      "revenue_loss", .billionDollars, .sum,
      "Revenue lost to strikes, cap, discounts and lost outlets together.", headline: true)
  }

  func compare(_ paths: MonthView, premium: Column, revenue: Column) {
    exportFreely(paths)
    let brent = paths[brent], prewar = paths[prewar], bare = paths[bare]
    let crude = paths[crude], products = paths[products], free = paths[self.revenue], loss = paths[loss]
    let scale = paths.days / thousandsPerBillion
    for path in paths.indices {
      let oil = crude[path] * (brent[path] - prewar[path] + premium[path])
      free[path] = (oil + products[path] * (bare[path] - prewar[path])) * scale
      loss[path] = free[path] - revenue[path]
    }
  }

  private func exportFreely(_ paths: MonthView) {
    let potential = paths[potential], burn = paths[burn], wanted = paths[wanted]
    let crude = paths[crude], products = paths[products]
    for path in paths.indices { crude[path] = max(potential[path] - wanted[path] - burn[path], 0) }
    products.fill(0)
    for fuel in MotorFuel.allCases {
      let made = paths[made[fuel.rawValue]], used = paths[used[fuel.rawValue]]
      let rate = barrels[fuel.rawValue] * kilo / paths.days
      for path in paths.indices { products[path] += max(made[path] - used[path], 0) * rate }
    }
  }
}
