internal import Engine
internal import Kernels
internal import Sampling

/// How many refinery strikes a month the campaign aims at.
///
/// Months are quiet, medium or high; a regime lasts a few months and then changes. The campaign grows or shrinks by
/// a share a month that fades, up to a ceiling. The rate is scaled by what the attacker can fund and by what his
/// donors hold him back from when oil is dear, and a ceasefire ends it.
struct Strikes: Mechanism {
  static let section = "strikes"
  static let summary =
    "The monthly rate of refinery strikes, by regime, funding, donors' restraint and ceasefire."

  let spells: StrikeSpells
  let growing: CampaignGrowth
  let limits: CampaignLimits
  let startRegime: Parameter
  let brent: Input
  let funds: PastInput
  let regimes, ceasefires: Shock
  let regime, ceased, uniform, fading, unnamed: State
  let rate, ceasefire: Output
  private enum Level {
    static let quiet = 0.0, medium = 1.0
  }
  /// The part of the campaign's growth that a month leaves, and its logarithm.
  private enum Fading {
    static let part = 0, logarithm = 1
    static let count = 2
  }
  private let counts: MonthlyHistory
  /// Months from the one that was last counted to the first.
  private let age: Int
  private let news: StrikeNews
  /// The month up to which the campaign's scale was known.
  private let grownTo: Month

  init(_ declare: Declarations) {
    counts = MonthlyHistory(declare.seeds, "strikes_monthly", "strikes")
    grownTo = (declare.seeds.asOf ?? declare.start.first).month
    spells = StrikeSpells(declare)
    growing = CampaignGrowth(declare)
    limits = CampaignLimits(declare)
    // The regime before the period.
    let recent = RecentStrikes(declare, counts)
    startRegime = declare.startValue(
      "start_regime", from: [spells.quiet, spells.medium, spells.high], .index, in: 0...2,
      "Regime before the period: 0 quiet, 1 medium, 2 high.", source: recent.source, origin: recent.origin
    ) { recent.regime($0) }
    age = recent.age
    news = StrikeNews(declare, counts)
    declare.measure("strikes", off: (growing.intensity, 0))
    declare.estimate(.counts(.column("strikes_monthly", "strikes"), states: ["quiet", "medium", "high"]))
    // Read from others, and remembered.
    brent = declare.input("brent.price", region: "World")
    funds = declare.lastMonth("ukraine.campaign_funds", region: "Ukraine")
    regimes = declare.shock("regime")
    ceasefires = declare.shock("ceasefire")
    regime = declare.state("regime")
    declare.regime("regime", regime, ["quiet", "medium", "high"])
    ceased = declare.state("ceased")
    declare.regime("ceasefire", ceased, ["none", "holds"])
    uniform = declare.state("uniform")
    fading = declare.state("fading", rows: Fading.count)
    unnamed = declare.state("unnamed", shared: true)
    // What it shows.
    rate = declare.output(
      "rate", .perMonth, .mean, "Expected refinery strikes in the month.",
      counterpart: "monthly counts by Bloomberg and Reuters", observed: .column("strikes_monthly", "strikes"))
    declare.pin(rate)
    ceasefire = declare.output(
      "ceasefire", .share, .last, "Paths on which a ceasefire holds: its chance by then.", headline: true)
  }

  func begin(_ paths: MonthView) {
    let regime = paths[regime], start = paths[startRegime]
    for path in paths.indices { regime[path] = start[path].rounded() }
  }

  func step(_ paths: MonthView) {
    if paths.month == news.month { drawRegime(paths) } else { changeRegime(paths) }
    endAtCeasefire(paths)
    let quiet = paths[spells.quiet], medium = paths[spells.medium], high = paths[spells.high]
    let intensity = paths[growing.intensity], scale = paths[growing.scale], funding = paths[limits.funding]
    let elasticity = paths[limits.fundingElasticity], restraint = paths[limits.restraint]
    let from = paths[limits.restraintFrom], full = paths[limits.restraintFull],
      own = paths[limits.domesticShare]
    let funds = paths.before(funds)
    let brent = paths.before(brent), regime = paths[regime], ceased = paths[ceased], rate = paths[rate]
    if paths.derives(from: growing.growthHalfLife) { fade(paths) }
    let growth = paths[growing.growth], most = paths[growing.most]
    let fade = paths.matrix(fading)[Fading.part], speed = paths.matrix(fading)[Fading.logarithm]
    let months = Double(max(paths.month - grownTo, 0))
    for path in paths.indices {
      let struck = chosen(regime[path] < Level.medium + half, medium[path], high[path])
      let base = chosen(regime[path] < Level.quiet + half, quiet[path], struck)
      let span = max(full[path] - from[path], 1)
      let fear = restraint[path] * min(max((brent[path] - from[path]) / span, 0), 1)
      let held = 1 - fear * (1 - own[path])
      let paid = power(max(funding[path] * funds[path] / percent, 1e-9), elasticity[path])
      let grown = growth[path] * fade[path] * (1 - exponential(months * speed[path])) / (1 - fade[path])
      let aimed = min(base * scale[path] * exponential(grown), most[path])
      rate[path] = aimed * intensity[path] * paid * held * (1 - ceased[path])
    }
    if let pin = paths.pinned(self.rate) { rate.assign(pin) }
    if paths.month == news.month { leaveNamed(paths) }
  }

