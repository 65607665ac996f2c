internal import Engine
internal import Kernels

/// What runs give: output by fuel, runs and gasoline by district.
extension Refining {
  /// Output by fuel: listed yields on base runs; made-up runs give less gasoline and more of the rest.
  func produce(_ paths: MonthView) {
    let runs = paths[shown.runs], loss = paths[shown.loss], wanted = paths[shown.wanted],
      spareYield = paths[reserve.gasoline]
    let sums = paths.matrix(sums), base = sums[0]
    let megatonnes = paths.month.megatonnesPerKbd
    for fuel in MotorFuel.allCases {
      let factor = paths[yieldFactors[fuel.rawValue]], sum = sums[2 + fuel.rawValue]
      let output = paths[shown.output[fuel.rawValue]], yield = usualYields[fuel.rawValue]
      let full = paths[shown.wantedOutput[fuel.rawValue]]
      let gasoline = usualYields[MotorFuel.gasoline.rawValue], gasolineFactor = paths[yieldFactors[0]]
      let taken = replacement[fuel.rawValue]
      for path in paths.indices {
        let made = wanted[path] * (1 - base[path]) - loss[path]
        let missing = (1 - spareYield[path]) * gasoline * gasolineFactor[path]
        let mixed = yield * factor[path] + taken * missing
        output[path] = (wanted[path] * sum[path] * factor[path] + made * mixed) * megatonnes
        full[path] = wanted[path] * yield * factor[path] * megatonnes
      }
    }
    leave(of: runs, shown.output, paths, into: paths[shown.ownUse])
    leave(of: wanted, shown.wantedOutput, paths, into: paths[scratch])
  }

  /// What is run and becomes no product. Yields that would give more than was run are cut back in proportion.
  private func leave(of crude: Column, _ products: [Output], _ paths: MonthView, into rest: Column) {
    let megatonnes = paths.month.megatonnesPerKbd
    let kept = paths.matrix(scratch)[1]
    rest.assign(paths.sum(products))
    for path in paths.indices { kept[path] = min(crude[path] * megatonnes / max(rest[path], 1e-9), 1) }
    for product in products {
      let output = paths[product]
      for path in paths.indices { output[path] *= kept[path] }
    }
    for path in paths.indices { rest[path] = max(crude[path] * megatonnes - rest[path], 0) }
  }

  func split(_ paths: MonthView) {
    let wanted = paths[shown.wanted], loss = paths[shown.loss], sums = paths.matrix(sums), base = sums[0]
    let headroom = sums[1], gasoline = paths[shown.output[0]]
    let districts = fleet.districts.count, first = 2 + MotorFuel.allCases.count
    let nationalGasoline = sums[2]
    for district in 0..<districts {
      let own = sums[first + district], spare = sums[first + districts + district]
      let ownGasoline = sums[first + 2 * districts + district]
      let target = paths[shown.districtRuns[district]], fuel = paths[shown.districtGasoline[district]]
      for path in paths.indices {
        let made = wanted[path] * (1 - base[path]) - loss[path]
        target[path] = wanted[path] * own[path] + made * spare[path] / max(headroom[path], 1e-9)
        fuel[path] = gasoline[path] * ownGasoline[path] / max(nationalGasoline[path], 1e-9)
      }
    }
  }
}
