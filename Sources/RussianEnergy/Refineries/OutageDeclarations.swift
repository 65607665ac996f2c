internal import Engine
internal import Sampling

/// Which plant is hit, and how much of it is lost.
struct OutageHazard {
  let damageChance, fullChance, partialMean, partialSpread: Parameter
  let rehit, rehitDays, capacityExponent, longerRange: Parameter

  init(_ declare: Declarations) {
    damageChance = declare.uncertain(
      "damage_chance", .median(0.62, 0.45...0.78), .share, in: 0...1,
      "Chance that a hit costs crude runs.",
      source: "8 of 13 plants in early 2024 (rubryka.com), whose Wilson range is 0.39 to 0.80; "
        + KnownOutage.sample)
    fullChance = declare.uncertain(
      "full_stop_chance", .median(0.63, 0.5...0.7), .share, in: 0...1,
      "Chance that damage stops the whole plant.", source: KnownOutage.sample + ": 24 of 38")
    partialMean = declare.uncertain(
      "partial_share", .median(0.45, 0.35...0.55), .share, in: 0.05...0.95,
      "Mean share of the plant that a partial stop takes.", source: KnownOutage.sample)
    partialSpread = declare.lever(
      "partial_spread", 0.2, .share, in: 0...0.5, "Half-width of that share around its mean.",
      source: KnownOutage.sample + ": 0.2 to 0.64")
    rehit = declare.uncertain(
      "rehit", .median(2.5, 1.5...3.5), .share, in: 1...8,
      "How much likelier a damaged or lately hit plant is hit again.",
      source: KnownOutage.sample + ": 27 % of strikes follow within 90 days")
    rehitDays = declare.lever(
      "rehit_days", 90, .days, in: 0...365, "How long a hit counts as lately.", source: KnownOutage.sample)
    capacityExponent = declare.uncertain(
      "capacity_exponent", .median(0.5, 0.3...0.8), .share, in: 0...1.5,
      "How exposure grows with capacity.", source: "fitted: 40 hits reach 16-19 plants (published)")
    longerRange = declare.lever(
      "longer_range", 0, .share, in: 0...1,
      "How far longer-range systems raise exposure beyond European Russia.",
      source: "scenario; exposures in districts.csv are guesses")
  }
}

/// How long a loss lasts.
struct OutageRepair {
  let median, sigma, severeShare, severeMedian, severeSigma: Parameter
  let factor, queue, queueFrom, estimateSlip: Parameter

  init(_ declare: Declarations) {
    median = declare.uncertain(
      "repair_median", .median(21, 16...27), .days, in: 2...200,
      "Median repair of ordinary damage.", source: KnownOutage.sample)
    sigma = declare.uncertain(
      "repair_sigma", .median(0.85, 0.7...1), .share, in: 0.1...2,
      "Spread of the log of ordinary repairs.", source: KnownOutage.sample)
    severeShare = declare.uncertain(
      "severe_share", .median(0.10, 0.03...0.22), .share, in: 0...0.5,
      "Share of damage that needs imported equipment.",
      source: KnownOutage.sample + "; 3 of 24 reported, 1.6 to 25 % by chance; less for reporting bias")
    severeMedian = declare.uncertain(
      "severe_median", .median(175, 150...210), .days, in: 30...600,
      "Median repair of such damage.", source: "themonexus.com 2026-06-24; ibbit.at")
    severeSigma = declare.lever(
      "severe_sigma", 0.2, .share, in: 0...1, "Spread of the log of such repairs.", source: "guess")
    factor = declare.lever(
      "repair_factor", 1, .share, in: 0.3...4, "Multiplies repair times, for tighter equipment sanctions.",
      source: "scenario")
    queue = declare.uncertain(
      "repair_queue", .median(3, 1...5), .share, in: 0...10,
      "How much longer new repairs take for each share of capacity struck beyond a threshold.",
      source: "fitted to runs of 2026-06 (3950 kb/d)")
    queueFrom = declare.lever(
      "repair_queue_from", 0.08, .share, in: 0...1,
      "Share of capacity struck at which repairs begin to queue.",
      source: "fitted to runs of 2026-06")
    estimateSlip = declare.uncertain(
      "estimate_slip", .median(1.5, 0.7...2.7), .share, in: 0.3...5,
      "Actual repair time of a reported outage over its first published estimate.",
      source: KnownOutage.sample + ": Tuapse 96/35, Astrakhan 206/90, Kirishi 22/30")
  }
}

/// What strikes keep offline, and how many there were.
struct OutageOutputs {
  let offline, share, end, primary, hits: Output

  init(_ declare: Declarations) {
    offline = declare.output(
      "offline", .kbPerDay, .mean, "Distillation capacity that strikes keep offline, gross.",
      counterpart: "Reuters and Siala idle capacity, strike part", headline: true)
    share = declare.output(
      "offline_share", .percent, .mean, "The same as a share of nameplate.",
      counterpart: "Reuters: 17 % at the peak of August 2025", memory: 1)
    end = declare.output(
      "offline_end", .percent, .last, "Share of nameplate that strikes keep offline on the month's last day.",
      counterpart: "Reuters, Siala: shares reported for a day or week at a month's end")
    primary = declare.output(
      "offline_primary", .percent, .mean,
      "Share of the primary distillation of crude, condensate plants apart, that strikes keep offline.",
      counterpart: "Reuters, Siala: primary units")
    hits = declare.output("hits", .count, .sum, "Refinery strikes.")
  }
}

extension KnownOutage {
  /// What most of these numbers rest on.
  static let sample = "means over refinery_outages.csv (24 durations, 9 actual)"
}
