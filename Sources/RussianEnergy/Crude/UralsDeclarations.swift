internal import Engine
internal import Sampling

/// What widens the discount, and how fast.
struct DiscountPull {
  static let fit = "fitted to discounts of 2023-03, 2025-01, 2025-09, 2026-02"
  let base, glutResponse, overhangResponse, pressureResponse, tightResponse, speed: Parameter

  init(_ declare: Declarations) {
    let fit = DiscountPull.fit
    base = declare.lever(
      "base_discount", 2, .usdPerBarrel, in: -5...10, "Delivered discount in a balanced market.",
      source: "bunkerportsnews, oilmarketcap: India 2024-09 to 2025-08")
    glutResponse = declare.uncertain(
      "glut_response", .median(8.5, 6.5...10.5), .usdPerBarrel, in: 0...30,
      "Discount for each mb/d without a willing normal buyer.", source: fit)
    overhangResponse = declare.uncertain(
      "overhang_response", .median(1.5, 0.5...3), .usdPerBarrel, in: 0...15,
      "Discount for each mb/d loaded beyond normal volumes.", source: fit)
    pressureResponse = declare.uncertain(
      "pressure_response", .median(10, 6.5...15.5), .usdPerBarrel, in: 0...40,
      "Discount for full announced pressure.",
      source: fit + "; high end: what the listing of October 2025 alone would need")
    tightResponse = declare.lever(
      "tightness_response", 0, .usdPerBarrel, in: 0...10,
      "Fall of the discount for each mb/d that the world lacks.",
      source: "tax prices of 2026-03 to 07: 26, 22, 21, 22, 25 USD under Brent, as waivers came and went")
    speed = declare.uncertain(
      "speed", .median(0.45, 0.3...0.6), .perMonth, in: 0.01...1,
      "Share of the way to that discount made in a month.", source: fit)
  }
}

/// How the discount scatters, in quiet months and in turmoil.
struct DiscountScatter {
  let noise, turmoilNoise, turmoilKeep, turmoilPressure, turmoilIdle, turmoilJump, residualKeep: Parameter
  /// What turmoil before the period follows from.
  var turmoil: [Parameter] { [turmoilKeep, turmoilPressure, turmoilIdle, turmoilJump] }

  init(_ declare: Declarations) {
    noise = declare.uncertain(
      "noise", .median(1.2, 0.95...1.5), .usdPerBarrel, in: 0...8,
      "Standard deviation of a calm month's delivered discount.",
      source:
        "what half of each move and residual_keep leave of Brent less Urals 2023-10 to 2025-06: 1.06 of the basket (21 months), of which freight explains 0.3"
    )
    turmoilNoise = declare.uncertain(
      "turmoil_noise", .median(3, 2...4.5), .usdPerBarrel, in: 0...15,
      "The same in a month of full turmoil.", source: "the same 2022-04 to 2023-09: 2.5 of the basket")
    turmoilKeep = declare.uncertain(
      "turmoil_keep", .median(0.75, 0.6...0.87), .share, in: 0...1,
      "Share of turmoil left a month later.", source: "guess: the winter of 2022-23 was over by autumn")
    turmoilPressure = declare.lever(
      "turmoil_pressure", 0.5, .share, in: 0.05...5, "Rise of announced pressure that makes full turmoil.",
      source: "guess: the smallest major listing")
    turmoilIdle = declare.lever(
      "turmoil_idle", 0.25, .share, in: 0.02...5, "Share of the fleet newly idled that makes full turmoil.",
      source: "guess: a fifth was idled in January 2025")
    turmoilJump = declare.lever(
      "turmoil_jump", 0.2, .share, in: 0.02...2, "Log change of Brent in a month that makes full turmoil.",
      source: "guess: three calm months' deviations")
    residualKeep = declare.uncertain(
      "residual_keep", .median(0.65, 0.52...0.78), .share, in: 0...1,
      "Share of what the discount has further to go than its aim that is left a month later.",
      source:
        "autoregression of where Brent less Urals was going, 2023-03 to 2025-06: 0.65 (0.08); simulate calibrate, which begins a month later: 0.62 (0.13)"
    )
    declare.correlate("india_discount", "china_discount")
    declare.correlate("india_discount", "freight")
  }
}

