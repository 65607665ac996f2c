internal import Engine
internal import Sampling

/// How fast buyers change, and what they keep.
struct BuyerPace {
  static let fit = "fitted to India 1.84 to 1.04 mb/d, 2025-11 to 2026-02"
  let speedDown, speedUp, upPressure, habit, embargoAbsorb: Parameter

  init(_ declare: Declarations) {
    let fit = BuyerPace.fit
    speedDown = declare.uncertain(
      "speed_down", .median(0.40, 0.3...0.5), .perMonth, in: 0.01...1,
      "Share of the way to a lower volume that a buyer goes in a month.", source: fit)
    speedUp = declare.uncertain(
      "speed_up", .median(0.45, 0.3...0.6), .perMonth, in: 0.01...1,
      "The same to a higher volume, without pressure.", source: "India after the waiver of 2026-03; guess")
    upPressure = declare.lever(
      "up_pressure", 0.6, .share, in: 0...1, "How far full pressure slows a rise.", source: "guess")
    habit = declare.uncertain(
      "habit", .median(0.10, 0.05...0.2), .perMonth, in: 0...1,
      "Share of the way that a normal volume follows the actual one in a month.", source: "guess")
    embargoAbsorb = declare.uncertain(
      "embargo_absorption", .median(0.20, 0.12...0.3), .perMonth, in: 0.01...1,
      "Share of embargoed barrels that finds new normal buyers in a month.",
      source: "rerouting took 2-5 months in 2023 and 2025-26")
  }
}

/// What buyers take at most, and how that scatters.
struct BuyerLimits {
  let euMaximum, floatRoom, discountMid, noise, smallNoise, seasonSize: Parameter
  /// Appetite at the usual discount; the least that a month is of a year, and that pressure leaves of a volume which
  /// still tells the normal one.
  let usualAppetite, leastSeason, leastKept: Double
  /// Months that normal volumes before the period are a mean of, and the weight of that mean beside the last month.
  let habitMonths: Int, habitWeight: Double

  init(_ declare: Declarations) {
    usualAppetite = declare.constant("buyers.usual_appetite")
    leastSeason = declare.constant("buyers.least_season")
    leastKept = declare.constant("buyers.least_kept")
    habitMonths = declare.count("buyers.habit_months")
    habitWeight = declare.constant("buyers.habit_weight")
    let embargoes = DatedRules(
      declare.seeds, "embargoes",
      where: { $0.text("buyer") == Buyer.eu && $0.text("commodity") == "crude" },
      value: { $0.number("level") }, from: "date")
    euMaximum = declare.lever(
      "eu_allowed", embargoes.schedule(before: 2600), .kbPerDay, in: 0...5000,
      "Crude that EU law lets in.", source: "sixth package; embargoes.csv", origin: embargoes.origin)
    floatRoom = declare.uncertain(
      "floating_room", .median(160, 130...190), .barrelsMillion, in: 10...500,
      "Unsold oil the fleet can hold.", source: "TASS, thewhistler 2026-03: 100-124 mb; guess")
    discountMid = declare.lever(
      "appetite_discount", 8, .usdPerBarrel, in: 1...40,
      "Discount beyond normal over which appetite goes from half to full.", source: "guess")
    noise = declare.uncertain(
      "noise", .median(0.14, 0.10...0.18), .share, in: 0...0.5,
      "Standard deviation of a buyer's month: cargoes that arrive sooner or later, and trackers' errors.",
      source: "calculated: months of India and China about their half-year means, 2023-24")
    smallNoise = declare.uncertain(
      "small_noise", .median(0.12, 0.06...0.2), .share, in: 0...0.5,
      "The same for the EU's pipeline offtake, and on top for Turkey.",
      source: "EU imports of early 2026, a fifth off their usual flow either way; range guess")
    seasonSize = declare.uncertain(
      "season", .median(1.4, 0.8...2), .share, in: 0...3,
      "Size of India's season over that of the table, whose fit is shrunk.",
      source: "scores of forecasts of months to 2025-06: 1.3 and 1.6 beat 1 by 3 and 5 %; range guess")
  }
}

/// What the rows of `buyers.csv` say of each buyer: how he shies away from pressure, and how much he may take.
struct BuyerRows {
  let drops, newest, noises: [Parameter?]
  let appetites, maxima: [Parameter]

