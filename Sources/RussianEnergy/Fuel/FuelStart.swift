internal import Engine
internal import Kernels
internal import Sampling

/// The fuel market before a run, and what the balance of products misses.
///
/// Exports as they are counted are not quite what is made less what is known to be used at home: bunkers, blending, use
/// by refineries themselves and stocks in ports come between. What was missed last is carried on and fades; it is
/// taken from what is used of fuels other than gasoline, diesel and jet, of whose use little is counted.
extension Fuel {
  func begin(_ paths: MonthView) {
    paths[ban].assign(paths[bans.startBan])
    for row in 0..<2 { paths.matrix(quoted)[row].fill(0) }
    let gasoline = paths[quotes.startGasoline], diesel = paths[quotes.startDiesel]
    let gasolineBase = paths[gasolineIndicative], dieselBase = paths[dieselIndicative]
    let a = paths[logGasoline], b = paths[logDiesel], retail = paths[retail],
      share = paths[quotes.retailShare]
    for path in paths.indices {
      a[path] = logarithm(gasoline[path] / gasolineBase[path])
      b[path] = logarithm(diesel[path] / dieselBase[path])
      retail[path] = share[path] * a[path]
    }
    offerBefore(paths)
    missBefore(paths)
  }

  /// What the month before the run left for export.
  private func offerBefore(_ paths: MonthView) {
    let imports = paths[needs.imports], ban = paths[ban], leak = paths[bans.banLeak],
      elasticity = paths[needs.priceElasticity]
    for fuel in MotorFuel.allCases {
      let output = paths[output[fuel.rawValue]], wanted = paths[shown.wanted[fuel.rawValue]]
      let level = paths[needs.demand[fuel.rawValue]], isGasoline = fuel == .gasoline
      let isMotor = isGasoline || fuel == .diesel
      let logPrice = paths[fuel == .diesel ? logDiesel : logGasoline]
      let part = season[fuel.rawValue][paths.month] * paths.days / daysPerYear
      for path in paths.indices {
        let need = level[path] * part * (isMotor ? exponential(-elasticity[path] * logPrice[path]) : 1)
        let supply = output[path] + (isGasoline ? imports[path] : 0)
        let open = isGasoline ? 1 - ban[path] * (1 - leak[path]) : 1
        wanted[path] = max(supply - need, 0) * open
      }
    }
  }

  /// What was counted of exports beyond that; anything may have been missed where nothing was counted.
  private func missBefore(_ paths: MonthView) {
    let unseen = paths[unseen], spread = paths[needs.unseenSpread]
    guard let countedExports else {
      paths.normals(unseenTimes, into: unseen)
      for path in paths.indices { unseen[path] *= spread[path] }
      return
    }
    unseen.fill(countedExports)
    for fuel in MotorFuel.allCases {
      let wanted = paths[shown.wanted[fuel.rawValue]], rate = barrels[fuel.rawValue] * kilo / paths.days
      for path in paths.indices { unseen[path] -= wanted[path] * rate }
    }
  }

  /// What is missed fades and comes anew; leaves in `scratch` by how much uncounted use at home differs for that.
  func deviate(_ paths: MonthView) {
    let unseen = paths[unseen], more = paths[scratch]
    paths.normals(unseenTimes, into: more)
    unseen.renew(unseen, keep: paths[needs.unseenKeep], spread: paths[needs.unseenSpread], normals: more)
    more.fill(0)
    for fuel in MotorFuel.allCases where !isDear[fuel.rawValue] {
      let level = paths[needs.demand[fuel.rawValue]]
      let rate = season[fuel.rawValue][paths.month] * barrels[fuel.rawValue] * kilo / daysPerYear
      for path in paths.indices { more[path] += level[path] * rate }
    }
    for path in paths.indices { more[path] = max(1 - unseen[path] / max(more[path], 1e-9), 0) }
  }
}