/// From the discount as delivered to the price at the port.
struct UralsBasket {
  let portCost, freightChina, freightOther, espoShare, espoFreight, espoIdle, weightESPO: Parameter

  init(_ declare: Declarations) {
    portCost = declare.uncertain(
      "port_cost", .median(3.3, 2.3...4.3), .usdPerBarrel, in: 0...12,
      "Ports, traders and transport between FOB and delivered price, freight apart.", source: DiscountPull.fit
    )
    freightChina = declare.uncertain(
      "freight_china", .median(14.5, 13.5...16), .usdPerBarrel, in: 0...40,
      "Normal freight from the Baltic to China.", source: "bairdmaritime.com; newsinukraine")
    freightOther = declare.uncertain(
      "freight_india", .median(6.5, 6.2...6.8), .usdPerBarrel, in: 0...30,
      "Normal freight from western ports to India.", source: "indiaseatradenews 2025-01; shippingherald")
    espoShare = declare.uncertain(
      "espo_share", .median(0.7, 0.4...1), .share, in: 0...1,
      "How much of China's discount beyond the usual one ESPO feels.",
      source: "ESPO of the first quarter of 2023, 8 USD under Brent (SSRN 4366337); range guess")
    espoFreight = declare.uncertain(
      "espo_freight", .median(2.5, 1.5...4), .usdPerBarrel, in: 0...20,
      "Discount of ESPO with normal freight.", source: "guess")
    espoIdle = declare.lever(
      "espo_idle_response", 2, .share, in: 0...10,
      "Relative rise of that freight when the whole fleet is idle.",
      source: "guess: near the response of other freight (fleet.idle_response)")
    weightESPO = declare.lever(
      "espo_weight", 0.22, .share, in: 0...0.9, "Weight of ESPO in the tax basket.",
      source: "1prime 2025-09-03")
  }
}

/// Discounts and prices, and how far the market is from calm.
struct UralsOutputs {
  let delivered, deliveredChina, west, espo, price, discount, turmoil: Output
  /// Months of the western price that a review of the cap looks back at.
  let westMemory: Int

  init(_ declare: Declarations) {
    westMemory = declare.count("price_cap.review_window")
    delivered = declare.output(
      "delivered_discount", .usdPerBarrel, .mean, "Discount to Brent of oil delivered.", region: "India",
      counterpart: "Argus, Kpler: 2 USD in 2025, 7-10 after November 2025", memory: 1)
    deliveredChina = declare.output(
      "delivered_discount", .usdPerBarrel, .mean, "Discount to Brent of oil delivered.", region: "China",
      memory: 1)
    west = declare.output(
      "west_fob", .usdPerBarrel, .mean, "Urals FOB Baltic and Black Sea.",
      counterpart: "Argus Urals FOB Primorsk", memory: westMemory)
    espo = declare.output(
      "espo", .usdPerBarrel, .mean, "ESPO FOB Kozmino.", counterpart: "Argus ESPO",
      observed: .column("prices_monthly", "espo"))
    price = declare.output(
      "price", .usdPerBarrel, .mean, "Tax basket: 78 % Urals FOB, 22 % ESPO.",
      counterpart: "Ministry of Economic Development, Urals for tax", community: "Price|Primary Energy|Oil",
      headline: true, memory: wholeYear, observed: .column("prices_monthly", "urals"))
    discount = declare.output(
      "discount", .usdPerBarrel, .mean, "Brent less the tax basket.", headline: true,
      observed: .difference("prices_monthly", "brent", "urals"))
    turmoil = declare.output(
      "turmoil", .share, .mean, "How far the market is from calm (0) to turmoil (1).", memory: 1)
    declare.pin(price)
    declare.score(price, as: "Urals", rule: LastDiscount.urals)
    declare.score(discount, as: "Brent − Urals")
    declare.estimate(
      .gap(.difference("prices_monthly", "brent", "urals"), from: declare.month("urals.gap_from")))
  }
}
