internal import Engine
internal import Kernels
internal import Sampling

/// The buyers of Russian crude, in the order of the model's matrices.
enum Buyer: String, CaseIterable {
  case chinaSea = "china_sea", chinaPipe = "china_pipe", india, turkey, eu, other
}

/// Who buys the crude, how a frightened buyer's barrels find others, and what stays at sea.
///
/// A buyer keeps the share of his normal volume that pressure leaves; what others drop is offered to those
/// with appetite, the more of it the deeper the discount. Volumes adapt with a lag, habits more slowly.
/// Unsold oil stays on the water until that is full; then less is loaded.
struct Buyers: Mechanism {
  static let section = "buyers"
  static let summary = "Crude by buyer under secondary sanctions, embargoes and discounts; floating storage."

  let speedDown, speedUp, upPressure, habit, embargoAbsorb: Parameter
  let drops, appetites, maxima: [Parameter]
  let euMaximum, floatRoom, discountMid: Parameter
  let startFlows: [Parameter]
  let loaded, chinaPipeFlow, pacific, india, china, pressure, euBan, des: Input
  let normal, volume, keep, target, embargoed, scratch: State
  let sales: [Output]
  let glut, overhang, floating, refused, rejected: Output
  private let weights: [Double]
  private let habits: [Double]

