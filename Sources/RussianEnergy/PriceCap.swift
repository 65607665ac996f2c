internal import Engine
internal import Kernels
internal import Sampling

/// The price cap on seaborne crude.
///
/// A cargo that needs Western ships or insurers should sell at the cap or below. The share that uses them grows
/// when the market price falls towards the cap; of those above it a part complies. Received price = Urals −
/// share × compliance × max(0, Urals − cap).
struct PriceCap: Mechanism {
  static let section = "price_cap"
  static let summary = "The price cap on seaborne crude: who needs it, who complies, what is received."

  let level, dynamic, dynamicMargin, westernBase, response, least, most, compliance: Parameter
  let price: Input
  let average: State
  let cap: Output
  let western, received, loss: Output

  init(_ declare: Declarations) {
    let levels = DatedRules(
      declare.seeds, "price_caps", where: { _ in true }, value: { $0.number("level") }, from: "start")
    level = declare.lever(
      "level", levels.schedule(before: 150), .usdPerBarrel, in: 0...150,
      "Highest price at which Western services may carry Russian crude.",
      source: "G7, EU: 60 from 2022-12-05, 47.6 from 2025-09-03, 44.1 from 2026-02-01",
      origin: levels.origin)
    dynamic = declare.toggle(
      "dynamic", false, "Set the cap every six months at the average price less a margin.",
      source: "EU 18th package has the rule; levels known are used instead")
    dynamicMargin = declare.lever(
      "dynamic_margin", 0.15, .share, in: 0...0.9, "Margin of that rule under the average price.",
      source: "EU 18th package")
    westernBase = declare.uncertain(
      "western_share", .central(median: 0.40, low: 0.32, high: 0.48), .share, in: 0...1,
      "Western-serviced share of seaborne crude when the price is at the cap.", source: "CREA, KSE 2023-25")
    response = declare.uncertain(
      "western_response", .central(median: 0.02, low: 0.01, high: 0.03), .share, in: 0...0.2,
      "Rise of that share for each USD that the price is under the cap; 0 is CREA's fixed share.",
      source: "own: 0.65 to 0.46 when Urals moved 9 USD below 60 (kyiv24)")
    least = declare.lever(
      "western_least", 0.05, .share, in: 0...1, "Smallest Western-serviced share.", source: "guess")
    most = declare.lever(
      "western_most", 0.65, .share, in: 0...1, "Largest Western-serviced share.",
      source: "CREA: 54 % in May 2025")
    compliance = declare.uncertain(
      "compliance", .central(median: 0.3, low: 0.05, high: 0.6), .share, in: 0...1,
      "Share of Western-serviced cargoes that keep to the cap when the price is above it.",
      source: "kse.ua: virtually zero in October 2023; derived range")
    price = declare.input("urals.west_fob")
    average = declare.state("average")
    cap = declare.output("cap", .usdPerBarrel, .mean, "Cap in force.")
    western = declare.output(
      "western_share", .share, .mean, "Western-serviced share of seaborne crude.", counterpart: "CREA, KSE")
    received = declare.output(
      "received", .usdPerBarrel, .mean, "Average price that sellers of western seaborne crude receive.")
    loss = declare.output("loss", .usdPerBarrel, .mean, "What the cap takes from that price.")
  }

  func begin(_ paths: Paths) {
    let price = paths[price]
    paths[average].assign(price)
    paths[cap].assign(paths[level])
    share(paths)
  }

  func step(_ paths: Paths) {
    let price = paths[price], average = paths[average], cap = paths[cap], level = paths[level]
    let dynamic = paths[dynamic], margin = paths[dynamicMargin], before = paths.before(self.cap)
    let isReview = paths.month.ofYear == 1 || paths.month.ofYear == 7
    // The rule averages 22 weeks of prices.
    let weight = 7.0 / 22 * daysPerMonth / 7 / 2
    for path in paths.indices {
      average[path] += weight * (price[path] - average[path])
      let moving = isReview ? (1 - margin[path]) * average[path] : before[path]
      cap[path] = dynamic[path] * moving + (1 - dynamic[path]) * level[path]
    }
    share(paths)
    let compliance = paths[compliance], western = paths[western], received = paths[received],
      loss = paths[loss]
    for path in paths.indices {
      loss[path] = western[path] * compliance[path] * max(price[path] - cap[path], 0)
      received[path] = price[path] - loss[path]
    }
  }

  private func share(_ paths: Paths) {
    let price = paths[price], cap = paths[cap], western = paths[western], base = paths[westernBase]
    let response = paths[response], least = paths[least], most = paths[most]
    for path in paths.indices {
      let wanted = base[path] + response[path] * (cap[path] - price[path])
      western[path] = min(max(wanted, least[path]), most[path])
    }
  }

  func check(_ paths: Paths, _ report: inout ConservationReport) {
    for path in paths.indices {
      report.within(paths[western][path], 0, 1, "Western-serviced share")
      report.within(paths[received][path], 0, max(paths[price][path], 0), "price received")
    }
  }
}
