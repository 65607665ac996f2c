internal import Engine
internal import Kernels
internal import Sampling

/// Exchange prices, panic and the export ban that they call for.
extension Fuel {
  func price(_ paths: MonthView) {
    let need = paths[shown.need[0]], sales = paths[shown.sales[0]], output = paths[output[0]],
      imported = paths[shown.imported]
    let offset = paths[shortage.gapOffset], cap = paths[shortage.gapCap],
      response = paths[shortage.priceResponse],
      speed = paths[shortage.priceSpeed]
    let a = paths[logGasoline], gap = paths[shown.gap], price = paths[shown.gasolinePrice]
    let base = paths[gasolineIndicative], retail = paths[retail], pump = paths[shown.retailPrice]
    let share = paths[quotes.retailShare], pace = paths[quotes.retailSpeed]
    let old = paths.before(shown.panic), panic = paths[shown.panic]
    let gain = paths[shortage.panicGain], decay = paths[shortage.panicDecay], most = paths[shortage.panicCap]
    let pinned = paths.pinned(shown.gasolinePrice)
    paths.matrix(quoted)[0].fill(pinned == nil ? 0 : 1)
    for path in paths.indices {
      let missing = (need[path] - output[path] - imported[path]) / need[path]
      let aim = response[path] * min(max(missing + offset[path], shortage.leastGap), cap[path])
      a[path] += speed[path] * (aim - a[path])
      gap[path] = percent * missing
    }
    // Loops of their own: what may be absent is read under a mask, which takes long where it is.
    if let pinned {
      for path in paths.indices { a[path] = logarithm(pinned[path] / base[path]) }
    }
    for path in paths.indices {
      price[path] = base[path] * exponential(a[path])
      retail[path] += pace[path] * (share[path] * a[path] - retail[path])
      pump[path] = percent * (exponential(retail[path]) - 1)
      let unmet = (need[path] - sales[path]) / need[path]
      panic[path] = percent * min(max(decay[path] * old[path] / percent + gain[path] * unmet, 0), most[path])
    }
    priceDiesel(paths)
  }

  private func priceDiesel(_ paths: MonthView) {
    let output = paths[output[1]], normal = paths[quotes.dieselNormal],
      response = paths[quotes.dieselResponse]
    let share = paths[quotes.dieselNetback], alternative = paths.before(dieselAlternative),
      speed = paths[shortage.priceSpeed]
    let base = paths[dieselIndicative], b = paths[logDiesel], price = paths[shown.dieselPrice],
      cap = paths[shortage.gapCap]
    let pinned = paths.pinned(shown.dieselPrice)
    paths.matrix(quoted)[1].fill(pinned == nil ? 0 : 1)
    let years = paths.days / daysPerYear
    for path in paths.indices {
      let lost = min(max(1 - output[path] / (normal[path] * years), 0), cap[path])
      let pull = share[path] * logarithm(max(alternative[path], 1) / base[path])
      b[path] += speed[path] * (pull + response[path] * lost - b[path])
    }
    if let pinned {
      for path in paths.indices { b[path] = logarithm(pinned[path] / base[path]) }
    }
    for path in paths.indices { price[path] = base[path] * exponential(b[path]) }
  }

  func decideBan(_ paths: MonthView) {
    let ban = paths[ban], allowed = paths[bans.banAllowed], gap = paths[shown.gap], a = paths[logGasoline]
    let onGap = paths[bans.banGap], onPrice = paths[bans.banPrice], offPrice = paths[bans.banEndPrice]
    let offStock = paths[bans.banEndStock], stock = paths.before(stock[0]), banned = paths[shown.banned]
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

  static func startingBan(_ declare: Declarations, ofResellers part: Double) -> Observation {
    let day = (declare.start - 1).first + (declare.count("fuel.ban_day") - 1)
    let rows = declare.seeds["fuel_policies"].filter { row in
      guard row.text("policy") == "gasoline_ban", let from = row.day("from") else { return false }
      return from <= day && (row.day("to") ?? day) >= day
    }
    let last = rows.max { ($0.day("from")?.number ?? 0, $0.line) < ($1.day("from")?.number ?? 0, $1.line) }
    let strength: Double =
      switch last?.text("scope") {
      case "all": 1
      case "resellers": part
      default: 0
      }
    return Observation(
      distribution: .constant(strength), source: last?.text("source") ?? "no ban known",
      origin: last.map { "seeds/fuel_policies.csv:\($0.line)" } ?? "seeds/fuel_policies.csv")
  }
}
