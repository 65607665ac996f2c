internal import Engine
internal import Kernels

/// What runs give: output by fuel, runs and gasoline by district.
extension Refining {
  /// Output by fuel: listed yields on base runs; made-up runs give less gasoline and more of the rest.
  func produce(_ paths: Paths) {
    let runs = paths[runs], loss = paths[loss], spareYield = paths[gasolineSpare]
    let sums = paths.matrix(sums), base = sums[0], own = paths[yieldLoss]
    let normal = Fuel.allCases.map { fuel in
      zip(fleet.plants, fleet.desiredShares).reduce(0) {
        $0 + $1.0.yields[fuel.rawValue] * $1.1
      }
    }
    let megatonnes = paths.month.megatonnesPerKbd
    for path in paths.indices { own[path] = runs[path] * megatonnes }
    for fuel in Fuel.allCases {
      let factor = paths[yieldFactors[fuel.rawValue]], sum = sums[2 + fuel.rawValue]
      let output = paths[output[fuel.rawValue]], yield = normal[fuel.rawValue]
      let gasoline = normal[Fuel.gasoline.rawValue], gasolineFactor = paths[yieldFactors[0]]
      let taken = Refining.gasolineReplacement[fuel.rawValue]
      for path in paths.indices {
        let wanted = (runs[path] + loss[path])
        let lost = wanted * (1 - base[path])
        let made = lost - loss[path]
        let missing = (1 - spareYield[path]) * gasoline * gasolineFactor[path]
        let mixed = yield * factor[path] + taken * missing
        output[path] = (wanted * sum[path] * factor[path] + made * mixed) * megatonnes
        own[path] -= output[path]
      }
    }
  }

  /// What made-up runs give in place of gasoline: fuel oil, naphtha, other. A guess.
  private static let gasolineReplacement = [-1.0, 0, 0, 0.5, 0.25, 0.25]

  func split(_ paths: Paths) {
    let runs = paths[runs], loss = paths[loss], sums = paths.matrix(sums), base = sums[0], headroom = sums[1]
    let gasoline = paths[output[0]], districts = fleet.districts.count, first = 2 + Fuel.allCases.count
    let nationalGasoline = sums[2]
    for district in 0..<districts {
      let own = sums[first + district], spare = sums[first + districts + district]
      let ownGasoline = sums[first + 2 * districts + district]
      let target = paths[districtRuns[district]], fuel = paths[districtGasoline[district]]
      for path in paths.indices {
        let wanted = runs[path] + loss[path]
        let made = wanted * (1 - base[path]) - loss[path]
        target[path] = wanted * own[path] + made * spare[path] / max(headroom[path], 1e-9)
        fuel[path] = gasoline[path] * ownGasoline[path] / max(nationalGasoline[path], 1e-9)
      }
    }
  }
}
