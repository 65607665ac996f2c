internal import Engine
internal import Kernels
internal import Sampling

/// Who buys the crude, how a frightened buyer's barrels find others, and what stays at sea.
///
/// A buyer keeps the share of his normal volume that pressure leaves; what others drop is offered to those
/// with appetite, the more of it the deeper the discount. Volumes adapt with a lag, habits more slowly.
/// India buys by season. Unsold oil stays on the water until that is full; then less is loaded.
struct Buyers: Mechanism {
  static let section = "buyers"
  static let summary = "Crude by buyer under secondary sanctions, embargoes and discounts; floating storage."

  let pace: BuyerPace
  let limits: BuyerLimits
  let rows: BuyerRows
  let shown: BuyersOutputs
  let timing: Shock
  let startFlows: [Parameter]
  let loaded, chinaPipeFlow, india, china, pressure, euBan, usualDiscount: Input
  let des: PastInput
  let past, normal, volume, keep, expected, target, embargoed, scratch: State
  /// The season of those who have none: 1.
  let even: State
  let buyers: [Buyer]
  /// The addresses of what is drawn for each buyer.
  let keys: EntityKeys
  /// Each of the twelve months before the period over the last of them, by buyer.
  let records: [[Double]]
  /// A month's purchases over the year's mean, by month of the year.
  let indianSeason: Season

  init(_ declare: Declarations) {
    pace = BuyerPace(declare)
    let buyers = Buyer.all(declare.seeds)
    self.buyers = buyers
    keys = EntityKeys(buyers.map(\.name))
    rows = BuyerRows(declare, buyers)
    limits = BuyerLimits(declare)
    // The season, and volumes before the period.
    indianSeason = Season(declare.seeds, "buyer_season", "india")
    timing = declare.shock("timing")
    let start = BuyerStart(declare, buyers)
    records = start.records
    startFlows = buyers[buyers.market].map { buyer in
      declare.ofRow(
        declare.startValue(
          "start_\(buyer.name)", start.observation(buyer), .kbPerDay, in: 0...6000,
          "Crude bought by \(buyer.name) in the month before the period."))
    }
    // Read from others, and remembered.
    loaded = declare.input("crude.exports")
    chinaPipeFlow = declare.input("crude.route_exports", region: Route.chinaPipe)
    india = declare.input("sanctions.pressure_india")
    china = declare.input("sanctions.pressure_china")
    pressure = declare.input("sanctions.pressure")
    past = declare.state(of: "sanctions.past")
    euBan = declare.input("sanctions.eu_crude_ban")
    usualDiscount = declare.input("urals.base_discount")
    des = declare.lastMonth("urals.delivered_discount", region: "India")
    let count = buyers.count
    normal = declare.state("normal", rows: count)
    volume = declare.state("volume", rows: count)
    keep = declare.state("keep", rows: count)
    expected = declare.state("expected", rows: count)
    target = declare.state("target", rows: count)
    embargoed = declare.state("embargoed")
    scratch = declare.state("scratch", rows: 4)
    even = declare.state("even")
    shown = BuyersOutputs(declare, buyers, start)
  }

  func begin(_ paths: MonthView) {
    let pipe = buyers.row(of: Buyer.chinaPipe)
    paths[even].fill(1)
    paths[shown.sales[pipe]].fill(buyers[pipe].start ?? 0)
    for row in buyers.market {
      paths[shown.sales[row]].assign(paths[startFlows[row]])
      recall(row, paths)
    }
  }

  /// Normal volumes are those without season and pressure: in part the last month's, in part the mean of some.
  /// Of each month's count before the period what was off the expected one lasts in part.
  private func recall(_ row: Int, _ paths: MonthView) {
    let record = records[row], start = paths[startFlows[row]], past = paths.matrix(past)
    let kept = paths.matrix(scratch)[1], calm = paths.matrix(scratch)[2], leastKept = limits.leastKept
    let normal = paths.matrix(normal)[row], volume = paths.matrix(volume)[row]
    var season = paths[even]
    let weight = rows.newest[row].map { paths[$0] }, drop = rows.drops[row].map { paths[$0] }
    let share = buyers[row].weight
    normal.fill(0)
    volume.assign(start)
    let habitMonths = limits.habitMonths, habitWeight = limits.habitWeight
    for (index, ratio) in record.enumerated() {
      let back = record.count - 1 - index, isLast = back == 0
      season = self.season(buyers[row], in: paths.month - back, paths, paths.matrix(scratch)[0])
      for path in paths.indices { calm[path] = start[path] * ratio / season[path] }
      if index == 0 { volume.assign(calm) }
      if index > 0, let weight {
        for path in paths.indices { volume[path] += weight[path] * (calm[path] - volume[path]) }
      } else if index > 0 {
        for path in paths.indices { volume[path] += calm[path] - volume[path] }
      }
      guard back < habitMonths else { continue }
      let part = (isLast ? 1 - habitWeight : 0) + habitWeight / Double(habitMonths), now = past[back]
      kept.fill(max(1, leastKept))
      if let drop {
        for path in paths.indices { kept[path] = max(1 - drop[path] * share * now[path], leastKept) }
      }
      for path in paths.indices { normal[path] += part * calm[path] / kept[path] }
    }
    for path in paths.indices { volume[path] *= season[path] }
  }

  /// A buyer's month over his year, in a column of his own; where it is always 1, in one that others share.
  func season(_ buyer: Buyer, in month: Month, _ paths: MonthView, _ own: Column) -> Column {
    guard buyer.name == Buyer.india else { return paths[even] }
    let size = paths[limits.seasonSize], index = indianSeason[month]
    for path in paths.indices { own[path] = max(1 + size[path] * (index - 1), limits.leastSeason) }
    return own
  }

  func step(_ paths: MonthView) {
    frighten(paths)
    embargo(paths)
    want(paths)
    scatter(paths)
    sell(paths)
    adapt(paths)
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    let sold = paths.sum(shown.sales), loaded = paths[loaded], perDay = kilo / paths.days
    let floating = paths[shown.floating], before = paths.before(shown.floating)
    report.equal("crude loaded is sold or floats") {
      (loaded[$0], sold[$0] + (floating[$0] - before[$0]) * perDay, sold[$0])
    }
    for sale in shown.sales { report.within(paths[sale], 0, 1e5, "crude bought") }
    report.within(floating, 0, 1e5, "oil on the water")
  }
}
