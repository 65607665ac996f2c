internal import Engine
internal import Kernels
internal import Sampling

/// Gas in the EU's storage: supply less demand, month by month.
///
/// Supply is even over the year, demand has the season of the normal profile; dear gas lowers demand a little;
/// weather moves it in a month, trade and industry for several; cargoes come in faster when storage lies under its
/// normal. It feeds the emergency clause.
struct EUStorage: Mechanism {
  static let section = "eu_storage"
  static let summary = "EU gas storage by month, from supply, demand, weather and price."

  let balance: EUGasBalance
  let swing: StorageSwing
  let priceResponse, referencePrice, weather, cold, missing, qatarShare, start: Parameter
  let ttf, lngShut, pipelineShut, qatar, strait: Input
  let shocks: Shock
  let scratch, change: State
  let fill, extraDemand, curtailed: Output
  private let normal, weatherSize: Season

  init(_ declare: Declarations) {
    // Supply and demand of gas in Europe, and what moves them.
    balance = EUGasBalance(declare)
    swing = StorageSwing(declare)
    priceResponse = declare.lever(
      "price_response", 0.12, .share, in: 0...1,
      "Relative fall of demand for a log rise of TTF over three months.",
      source: "Natixis (researchpool.com): -0.12")
    referencePrice = declare.lever(
      "reference_price", 36, .eurPerMWh, in: 10...200, "TTF at which demand is as given.",
      source: "mean of 2025")
    weather = declare.lever(
      "weather", 0.074, .share, in: 0...0.3, "Standard deviation of a winter month's demand, relative.",
      source: StorageSwing.fit)
    cold = declare.lever(
      "cold", 0, .share, in: -0.3...0.5, "Demand above normal in a winter month; less in other seasons.",
      source: "scenario")
    missing = declare.uncertain(
      "missing", .median(0.15, 0...0.4), .share, in: 0...1,
      "Part of Russian gas left in the ground that the EU goes without, its lower demand apart.",
      source: "guess")
    qatarShare = declare.uncertain(
      "other_missing", .median(0.25, 0.18...0.33), .share, in: 0...1, "The same for LNG lost elsewhere.",
      source: "Europe's share of world LNG, a quarter; range guess")
    normal = Season(declare.seeds, "gas_season", "storage")
    weatherSize = Season(declare.seeds, "gas_season", "weather")
    start = declare.startValue(
      "start", EUStorage.startFill(declare, normal), .percent, in: 0...100,
      "Fill on the first day of the period.")
    // Read from others, and remembered.
    ttf = declare.input("gas.ttf", region: "EU")
    lngShut = declare.input("lng.shut")
    pipelineShut = declare.input("pipeline.shut")
    qatar = declare.input("gas.qatar_loss")
    strait = declare.input("strait.lng_lost_now", region: "World")
    shocks = declare.shock("weather")
    scratch = declare.state("scratch")
    change = declare.state("change")
    // What it shows.
    fill = declare.output(
      "fill", .percent, .last, "EU gas storage at the end of the month.", region: "EU",
      counterpart: "GIE AGSI", headline: true, memory: 1, observed: .column("eu_storage", "fill", lag: 1))
    declare.pin(fill)
    declare.score(fill, as: "EU gas storage")
    extraDemand = declare.output(
      "extra_demand", .bcm, .sum, "Demand that a scenario's cold adds.", region: "EU")
    curtailed = declare.output(
      "curtailed", .bcm, .sum, "Demand that empty storage leaves unserved; below 0 gas that found no room.",
      region: "EU")
  }