  /// Strikes of the first month that nobody has named yet: those that were told less those that are named, or the share of
  /// them that the list misses or that is to come.
  private func leaveNamed(_ paths: MonthView) {
    let rate = paths[rate], unnamed = paths[unnamed]
    let isTold = paths.pinned(self.rate) != nil
    let left = isTold ? 1 : 1 - news.share, named = isTold ? news.named : 0
    for path in paths.indices { unnamed[path] = max(rate[path] * left - named, 0) }
  }

  /// The regime of the first month: that of the month last counted, changed as regimes do in the months since, and weighed
  /// by how likely it makes as many strikes as are named.
  private func drawRegime(_ paths: MonthView) {
    let regime = paths[regime], u = paths[uniform]
    paths.uniforms(regimes, into: u)
    for path in paths.indices {
      var chances = RegimeChances(regime[path])
      let changes = RegimeChanges(spells, paths, path)
      for _ in 0..<age { chances.pass(changes) }
      chances.weigh(paths[spells.quiet][path], paths[spells.medium][path], paths[spells.high][path], news)
      regime[path] = chances.regime(at: u[path])
    }
  }

  private func fade(_ paths: MonthView) {
    let life = paths[growing.growthHalfLife]
    let fade = paths.matrix(fading)[Fading.part], speed = paths.matrix(fading)[Fading.logarithm]
    for path in paths.indices {
      fade[path] = power(half, 1 / life[path])
      speed[path] = logarithm(fade[path])
    }
  }

  private func changeRegime(_ paths: MonthView) {
    let regime = paths[regime], u = paths[uniform]
    let stays = (paths[spells.stayQuiet], paths[spells.stayMedium], paths[spells.stayHigh])
    let ups = (paths[spells.quietToHigh], paths[spells.mediumToHigh], paths[spells.highToQuiet])
    paths.uniforms(regimes, into: u)
    // Eight paths at once: of choices among choices the compiler makes branches, which are guessed wrongly.
    for path in stride(from: 0, to: blockWidth, by: SIMD8<Double>.scalarCount) {
      let now = regime[eight: path], u = u[eight: path]
      let isQuiet = now .< Level.quiet + half, isMedium = now .< Level.medium + half
      func own(_ of: (quiet: SIMD8<Double>, medium: SIMD8<Double>, high: SIMD8<Double>)) -> SIMD8<Double> {
        of.high.replacing(with: of.medium, where: isMedium).replacing(with: of.quiet, where: isQuiet)
      }
      let leave = 1 / own((stays.0[eight: path], stays.1[eight: path], stays.2[eight: path]))
      let first = own((ups.0[eight: path], ups.1[eight: path], ups.2[eight: path]))
      let firstTarget = SIMD8.zero.replacing(with: 2, where: isMedium)
      let target = own((SIMD8(repeating: 1), .zero, SIMD8(repeating: 1)))
        .replacing(with: firstTarget, where: u .< leave * first)
      regime[eight: path] = now.replacing(with: target, where: u .< leave)
    }
  }

  private func endAtCeasefire(_ paths: MonthView) {
    let ceased = paths[ceased], u = paths[uniform], hazard = paths[limits.ceasefireHazard]
    paths.uniforms(ceasefires, into: u)
    for path in paths.indices {
      ceased[path] = chosen(u[path] < 1 - exponential(-hazard[path]), 1, ceased[path])
    }
    paths[ceasefire].assign(ceased)
  }
}

/// How many strikes a month the tables tell of just before a period, and which regime they point to.
private struct RecentStrikes {
  /// A month's strikes, as they were counted or as the list of outages has them.
  let monthly: Double
  let isCounted: Bool
  /// Months from those that it is about to the first of the period.
  let age: Int
  let source, origin: String
  /// The list of outages leans towards large hits: so many of the strikes that were counted stand in it.
  private let listed: Double

  init(_ declare: Declarations, _ counts: MonthlyHistory) {
    listed = declare.constant("strikes.listed")
    let counted = (1...2).lazy.compactMap { back in counts[declare.start - back].map { (back, $0) } }.first
    if let (back, counted) = counted {
      (monthly, isCounted, age) = (counted, true, back)
      source = "\(Int(counted)) strikes counted; thresholds: geometric means of the regimes' rates"
      origin = "seeds/strikes_monthly.csv"
      return
    }
    let from = (declare.start - 2).first, to = declare.start.first
    let recent = declare.seeds["refinery_outages"].filter { row in
      guard let day = row.day("date") else { return false }
      return row.text("cause") == "strike" && day >= from && day < to
    }
    (monthly, isCounted, age) = (Double(recent.count) / 2, false, 1)
    source =
      "\(recent.count) reported strikes in the two months before; share of strikes that are reported guess"
    origin = "seeds/refinery_outages.csv"
  }

  /// - Parameter rates: of the quiet, medium and high regime.
  func regime(_ rates: [Double]) -> Double {
    let seen = isCounted ? monthly : monthly / listed
    return seen >= (rates[1] * rates[2]).squareRoot() ? 2 : seen >= (rates[0] * rates[1]).squareRoot() ? 1 : 0
  }
}
