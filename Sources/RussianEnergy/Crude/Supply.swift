internal import Engine
internal import Kernels
internal import Sampling

/// How Russian exports answer to a price near their cost: not at all above one price, ever more below it.
struct Supply: Mechanism {
  static let section = "supply"
  static let summary = "The share of exports that Russia still wants to sell at a very low price."

  let full, zero, least, speed: Parameter
  let taxPrice: PastInput
  let share: Output
  /// Months whose mean price counts, and the least USD/bbl between no answer and the whole of it.
  private let months: Int, leastWidth: Double

  init(_ declare: Declarations) {
    let theory = "Johnson, Rachel, Wolfram (NBER w31347): falls below 40, none under 30 USD"
    full = declare.uncertain(
      "full_price", .median(35, 33...40), .usdPerBarrel, in: 5...100,
      "Tax price above which exports don't answer.",
      source: theory + "; lowered: no answer at 39 USD in December 2025")
    zero = declare.uncertain(
      "zero_price", .median(24, 20...29), .usdPerBarrel, in: 0...60,
      "Tax price at which the answer would be complete.", source: theory)
    least = declare.lever(
      "least_share", 0.3, .share, in: 0...1, "Share of exports that goes on at any price.", source: "guess")
    speed = declare.lever(
      "speed", 0.2, .perMonth, in: 0...1, "Share of the way to the answer made in a month.", source: "guess")
    months = declare.count("supply.months")
    leastWidth = declare.constant("supply.least_width")
    taxPrice = declare.lastMonth("urals.price")
    share = declare.output(
      "export_share", .share, .mean, "Share of possible exports that is offered.",
      memory: 1)
  }

  func begin(_ paths: MonthView) {
    paths[share].fill(1)
  }

  func step(_ paths: MonthView) {
    let full = paths[full], zero = paths[zero], least = paths[least], speed = paths[speed]
    let old = paths.before(share), share = paths[share], count = Double(months), leastWidth = leastWidth
    paths.add((1...months).map { paths.before(taxPrice, $0) }, into: share)
    for path in paths.indices {
      let price = share[path] / count
      let width = max(full[path] - zero[path], leastWidth)
      let aim = min(max((price - zero[path]) / width, least[path]), 1)
      share[path] = old[path] + speed[path] * (aim - old[path])
    }
  }
}
