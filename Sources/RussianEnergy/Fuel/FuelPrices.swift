internal import Engine
internal import Kernels
internal import Sampling

/// Exchange prices, panic and the export ban that they call for.
extension Fuel {
  func price(_ paths: MonthView) {
    let need = paths[need[0]], sales = paths[sales[0]], output = paths[output[0]], imported = paths[imported]
    let offset = paths[gapOffset], cap = paths[gapCap], response = paths[priceResponse],
      speed = paths[priceSpeed]
    let a = paths[logGasoline], gap = paths[gap], price = paths[gasolinePrice]
    let base = paths[gasolineIndicative], retail = paths[retail], pump = paths[retailPrice]
    let share = paths[retailShare], pace = paths[retailSpeed]
    let old = paths.before(panic), panic = paths[panic]
    let gain = paths[panicGain], decay = paths[panicDecay], most = paths[panicCap]
    let pinned = paths.pinned(gasolinePrice)
    paths.matrix(quoted)[0].fill(pinned == nil ? 0 : 1)
    for path in paths.indices {
      let missing = (need[path] - output[path] - imported[path]) / need[path]
      let aim = response[path] * min(max(missing + offset[path], -0.05), cap[path])
      a[path] += speed[path] * (aim - a[path])
      if let pinned { a[path] = logarithm(pinned[path] / base[path]) }
      gap[path] = percent * missing
      price[path] = base[path] * exponential(a[path])
      retail[path] += pace[path] * (share[path] * a[path] - retail[path])
      pump[path] = percent * (exponential(retail[path]) - 1)
      let unmet = (need[path] - sales[path]) / need[path]
      panic[path] = percent * min(max(decay[path] * old[path] / percent + gain[path] * unmet, 0), most[path])
    }
    priceDiesel(paths)
  }

  private func priceDiesel(_ paths: MonthView) {
    let output = paths[output[1]], normal = paths[dieselNormal], response = paths[dieselResponse]
    let share = paths[dieselNetback], alternative = paths.before(dieselAlternative), speed = paths[priceSpeed]
    let base = paths[dieselIndicative], b = paths[logDiesel], price = paths[dieselPrice], cap = paths[gapCap]
    let pinned = paths.pinned(dieselPrice)
    paths.matrix(quoted)[1].fill(pinned == nil ? 0 : 1)
    let years = paths.days / daysPerYear
    for path in paths.indices {
      let lost = min(max(1 - output[path] / (normal[path] * years), 0), cap[path])
      let pull = share[path] * logarithm(max(alternative[path], 1) / base[path])
      b[path] += speed[path] * (pull + response[path] * lost - b[path])
      if let pinned { b[path] = logarithm(pinned[path] / base[path]) }
      price[path] = base[path] * exponential(b[path])
    }
  }

  func decideBan(_ paths: MonthView) {
    let ban = paths[ban], allowed = paths[banAllowed], gap = paths[gap], a = paths[logGasoline]
    let onGap = paths[banGap], onPrice = paths[banPrice], offPrice = paths[banEndPrice]
    let offStock = paths[banEndStock], stock = paths.before(stock[0]), banned = paths[banned]
    for path in paths.indices {
      banned[path] = allowed[path] * ban[path]
      let begins = gap[path] / percent > onGap[path] || a[path] > onPrice[path]
      let ends = a[path] < offPrice[path] && stock[path] > offStock[path]
      // A month in which bans are allowed for some days only weighs them; what is remembered stays a decision.
      ban[path] = allowed[path] == 0 || ends && !begins ? 0 : begins ? 1 : ban[path]
    }
  }
}

/// What the seed tables say of fuel before the period.
extension Fuel {
  /// A year's demand, Mt: the newest year that is known, and which that is.
  static func yearlyDemand(_ fuel: MotorFuel, _ seeds: SeedTables) -> (level: Double, year: Int?) {
    let rows = seeds["fuel_balance"].filter { $0.text("product") == fuel.name }
    let newest = rows.max { ($0.number("year") ?? 0) < ($1.number("year") ?? 0) }
    return (
      newest?.number("demand") ?? FuelNumbers(seeds).demand[fuel.rawValue],
      newest?.number("year").map { Int($0) }
    )
  }

  static func startingBan(_ declare: Declarations) -> Observation {
    let day = (declare.start - 1).first + 27
    let rows = declare.seeds["fuel_policies"].filter { row in
      guard row.text("policy") == "gasoline_ban", let from = row.day("from") else { return false }
      return from <= day && (row.day("to") ?? day) >= day
    }
    let last = rows.max { ($0.day("from")?.number ?? 0, $0.line) < ($1.day("from")?.number ?? 0, $1.line) }
    let strength: Double =
      switch last?.text("scope") {
      case "all": 1
      case "resellers": 0.3
      default: 0
      }
    return Observation(
      distribution: .constant(strength), source: last?.text("source") ?? "no ban known",
      origin: last.map { "seeds/fuel_policies.csv:\($0.line)" } ?? "seeds/fuel_policies.csv")
  }
}