  init(_ declare: Declarations) {
    let fit = "own fit to India 1.84 to 1.04 mb/d, 2025-11 to 2026-02"
    speedDown = declare.uncertain(
      "speed_down", .central(median: 0.40, low: 0.3, high: 0.5), .perMonth, in: 0.01...1,
      "Share of the way to a lower volume that a buyer goes in a month.", source: fit)
    speedUp = declare.uncertain(
      "speed_up", .central(median: 0.45, low: 0.3, high: 0.6), .perMonth, in: 0.01...1,
      "The same to a higher volume, without pressure.", source: "India after the waiver of 2026-03; guess")
    upPressure = declare.lever(
      "up_pressure", 0.6, .share, in: 0...1, "How far full pressure slows a rise.", source: "guess")
    habit = declare.uncertain(
      "habit", .central(median: 0.10, low: 0.05, high: 0.2), .perMonth, in: 0...1,
      "Share of the way that a normal volume follows the actual one in a month.", source: "guess")
    embargoAbsorb = declare.uncertain(
      "embargo_absorption", .central(median: 0.20, low: 0.12, high: 0.3), .perMonth, in: 0.01...1,
      "Share of embargoed barrels that finds new normal buyers in a month.",
      source: "rerouting took 2-5 months in 2023 and 2025-26")
    let table = declare.seeds["buyers"]
    func value(_ buyer: Buyer, _ column: String) -> Double {
      table.first { $0.text("buyer") == buyer.rawValue }?.number(column) ?? 0
    }
    weights = Buyer.allCases.map { value($0, "pressure_weight") }
    drops = Buyer.allCases.map { buyer in
      let central = value(buyer, "drop")
      return declare.uncertain(
        "\(buyer.rawValue)_drop", .central(median: central, low: central * 0.75, high: min(central * 1.2, 0.95)),
        .share, in: 0...1, "Share of the volume of \(buyer.rawValue) that full pressure takes.",
        source: "buyers.csv: trial; " + fit)
    }
    appetites = Buyer.allCases.map { buyer in
      declare.lever(
        "\(buyer.rawValue)_appetite", value(buyer, "appetite"), .share, in: 0...5,
        "Weight of \(buyer.rawValue) among those who take what others drop.", source: "buyers.csv: trial; guess")
    }
    maxima = Buyer.allCases.map { buyer in
      let room = value(buyer, "maximum")
      return declare.uncertain(
        "\(buyer.rawValue)_maximum", .central(median: room, low: room * 0.7, high: room * 1.3), .kbPerDay,
        in: 0...6000, buyer == .chinaSea ? "Most China can add by sea to its start volume."
          : "Most that \(buyer.rawValue) can take.", source: "buyers.csv: trial; guess")
    }
    let embargoes = DatedRules(
      declare.seeds, "embargoes", where: { $0.text("commodity") == "crude" }, value: { $0.number("level") },
      from: "date")
    euMaximum = declare.lever(
      "eu_allowed", embargoes.schedule(before: 2600), .kbPerDay, in: 0...5000,
      "Crude that EU law lets in.", source: "sixth package; embargoes.csv", origin: embargoes.origin)
    floatRoom = declare.uncertain(
      "floating_room", .central(median: 160, low: 130, high: 190), .barrelsMillion, in: 10...500,
      "Unsold oil the fleet can hold.", source: "TASS, thewhistler 2026-03: 100-124 mb; guess")
    discountMid = declare.lever(
      "appetite_discount", 8, .usdPerBarrel, in: 1...40,
      "Discount beyond normal over which appetite goes from half to full.", source: "guess")
    let start = BuyerStart(declare)
    habits = start.habits
    startFlows = Buyer.allCases.map { buyer in
      declare.startValue(
        "start_\(buyer.rawValue)", start.observation(buyer), .kbPerDay, in: 0...6000,
        "Crude bought by \(buyer.rawValue) in the month before the period.")
    }
    loaded = declare.input("crude.exports")
    chinaPipeFlow = declare.input("crude.route_exports", region: Route.chinaPipe.rawValue)
    pacific = declare.input("crude.route_exports", region: Route.pacific.rawValue)
    india = declare.input("sanctions.pressure_india")
    china = declare.input("sanctions.pressure_china")
    pressure = declare.input("sanctions.pressure")
    euBan = declare.input("sanctions.eu_crude_ban")
    des = declare.input("urals.delivered_discount", region: "India")
    let count = Buyer.allCases.count
    normal = declare.state("normal", rows: count)
    volume = declare.state("volume", rows: count)
    keep = declare.state("keep", rows: count)
    target = declare.state("target", rows: count)
    embargoed = declare.state("embargoed")
    scratch = declare.state("scratch", rows: 3)
    sales = Buyer.allCases.map {
      declare.output(
        "crude", .kbPerDay, .mean, "Crude bought.", region: $0.rawValue,
        counterpart: "Kpler, Vortexa, CREA", headline: $0 == .india || $0 == .chinaSea)
    }
    glut = declare.output("glut", .millionBarrelsPerDay, .mean, "Barrels without a willing normal buyer.")
    overhang = declare.output("overhang", .millionBarrelsPerDay, .mean, "Loaded oil beyond normal volumes.")
    floating = declare.output(
      "floating", .barrelsMillion, .last, "Unsold oil on the water.", counterpart: "TASS, thewhistler: 100-124 mb in March 2026",
      headline: true)
    refused = declare.output("refused", .kbPerDay, .mean, "Oil that finds neither buyer nor ship to wait in.")
    rejected = declare.output("rejected", .kbPerDay, .mean, "Normal volume that pressure rejects.")
  }

  func begin(_ paths: Paths) {
    for buyer in Buyer.allCases.indices {
      let start = paths[startFlows[buyer]]
      paths.matrix(volume)[buyer].assign(start)
      paths[sales[buyer]].assign(start)
      let normal = paths.matrix(normal)[buyer], habit = habits[buyer]
      for path in paths.indices { normal[path] = start[path] * habit }
    }
  }

  func step(_ paths: Paths) {
    frighten(paths)
    embargo(paths)
    want(paths)
    sell(paths)
    adapt(paths)
  }

  /// What pressure leaves of each normal volume, and the glut that the rest makes.
  private func frighten(_ paths: Paths) {
    let india = paths[india], china = paths[china], national = paths[pressure], rejected = paths[rejected]
    rejected.fill(0)
    for (row, buyer) in Buyer.allCases.enumerated() {
      let keep = paths.matrix(keep)[row], normal = paths.matrix(normal)[row], drop = paths[drops[row]]
      let weight = weights[row]
      for path in paths.indices {
        let felt: Double =
          switch buyer {
          case .india: india[path]
          case .chinaSea: china[path]
          default: weight * national[path]
          }
        keep[path] = 1 - drop[path] * felt
        rejected[path] += normal[path] * (1 - keep[path])
      }
    }
  }