  init(_ declare: Declarations, _ buyers: [Buyer]) {
    func uncertain(
      _ buyer: Buyer, _ key: String, _ usual: Distribution, _ unit: Unit,
      in range: ClosedRange<Double>, _ summary: String, _ source: String
    ) -> Parameter {
      let key = "\(buyer.name)_\(key)", source = "buyers.csv; \(source)"
      return declare.ofRow(declare.uncertain(key, usual, unit, in: range, summary, source: source))
    }
    let market = buyers[buyers.market]
    func factor(_ name: String) -> Double { declare.constant("buyers.\(name)") }
    let noise = (low: factor("noise_low"), high: factor("noise_high"))
    let drop = (low: factor("drop_low"), high: factor("drop_high"), most: factor("drop_most"))
    let maximum = (low: factor("maximum_low"), high: factor("maximum_high"))
    drops = buyers.map {
      $0.weight <= 0
        ? nil
        : uncertain(
          $0, "drop",
          .central(median: $0.drop, low: $0.drop * drop.low, high: min($0.drop * drop.high, drop.most)),
          .share,
          in: 0...1, "Share of the volume of \($0.name) that full pressure takes.", BuyerPace.fit)
    }
    newest = market.map { buyer in
      buyer.newest.map {
        uncertain(
          buyer, "newest", .central(median: $0.median, low: $0.low, high: $0.high), .share, in: 0...1,
          "How much of what a month of \(buyer.name) is off the expected one lasts.", Buyer.smoothing)
      }
    }
    noises = market.map { buyer in
      buyer.noise.map {
        uncertain(
          buyer, "noise", .central(median: $0, low: $0 * noise.low, high: $0 * noise.high), .share,
          in: 0...0.5,
          "Standard deviation of a month of \(buyer.name), in place of buyers.noise.", Buyer.smoothing)
      }
    }
    appetites = market.map {
      let summary = "Weight of \($0.name) among those who take what others drop."
      return declare.ofRow(
        declare.lever(
          "\($0.name)_appetite", $0.appetite, .share, in: 0...5, summary, source: "buyers.csv; guess"))
    }
    maxima = market.map {
      uncertain(
        $0, "maximum",
        .central(median: $0.maximum, low: $0.maximum * maximum.low, high: $0.maximum * maximum.high),
        .kbPerDay, in: 0...6000,
        $0.name == Buyer.chinaSea
          ? "Most China can add by sea to its start volume." : "Most that \($0.name) can take.", "guess")
    }
  }
}

/// What is bought by whom, and what finds no buyer.
struct BuyersOutputs {
  let sales: [Output]
  let glut, overhang, floating, refused, rejected: Output

  init(_ declare: Declarations, _ buyers: [Buyer], _ start: BuyerStart) {
    let sales = buyers.map {
      declare.output(
        "crude", .kbPerDay, .mean, "Crude bought.", region: $0.name, counterpart: "Kpler, Vortexa, CREA",
        headline: [Buyer.india, Buyer.chinaSea].contains($0.name),
        observed: $0.isCounted ? .column("oil_exports_monthly", $0.name) : nil)
    }
    self.sales = sales
    func score(_ names: [String], name: String, as title: String) {
      declare.score(
        names.map { sales[buyers.row(of: $0)] }, name: name, as: title,
        observed: .column("oil_exports_monthly", name))
    }
    for row in buyers.market where buyers[row].isCounted { declare.pin(sales[row]) }
    declare.pin(sales[buyers.row(of: Buyer.chinaSea)], to: start.chinaBySea)
    score([Buyer.chinaSea, Buyer.chinaPipe], name: "china", as: "China's crude")
    score([Buyer.india], name: "india", as: "India's crude")
    glut = declare.output(
      "glut", .millionBarrelsPerDay, .mean, "Barrels without a willing normal buyer.", memory: 1)
    overhang = declare.output(
      "overhang", .millionBarrelsPerDay, .mean, "Loaded oil beyond normal volumes.", memory: 1)
    floating = declare.output(
      "floating", .barrelsMillion, .last, "Unsold oil on the water.",
      counterpart: "TASS, thewhistler: 100-124 mb in March 2026", headline: true, memory: 1)
    refused = declare.output("refused", .kbPerDay, .mean, "Oil that finds neither buyer nor ship to wait in.")
    rejected = declare.output("rejected", .kbPerDay, .mean, "Normal volume that pressure rejects.")
  }
}