  /// The newest known fill, its distance to normal carried to the month before the period and fading.
  private static func startFill(_ declare: Declarations, _ normal: Season) -> Observation {
    let rows = declare.seeds["eu_storage"].filter { ($0.month("month") ?? declare.start) <= declare.start }
    let newest = rows.max { ($0.month("month")?.ordinal ?? 0) < ($1.month("month")?.ordinal ?? 0) }
    let usual = normal[declare.start - 1], below = declare.constant("eu_storage.unknown_below")
    let above = declare.constant("eu_storage.unknown_above")
    let fade = declare.constant("eu_storage.start_fade"), error = declare.constant("eu_storage.start_error")
    let growth = declare.constant("eu_storage.start_error_growth")
    guard let newest, let month = newest.month("month"), let value = newest.number("fill") else {
      return Observation(
        distribution: .central(median: usual, low: usual - below, high: usual + above),
        source: "guess: normal profile", origin: "drawn")
    }
    let gap = declare.start - month
    let middle = usual + (value - normal[month - 1]) * power(fade, Double(gap))
    let half = (0..<gap).reduce(error) { $0 + growth * power(fade, Double($1)) }
    return Observation(
      distribution: .central(
        median: min(middle, 99), low: max(middle - half, 1), high: min(middle + half, 100)),
      source: newest.text("source") + (gap > 0 ? "; \(gap) months older, carried by the normal profile" : ""),
      origin: "seeds/eu_storage.csv:\(newest.line)", observed: ("\(month)", gap))
  }

  func begin(_ paths: MonthView) {
    paths[fill].assign(paths[start])
    swing.begin(paths)
  }

  func step(_ paths: MonthView) {
    swing.step(paths, paths[scratch])
    consume(paths)
    supply(paths)
    settle(paths)
  }

  /// Takes the month's demand from `change`, bcm.
  private func consume(_ paths: MonthView) {
    let part = paths.days / daysPerYear, z = paths[scratch], change = paths[change]
    let size = weatherSize[paths.month], extra = paths[extraDemand], demand = paths[balance.demand]
    let usual = (normal[paths.month] - normal[paths.month - 1]) / percent
    let room = paths[balance.capacity], cold = paths[cold], weather = paths[weather],
      response = paths[priceResponse]
    let reference = paths[referencePrice], off = paths[swing.off]
    paths.normals(shocks, into: z)
    paths.add((1...monthsPerQuarter).map { paths.before(ttf, $0) }, into: change)
    for path in paths.indices {
      let price = change[path] / Double(monthsPerQuarter)
      let saved = 1 - response[path] * logarithm(price / reference[path])
      let seasonal = max(demand[path] * part - usual * room[path], 0)
      extra[path] = seasonal * cold[path] * size
      let used = seasonal * saved * (1 + weather[path] * size * z[path]) + extra[path]
      change[path] = -(used + off[path])
    }
  }

  /// Adds the month's supply; what Russia or others leave in the ground is missing from it in part.
  private func supply(_ paths: MonthView) {
    let part = paths.days / daysPerYear, change = paths[change], fill = paths.before(fill)
    let lng = paths[balance.lng], pipe = paths[balance.pipe], own = paths[balance.own],
      onward = paths[balance.onward], wave = paths[balance.wave]
    let pull = paths[balance.pull], room = paths[balance.capacity], usual = normal[paths.month - 1]
    let shut = paths[lngShut], pipeShut = paths[pipelineShut], qatar = paths[qatar], strait = paths[strait]
    let missing = paths[missing], otherMissing = paths[qatarShare]
    let isWave: Double = paths.month >= balance.waveFrom ? 1 : 0
    for path in paths.indices {
      let yearly = lng[path] + pipe[path] + own[path] - onward[path] + isWave * wave[path]
      let gap = (usual - fill[path]) / percent * room[path]
      let russian = shut[path] * GasUnits.bcmPerMegatonne + pipeShut[path]
      let other = (qatar[path] + strait[path]) * GasUnits.bcmPerMegatonne * part
      let missed = missing[path] * russian + otherMissing[path] * other
      let supply = (yearly + pull[path] * gap) * part - missed
      change[path] = (change[path] + supply) / room[path] * percent
    }
  }