  /// An embargo acts at once; its barrels are absorbed month by month.
  private func embargo(_ paths: Paths) {
    let row = Buyer.eu.index, law = paths[euMaximum], ban = paths[euBan], z = paths[embargoed]
    let normal = paths.matrix(normal)[row], volume = paths.matrix(volume)[row], absorb = paths[embargoAbsorb]
    let rejected = paths[rejected], glut = paths[glut]
    for path in paths.indices {
      let allowed = law[path] * (1 - ban[path])
      let cut = max(normal[path] - allowed, 0)
      normal[path] -= cut
      volume[path] = min(volume[path], allowed)
      z[path] = z[path] * (1 - absorb[path]) + cut
      glut[path] = (rejected[path] + z[path]) / kilo
    }
  }

  private func want(_ paths: Paths) {
    let loaded = paths[loaded], pipe = paths[chinaPipeFlow], des = paths.before(des), mid = paths[discountMid]
    let free = paths.matrix(scratch)[0], share = paths.matrix(scratch)[1]
    free.assign(loaded)
    share.fill(1e-12)
    for row in Buyer.marketRows {
      let normal = paths.matrix(normal)[row], keep = paths.matrix(keep)[row], appetite = paths[appetites[row]]
      for path in paths.indices {
        free[path] -= normal[path] * keep[path]
        let calm = keep[path] * keep[path]
        share[path] += appetite[path] * calm
      }
    }
    for path in paths.indices {
      let hunger = min(max(0.5 + (des[path] - 2) / mid[path], 0), 1)
      free[path] = max(free[path] - pipe[path], 0) * hunger
    }
    for row in Buyer.marketRows { aim(row, paths) }
  }

  private func aim(_ row: Int, _ paths: Paths) {
    let free = paths.matrix(scratch)[0], share = paths.matrix(scratch)[1], appetite = paths[appetites[row]]
    let normal = paths.matrix(normal)[row], keep = paths.matrix(keep)[row], old = paths.matrix(volume)[row]
    let target = paths.matrix(target)[row], most = paths[maxima[row]], start = paths[startFlows[row]]
    let down = paths[speedDown], up = paths[speedUp], slow = paths[upPressure]
    let law = paths[euMaximum], ban = paths[euBan]
    let isChina = Buyer.allCases[row] == .chinaSea, isEU = Buyer.allCases[row] == .eu
    for path in paths.indices {
      let calm = keep[path] * keep[path]
      let offer = free[path] * appetite[path] * calm / share[path]
      let wish = normal[path] * keep[path] + offer
      let speed = wish < old[path] ? down[path] : up[path] * (1 - slow[path] * (1 - calm))
      let allowed = law[path] * (1 - ban[path])
      let cap = isChina ? start[path] + most[path] : isEU ? min(most[path], allowed) : most[path]
      target[path] = min(max(old[path] + speed * (wish - old[path]), 0), cap)
    }
  }

  /// Sales of what is loaded and what floats; the rest waits at sea or is refused.
  private func sell(_ paths: Paths) {
    let loaded = paths[loaded], pipe = paths[chinaPipeFlow], wanted = paths.matrix(scratch)[2]
    let old = paths.before(floating), floating = paths[floating], room = paths[floatRoom], refused = paths[refused]
    let days = paths.days
    wanted.fill(0)
    for row in Buyer.marketRows {
      let target = paths.matrix(target)[row]
      for path in paths.indices { wanted[path] += target[path] }
    }
    let scale = paths.matrix(scratch)[1]
    for path in paths.indices {
      let market = loaded[path] - pipe[path] + old[path] * kilo / days
      let sold = min(wanted[path], market)
      scale[path] = sold / max(wanted[path], 1e-9)
      let left = (market - sold) * days / kilo
      floating[path] = left
      refused[path] = max(left - room[path], 0) * kilo / days
    }
    paths[sales[Buyer.chinaPipe.index]].assign(pipe)
    for row in Buyer.marketRows {
      let target = paths.matrix(target)[row], sales = paths[sales[row]]
      for path in paths.indices { sales[path] = target[path] * scale[path] }
    }
  }

