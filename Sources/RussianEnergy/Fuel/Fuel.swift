internal import Engine
internal import Kernels
internal import Sampling

/// The domestic fuel market: demand, sales, stocks with a working floor, prices, panic and export bans.
///
/// Gasoline has hardly any surplus, so lost output soon meets demand: the price rises, panic lifts demand, the
/// government bans exports. Diesel has a large surplus: losses fall on exports first, and its price follows
/// the export price in part.
struct Fuel: Mechanism {
  static let section = "fuel"
  static let summary = "Domestic demand, stocks, prices and export bans of motor fuels."

  let needs: FuelNeeds
  let shortage: FuelShortage
  let bans: FuelBans
  let quotes: FuelQuotes
  let shown: FuelOutputs
  let output: [Input]
  let stock: [PastInput]
  let dieselAlternative: PastInput
  let gasolineIndicative, dieselIndicative: Input
  let demandFactor: Factor
  let unseenTimes: Shock
  let ban, retail, logGasoline, logDiesel, unseen, scratch: State
  /// 1 where this month's price of gasoline, of diesel is what was quoted.
  let quoted: State
  let season: [Season]
  /// Product exports of the month before the run as they were counted, kb/d.
  let countedExports: Double?
  /// Barrels a tonne by fuel, and whether a fuel is a dear one.
  let barrels: [Double]
  let isDear: [Bool]
  /// Share of its first level that demand never falls below, however long it shrinks.
  private let leastDemand: Double

  init(_ declare: Declarations) {
    needs = FuelNeeds(declare)
    shortage = FuelShortage(declare)
    bans = FuelBans(declare)
    quotes = FuelQuotes(declare)
    leastDemand = declare.constant("fuel.least_demand")
    // Read from others, and remembered.
    output = MotorFuel.allCases.map { declare.input("refining.\($0.name)_output") }
    stock = MotorFuel.allCases.map { declare.lastMonth("fuel.\($0.name)_stock") }
    dieselAlternative = declare.lastMonth("damper.diesel_alternative")
    gasolineIndicative = declare.input("damper.indicative_gasoline")
    dieselIndicative = declare.input("damper.indicative_diesel")
    demandFactor = declare.factor("fuel_demand")
    unseenTimes = declare.shock("unseen")
    unseen = declare.state("unseen")
    scratch = declare.state("scratch")
    let fuels = FuelNumbers(declare.seeds)
    barrels = fuels.barrels
    isDear = fuels.isDear
    countedExports = MonthlyHistory(declare.seeds, "oil_exports_monthly", "products")[declare.start - 1]
    ban = declare.state("ban")
    retail = declare.state("retail")
    logGasoline = declare.state("log_gasoline")
    logDiesel = declare.state("log_diesel")
    quoted = declare.state("quoted", rows: 2, shared: true)
    season = MotorFuel.allCases.map { fuel in
      Season(declare.seeds, "fuel_season", "index") { $0.text("product") == fuel.name }
    }
    shown = FuelOutputs(declare)
  }

  func step(_ paths: MonthView) {
    demand(paths)
    sell(paths)
    price(paths)
    decideBan(paths)
  }

  private func demand(_ paths: MonthView) {
    let z = paths[demandFactor], noise = paths[needs.demandNoise], growth = paths[needs.demandTrend]
    let elasticity = paths[needs.priceElasticity], panic = paths.before(shown.panic)
    let years = Double(paths.index) / monthsPerYear, leastDemand = leastDemand
    deviate(paths)
    let more = paths[scratch]
    for fuel in MotorFuel.allCases {
      let level = paths[needs.demand[fuel.rawValue]], need = paths[shown.need[fuel.rawValue]]
      let usual = paths[shown.usual[fuel.rawValue]]
      let isMotor = fuel == .gasoline || fuel == .diesel
      let logPrice = paths[fuel == .diesel ? logDiesel : logGasoline]
      let part = season[fuel.rawValue][paths.month] * paths.days / daysPerYear
      let isUnseen = !isDear[fuel.rawValue]
      for path in paths.indices {
        usual[path] = level[path] * part * max(1 + growth[path] * years, leastDemand)
      }
      if isUnseen {
        for path in paths.indices { usual[path] *= more[path] }
      }
      guard isMotor else {
        need.assign(usual)
        continue
      }
      for path in paths.indices {
        let shock = noise[path] * z[path] - elasticity[path] * logPrice[path]
        need[path] = usual[path] * exponential(shock)
      }
      guard fuel == .gasoline else { continue }
      for path in paths.indices { need[path] *= 1 + panic[path] / percent }
    }
  }

  private func sell(_ paths: MonthView) {
    let base = paths[needs.imports], surge = paths[needs.importSurge], logPrice = paths[logGasoline]
    let imported = paths[shown.imported], ban = paths[ban], leak = paths[bans.banLeak],
      rebuild = paths[needs.rebuild]
    let allowed = paths[bans.banAllowed]
    for path in paths.indices {
      let scarcity = min(max(logPrice[path] / shortage.fullScarcity, 0), 1)
      imported[path] = base[path] * (1 + surge[path] * scarcity)
    }
    for fuel in MotorFuel.allCases {
      let output = paths[output[fuel.rawValue]], stock = paths.before(stock[fuel.rawValue])
      let floor = paths[needs.floor[fuel.rawValue]], target = paths[needs.target[fuel.rawValue]]
      let need = paths[shown.need[fuel.rawValue]], sales = paths[shown.sales[fuel.rawValue]]
      let wanted = paths[shown.wanted[fuel.rawValue]]
      let isGasoline = fuel == .gasoline
      for path in paths.indices {
        let supply = output[path] + (isGasoline ? imported[path] : 0)
        let available = max(supply + stock[path] - floor[path], 0)
        sales[path] = min(need[path], available)
        let spare = supply - sales[path] + rebuild[path] * (stock[path] - target[path])
        let wish = min(max(spare, 0), available - sales[path])
        let overflow = max(stock[path] + supply - sales[path] - target[path], 0)
        let open = isGasoline ? 1 - allowed[path] * ban[path] * (1 - leak[path]) : 1
        wanted[path] = max(wish * open, min(overflow, available - sales[path]))
      }
    }
  }
}