  private func settle(_ paths: MonthView) {
    let old = paths.before(fill), change = paths[change], lost = paths[curtailed]
    if let pinned = paths.pinned(self.fill) {
      for path in paths.indices { change[path] = pinned[path] - old[path] }
    }
    let fill = paths[fill]
    for path in paths.indices {
      let wanted = old[path] + change[path]
      fill[path] = min(max(wanted, 0), percent)
      lost[path] = (fill[path] - wanted) / percent * paths[balance.capacity][path]
    }
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    let fill = paths[fill], before = paths.before(self.fill), change = paths[change]
    let curtailed = paths[curtailed], capacity = paths[balance.capacity]
    report.equal("EU storage balance") {
      (before[$0] + change[$0] + curtailed[$0] / capacity[$0] * percent, fill[$0], percent)
    }
    report.within(fill, 0, percent, "EU storage")
  }
}

/// What trade, industry and power plants take beyond season, price and weather, or leave: it lasts for months.
struct StorageSwing {
  static let fit =
    "calculated: monthly changes of 2014-08 to 2022-09 less those of the calendar month, maximum likelihood"
  let size, keep: Parameter
  let fresh: Shock
  /// What is taken beyond the usual in the month, bcm.
  let off: State

  init(_ declare: Declarations) {
    size = declare.uncertain(
      "swing", .median(2.3, 1.8...2.9), .bcm, in: 0...20,
      "Standard deviation of what a month's supply and demand are off season, price and fill, weather apart.",
      source: StorageSwing.fit)
    keep = declare.uncertain(
      "swing_keep", .median(0.7, 0.53...0.82), .share, in: 0...0.99, "Share of that left a month later.",
      source: StorageSwing.fit)
    fresh = declare.shock("swing")
    off = declare.state("swing")
  }

  func begin(_ paths: MonthView) {
    let off = paths[off], size = paths[size]
    paths.normals(fresh, into: off)
    for path in paths.indices { off[path] *= size[path] }
  }

  /// It fades and comes anew, with the same spread at all times.
  func step(_ paths: MonthView, _ z: Column) {
    let off = paths[off]
    paths.normals(fresh, into: z)
    off.renew(off, keep: paths[keep], spread: paths[size], normals: z)
  }
}

/// What the EU takes in and uses in a year, and the storage between.
struct EUGasBalance {
  let lng, pipe, own, onward, wave, demand, capacity, pull: Parameter
  /// The month from which new LNG comes.
  let waveFrom: Month

  init(_ declare: Declarations) {
    let balance =
      "2025: newsbase.com 422015 (LNG), voiceofemirates.com 2026-01-26 (pipelines); fitted to 11 bcm drawn"
    lng = declare.lever("lng", 142, .bcmPerYear, in: 50...300, "LNG the EU takes in.", source: balance)
    pipe = declare.lever("pipe", 142, .bcmPerYear, in: 50...400, "Pipeline gas it takes in.", source: balance)
    own = declare.lever("own_output", 30, .bcmPerYear, in: 0...100, "Its own output.", source: balance)
    onward = declare.lever(
      "onward", 4, .bcmPerYear, in: 0...50, "What it passes on to Ukraine and others.", source: balance)
    waveFrom = declare.month("eu_storage.new_lng_from")
    wave = declare.uncertain(
      "new_lng", .median(8, 0...20), .bcmPerYear, in: 0...100,
      "LNG added from \(waveFrom.year).", source: "guess: part of 35 Mt of new plants")
    demand = declare.uncertain(
      "demand", .median(321, 315...327), .bcmPerYear, in: 200...500, "Demand.", source: balance)
    capacity = declare.lever(
      "capacity", 107.2, .bcm, in: 50...150, "Storage.", source: "energynewsbeat.co: 1130.5 TWh")
    pull = declare.uncertain(
      "pull", .median(1, 0.4...1.6), "/year", in: 0...5,
      "Part of the gap to normal that cargoes fill in a year.",
      source: "fill of October 2025 from April 2025 (GIE); range guess")
  }
}