  private func adapt(_ paths: Paths) {
    let habit = paths[habit]
    for row in Buyer.marketRows {
      let normal = paths.matrix(normal)[row], keep = paths.matrix(keep)[row], volume = paths.matrix(volume)[row]
      let sales = paths[sales[row]]
      for path in paths.indices {
        volume[path] = sales[path]
        normal[path] += habit[path] * (sales[path] / max(keep[path], 0.05) - normal[path])
      }
    }
    let overhang = paths[overhang], loaded = paths[loaded], pipe = paths[chinaPipeFlow], z = paths[embargoed]
    for path in paths.indices { overhang[path] = (loaded[path] - pipe[path] - z[path]) / kilo }
    for row in Buyer.marketRows {
      let normal = paths.matrix(normal)[row]
      for path in paths.indices { overhang[path] -= normal[path] / kilo }
    }
  }

  func check(_ paths: Paths, _ report: inout ConservationReport) {
    let days = paths.days
    for path in paths.indices {
      let sold = sales.reduce(0) { $0 + paths[$1][path] }
      let change = (paths[floating][path] - paths.before(floating)[path]) * kilo / days
      report.equal(paths[loaded][path], sold + change, scale: sold, "crude loaded is sold or floats")
      for sale in sales { report.within(paths[sale][path], 0, 1e5, "crude bought") }
      report.within(paths[floating][path], 0, 1e5, "oil on the water")
    }
  }
}

extension Buyer {
  var index: Int { Buyer.allCases.firstIndex(of: self) ?? 0 }
  /// Those who buy at sea or by Druzhba; China's pipeline takes its own.
  static let marketRows = Buyer.allCases.indices.filter { Buyer.allCases[$0] != .chinaPipe }
}

/// Buyers' volumes before the period, from published exports.
struct BuyerStart {
  private let columns: [String: MonthlyHistory]
  private let month: Month
  /// Normal volume over last month's: half last month, half the mean of six.
  private(set) var habits: [Double] = []
  private static let pipe = 800.0

  init(_ declare: Declarations) {
    month = declare.start - 1
    let names = ["crude", "china", "india", "turkey", "eu"]
    columns = Dictionary(
      uniqueKeysWithValues: names.map { ($0, MonthlyHistory(declare.seeds, "oil_exports_monthly", $0)) })
    habits = Buyer.allCases.map { buyer in
      guard let last = value(buyer, month), last > 0 else { return 1 }
      let mean = (0..<6).reduce(0) { $0 + (value(buyer, month - $1) ?? last) } / 6
      return 0.5 + 0.5 * mean / last
    }
  }

  private func value(_ buyer: Buyer, _ month: Month) -> Double? {
    func known(_ name: String) -> Double? { columns[name]?.nearest(month) }
    switch buyer {
    case .chinaPipe: return BuyerStart.pipe
    case .chinaSea: return known("china").map { max($0 - BuyerStart.pipe, 0) }
    case .other:
      guard let all = known("crude"), let china = known("china"), let india = known("india"),
        let turkey = known("turkey"), let eu = known("eu")
      else { return nil }
      return max(all - china - india - turkey - eu, 50)
    default: return known(buyer.rawValue)
    }
  }

  func observation(_ buyer: Buyer) -> Observation {
    let column = buyer == .other ? "crude" : buyer == .chinaSea || buyer == .chinaPipe ? "china" : buyer.rawValue
    let seen = columns[column]?.observation(for: month, error: 0.12, otherwise: .constant(0))
    guard let seen, let value = value(buyer, month) else {
      return Observation(distribution: .uniform(low: 200, high: 2000), source: "guess", origin: "drawn")
    }
    let half = seen.distribution.isConstant ? 0 : value * 0.12
    let spread = Distribution.central(median: value, low: value - half, high: value + half)
    return Observation(
      distribution: half > 0 ? spread : .constant(value), source: seen.source, origin: seen.origin)
  }
}
