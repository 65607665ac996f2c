internal import Engine
internal import Sampling

/// What is needed at home, and the stocks it is sold from.
struct FuelNeeds {
  let demand, floor, target: [Parameter]
  let rebuild, demandNoise, priceElasticity, demandTrend, unseenKeep, unseenSpread, imports,
    importSurge: Parameter

  init(_ declare: Declarations) {
    let fuels = FuelNumbers(declare.seeds)
    demand = MotorFuel.allCases.map { fuel in
      let (level, year) = Fuel.yearlyDemand(fuel, declare.seeds)
      return declare.uncertain(
        "\(fuel.name)_demand", .central(median: level, low: level * 0.97, high: level * 1.03), .mtPerYear,
        in: 1...100, "Domestic demand for \(fuel.words).",
        source: year.map { "fuel_balance.csv \($0): production less exports; range guess" } ?? "guess")
    }
    floor = MotorFuel.allCases.map { fuel in
      declare.lever(
        "\(fuel.name)_floor", fuels.floor[fuel.rawValue], .megatonnes, in: 0...5,
        "Stock of \(fuel.words) below which nothing can be sold.", source: fuels.sources[fuel.rawValue])
    }
    target = MotorFuel.allCases.map { fuel in
      declare.lever(
        "\(fuel.name)_target", fuels.target[fuel.rawValue], .megatonnes, in: 0...8,
        "Stock of \(fuel.words) that companies rebuild to.",
        source: "the usual stock, from which runs start (products.start_\(fuel.name)_stock)")
    }
    rebuild = declare.lever(
      "rebuild", 0.3, .perMonth, in: 0...1, "Share of a stock gap that is closed in a month.", source: "guess"
    )
    demandNoise = declare.uncertain(
      "demand_noise", .median(0.015, 0.005...0.025), .share, in: 0...0.2,
      "Standard deviation of a month's demand for motor fuels.", source: "guess")
    priceElasticity = declare.uncertain(
      "demand_elasticity", .median(0.08, 0.02...0.15), .share, in: 0...1,
      "How much demand falls with the log of the price.", source: "Bilgin-Ellwanger 0.02; guess")
    demandTrend = declare.uncertain(
      "demand_growth", .median(0.005, -0.01...0.02), "/year", in: -0.2...0.2,
      "Yearly growth of demand from the start.", source: "fuel_balance.csv 2022-25; range guess")
    unseenKeep = declare.uncertain(
      "unseen_keep", .median(0.68, 0.5...0.85), .share, in: 0...0.99,
      "Share of what the balance of products misses that is left a month later.",
      source:
        "autocorrelation of first months' errors, 2023-01 to 2025-06: 0.56, 0.36, 0.27 after 1, 2, 3 months")
    unseenSpread = declare.uncertain(
      "unseen_spread", .median(100, 60...150), .kbPerDay, in: 0...600,
      "Standard deviation of what the balance of products misses: bunkers, blending, stocks in ports.",
      source: "the same errors")
    imports = declare.uncertain(
      "belarus_imports", .median(0.05, 0.003...0.15), .mtPerMonth, in: 0...1,
      "Gasoline bought from Belarus in a normal month.", source: "guess")
    importSurge = declare.uncertain(
      "import_surge", .median(2, 1...4), .share, in: 0...20,
      "How many times more is imported when prices are a fifth above indicative.", source: "guess")
  }
}

/// How the price of gasoline rises when supply is short, and what panic adds to demand.
struct FuelShortage {
  let gapOffset, gapCap, priceResponse, priceSpeed, panicGain, panicDecay, panicCap: Parameter
  /// A surplus beyond it, a gap below 0, lowers the price no further; the log price at which imports have surged wholly.
  let leastGap, fullScarcity: Double

  init(_ declare: Declarations) {
    leastGap = declare.constant("fuel.least_gap")
    fullScarcity = declare.constant("fuel.full_scarcity")
    gapOffset = declare.lever(
      "gap_offset", 0.02, .share, in: -0.2...0.2, "Balance at which the price begins to rise.",
      source: "fitted to exchange prices 2024-25")
    gapCap = declare.lever(
      "gap_cap", 0.11, .share, in: 0...1, "Gap beyond which the price rises no further.",
      source: "fitted: AI-92 peaked at 1.23 of indicative")
    priceResponse = declare.uncertain(
      "price_response", .median(3, 1.5...5), .share, in: 0...12,
      "Log price for each share of supply that is missing.", source: "guess: +40-49 % on a gap of 8-15 %")
    priceSpeed = declare.lever(
      "price_speed", 0.6, .perMonth, in: 0...1, "Share of the way to that price made in a month.",
      source: "fitted to exchange prices 2025")
    panicGain = declare.uncertain(
      "panic_gain", .median(0.3, 0.1...0.5), .share, in: 0...2,
      "Extra demand for each share of demand that goes unmet.", source: "guess")
    panicDecay = declare.lever(
      "panic_decay", 0.5, .share, in: 0...1, "Share of panic left a month later.", source: "guess")
    panicCap = declare.lever(
      "panic_cap", 0.3, .share, in: 0...1, "Most that panic adds to demand.",
      source: "themonexus.com: +20-30 % for a short time")
  }
}

/// When gasoline exports are banned, and what a ban lets through.
struct FuelBans {
  let banGap, banPrice, banEndPrice, banEndStock, banLeak, banAllowed, startBan: Parameter

