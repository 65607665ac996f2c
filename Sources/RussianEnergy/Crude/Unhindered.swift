internal import Engine
internal import Kernels

/// What oil would earn at the month's Brent if nothing hindered it: the counterfactual of all losses.
///
/// All plants run as wanted, wells give what they may, all of it finds a buyer, at the discount from before the war
/// and without caps; home demand is the usual one. Nothing in it knows of strikes, caps, listings or ports, so that
/// revenue and loss add up to the same sum whatever those do, as long as Brent is the same.
extension Oil {
  func compare(_ paths: MonthView) {
    exportFreely(paths)
    let brent = paths[brent], prewar = paths[prewarDiscount], premium = paths[premium],
      bare = paths[productBare]
    let crude = paths[freeCrude], products = paths[freeProducts], free = paths[freeRevenue]
    let revenue = paths[revenue], loss = paths[loss]
    let scale = paths.days / thousandsPerBillion
    for path in paths.indices {
      let oil = crude[path] * (brent[path] - prewar[path] + premium[path])
      free[path] = (oil + products[path] * (bare[path] - prewar[path])) * scale
      loss[path] = free[path] - revenue[path]
    }
  }

  private func exportFreely(_ paths: MonthView) {
    let potential = paths[potential], burn = paths[burn], wanted = paths[wanted]
    let crude = paths[freeCrude], products = paths[freeProducts]
    for path in paths.indices { crude[path] = max(potential[path] - wanted[path] - burn[path], 0) }
    products.fill(0)
    for fuel in MotorFuel.allCases {
      let made = paths[made[fuel.rawValue]], used = paths[used[fuel.rawValue]]
      let rate = barrels[fuel.rawValue] * kilo / paths.days
      for path in paths.indices { products[path] += max(made[path] - used[path], 0) * rate }
    }
  }
}
