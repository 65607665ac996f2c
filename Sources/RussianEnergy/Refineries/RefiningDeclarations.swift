internal import Engine
internal import Sampling

/// How lost runs are made up.
struct SpareReserve {
  let usable, madeUp, fatigue, recovery, start, gasoline, deferred: Parameter
  /// The smooth minimum's sharpness, and spare capacity at its freshest over the usual.
  let sharpness: Int, most: Double

  /// - Parameter fit: what the shares were fitted to.
  init(_ declare: Declarations, fit: String) {
    usable = declare.uncertain(
      "spare_usable", .median(0.115, 0.09...0.14), .share, in: 0...0.3,
      "Spare capacity that can be switched on within weeks, share of nameplate.",
      source: "derived from comments.ua (Reuters): 5-14 %; narrowed by " + fit)
    madeUp = declare.uncertain(
      "made_up", .median(0.80, 0.68...0.90), .share, in: 0...1,
      "Share of a loss that is made up while spare lasts.",
      source: fit + ": plain minimum gives no loss until 13 % offline, 0.2-0.3 seen")
    fatigue = declare.uncertain(
      "fatigue", .median(0.11, 0.06...0.16), .share, in: 0...0.5,
      "Share of the spare that a month at full use costs.", source: fit + " of 2026-06")
    recovery = declare.uncertain(
      "recovery", .median(0.04, 0.02...0.08), .share, in: 0...1,
      "Share of tired spare that recovers in a month.", source: fit + " of 2026-06")
    start = declare.startValue(
      "start_spare",
      Observation(distribution: .median(1, 0.85...1.1), source: "guess: fresh", origin: "drawn"), .share,
      in: 0...1.2, "Fresh spare at the start, share of the usual.")
    gasoline = declare.uncertain(
      "gasoline_spare", .median(0.35, 0.15...0.6), .share, in: 0...1,
      "Gasoline yield of made-up runs over the normal yield.",
      source: "report.az: 14 % offline cost 12 % of gasoline, 3.5 % of diesel")
    deferred = declare.uncertain(
      "deferred_usable", .median(0.5, 0.2...0.8), .share, in: 0...1,
      "Share of put-off maintenance that becomes spare.", source: "guess")
    sharpness = declare.count("refining.sharpness")
    most = declare.constant("refining.most_spare")
  }
}

/// Runs, losses and products.
struct RefiningOutputs {
  let runs, wanted, loss, spare, ownUse: Output
  let output, wantedOutput, districtRuns, districtGasoline: [Output]

  init(_ declare: Declarations, districts: [String]) {
    runs = declare.output(
      "runs", .kbPerDay, .mean, "Crude and condensate that refineries run.",
      counterpart: "Bloomberg / OilX refinery runs", headline: true, memory: 1,
      observed: .column("refinery_runs_monthly", "runs"))
    declare.pin(runs)
    declare.score(runs, as: "refinery runs")
    loss = declare.output(
      "loss", .kbPerDay, .mean, "Runs that strikes cost, net of what spare capacity makes up.",
      counterpart: "IEA October 2025: about 500 kb/d", headline: true)
    wanted = declare.output("wanted", .kbPerDay, .mean, "What refineries would run if nothing were struck.")
    spare = declare.output("spare", .kbPerDay, .mean, "Spare capacity that could still be switched on.")
    ownUse = declare.output(
      "own_use", .megatonnes, .sum, "Crude that becomes no product: refinery fuel and loss.")
    output = MotorFuel.allCases.map { fuel in
      declare.output(
        "\(fuel.name)_output", .megatonnes, .sum, "Output of \(fuel.words).",
        counterpart: fuel.rawValue < 2 ? "Rosstat, Ministry of Energy" : "")
    }
    wantedOutput = MotorFuel.allCases.map { fuel in
      declare.output(
        "\(fuel.name)_wanted", .megatonnes, .sum, "Output of \(fuel.words) if nothing were struck.")
    }
    districtRuns = districts.map {
      declare.output("district_runs", .kbPerDay, .mean, "Refinery runs by federal district.", region: $0)
    }
    districtGasoline = districts.map {
      declare.output("district_gasoline", .megatonnes, .sum, "Gasoline output by district.", region: $0)
    }
  }
}