  init(_ declare: Declarations) {
    banGap = declare.lever(
      "ban_gap", 0.03, .share, in: -0.2...1, "Gap at which gasoline exports are banned.", source: "guess")
    banPrice = declare.lever(
      "ban_price", 0.14, .share, in: 0...1, "Log price over indicative at which they are banned.",
      source: "guess: bans of 2023-25 came near price records")
    banEndPrice = declare.lever(
      "ban_end_price", 0.05, .share, in: -0.5...1, "Log price below which a ban may end.", source: "guess")
    banEndStock = declare.lever(
      "ban_end_stock", 1.85, .megatonnes, in: 0...5, "Stock above which a ban may end.", source: "guess")
    banLeak = declare.uncertain(
      "ban_leak", .median(0.15, 0.05...0.3), .share, in: 0...1,
      "Share of wished exports that exemptions let through.",
      source: "themoscowtimes.com: EAEU, Mongolia exempt; share guess")
    banAllowed = declare.toggle(
      "export_ban", true, "The government bans gasoline exports in a shortage.",
      source: "interfax.com, fakti.bg: bans of 2023, 2024, 2025")
    let resellers = declare.constant("fuel.resellers_ban")
    startBan = declare.startValue(
      "start_ban", Fuel.startingBan(declare, ofResellers: resellers), .share, in: 0...1,
      "Gasoline export ban before the period: 1 for all, \(resellers) for resellers only.")
  }
}

/// Prices before the period, and what diesel and the pump follow.
struct FuelQuotes {
  let startGasoline, startDiesel, dieselNetback, dieselNormal, dieselResponse: Parameter
  let retailShare, retailSpeed: Parameter

  init(_ declare: Declarations) {
    let index = MonthlyHistory(declare.seeds, "fuel_prices_monthly", "ai92")
    startGasoline = declare.startValue(
      "start_gasoline_price",
      index.observation(for: declare.start - 1, CarryRule(declare, "fuel.start_gasoline_price")),
      .roublesPerTonne, in: 20000...200_000, "Exchange price of AI-92 before the period.")
    let diesel = MonthlyHistory(declare.seeds, "fuel_prices_monthly", "diesel")
    startDiesel = declare.startValue(
      "start_diesel_price",
      diesel.observation(for: declare.start - 1, CarryRule(declare, "fuel.start_diesel_price")),
      .roublesPerTonne, in: 20000...200_000, "Exchange price of diesel before the period.")
    dieselNetback = declare.uncertain(
      "diesel_netback_share", .median(0.25, 0.15...0.35), .share, in: 0...1,
      "How far the diesel price follows the log of the export price.",
      source: "fitted to exchange prices 2024-03, 2024-07, 2024-12, 2025-06, 2025-08")
    dieselNormal = declare.lever(
      "diesel_normal_output", 81.6, .mtPerYear, in: 20...120, "Diesel output in a normal year.",
      source: "rim.media: 2024")
    dieselResponse = declare.uncertain(
      "diesel_response", .median(1.5, 0.5...3), .share, in: 0...10,
      "Log diesel price for each share of normal output lost.", source: "guess: 69644 RUB/t in October 2025")
    retailShare = declare.uncertain(
      "retail_share", .median(0.2, 0.1...0.35), .share, in: 0...1,
      "Share of the exchange price's rise that reaches the pump.", source: "guess")
    retailSpeed = declare.lever(
      "retail_speed", 0.45, .perMonth, in: 0...1, "Share of the way made in a month.",
      source: "guess: within three months")
  }
}

/// What the market shows.
struct FuelOutputs {
  let usual, need, sales, wanted: [Output]
  let gap, gasolinePrice, dieselPrice, retailPrice, panic, banned, imported: Output

  init(_ declare: Declarations) {
    usual = MotorFuel.allCases.map {
      declare.output("\($0.name)_usual", .megatonnes, .sum, "Demand at the usual price, without panic.")
    }
    need = MotorFuel.allCases.map {
      declare.output("\($0.name)_need", .megatonnes, .sum, "Demand at the month's price, panic included.")
    }
    sales = MotorFuel.allCases.map {
      declare.output("\($0.name)_sales", .megatonnes, .sum, "What was sold at home.")
    }
    wanted = MotorFuel.allCases.map {
      declare.output("\($0.name)_offered", .megatonnes, .sum, "What was offered for export.")
    }
    gap = declare.output(
      "gasoline_gap", .percent, .mean,
      "Gasoline demand not met by output and imports, share of demand; " + "below 0 a surplus.",
      counterpart: "Meduza September 2025: up to 20 % of market supply", headline: true)
    gasolinePrice = declare.output(
      "gasoline_price", .roublesPerTonne, .mean, "Exchange price of AI-92.",
      counterpart: "St Petersburg exchange, AI-92", headline: true,
      observed: .column("fuel_prices_monthly", "ai92"))
    declare.pin(gasolinePrice)
    dieselPrice = declare.output(
      "diesel_price", .roublesPerTonne, .mean, "Exchange price of diesel.",
      counterpart: "St Petersburg exchange, summer diesel",
      observed: .column("fuel_prices_monthly", "diesel"))
    declare.pin(dieselPrice)
    retailPrice = declare.output(
      "retail_price", .percent, .mean, "Gasoline at the pump against its indicative path.")
    panic = declare.output("panic", .percent, .mean, "Extra demand out of fear of shortage.", memory: 1)
    banned = declare.output("export_ban_on", .share, .mean, "Gasoline export ban in force.")
    imported = declare.output("gasoline_imports", .megatonnes, .sum, "Gasoline imports.")
  }
}
