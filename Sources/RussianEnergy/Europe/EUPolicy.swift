internal import Engine
internal import Sampling

/// The contracts that a ban on Russian gas ends, in the order of the model's rows.
enum GasContract: String, CaseIterable {
  case lngShort = "lng_short", lngLong = "lng_long"
  case pipelineShort = "pipeline_short", pipelineLong = "pipeline_long"

  var row: Int { GasContract.allCases.firstIndex(of: self) ?? 0 }
  var isLNG: Bool { self == .lngShort || self == .lngLong }
  var isLong: Bool { self == .lngLong || self == .pipelineLong }
  var phrase: String { rawValue.replacing("_", with: " ") }
}

/// The laws that ban Russian gas, in the order of the model's rows.
enum GasLaw: String, CaseIterable {
  case sanctions, regulation

  var row: Int { GasLaw.allCases.firstIndex(of: self) ?? 0 }
}

/// What treaties and earlier packages say, whoever votes.
struct EURules: Sendable {
  /// A majority: states, their part of the people, and how many states it takes to block.
  let statesNeeded, peopleNeeded, blockers: Double
  /// The pace of work on the regulation under which the day of its end is not told.
  let leastSpeed: Double
  /// Stands for "no ban in sight" among days to it.
  let farAway: Double
  private let shortNotice, longNotice: Double
  private let firstRenewal, renewalEvery: Int

  init(_ declare: Declarations) {
    statesNeeded = declare.constant("eu.states_needed")
    peopleNeeded = declare.constant("eu.people_needed")
    blockers = declare.constant("eu.blockers")
    leastSpeed = declare.constant("eu.least_speed")
    farAway = declare.constant("eu.far_away")
    shortNotice = declare.constant("eu.short_notice")
    longNotice = declare.constant("eu.long_notice")
    firstRenewal = declare.count("eu.renewal_month")
    renewalEvery = declare.count("eu.renewal_every")
  }

  /// Days from adoption to the end of contracts.
  func notice(_ contract: GasContract) -> Double { contract.isLong ? longNotice : shortNotice }

  /// Whether sanctions need all members again in a month.
  func isRenewal(_ month: Month) -> Bool { (month.ofYear - firstRenewal).isMultiple(of: renewalEvery) }
}

/// How far a measure of the EU had come on the scenario's day.
struct EUMeasure: Sendable {
  let proposed, expected, agreed, adopted: Day?

  init(_ seeds: SeedTables, _ measure: String) {
    func day(_ stage: String) -> Day? {
      seeds["eu_steps"].first { $0.text("measure") == measure && $0.text("stage") == stage }?.day("date")
    }
    proposed = day("proposed")
    expected = day("expected")
    agreed = day("agreed")
    adopted = day("adopted")
  }
}

/// A sanctions package that was on the table, or adopted, on the scenario's day.
struct EUPackage: Sendable {
  let proposed: Day
  let adopted: Day?
  let bansLNG: Bool
}

/// Everything about EU decisions that was known on the scenario's day.
struct EUPolicy: Sendable {
  /// Stands for "never" where a day is a number.
  static let never = 1e9

  let asOf: Day
  let regulation, loan: EUMeasure
  let packages: [EUPackage]
  let states: [(population: Double, opposes: Double)]
  /// The addresses of the states' votes, and of the blocs' holds.
  let stateKeys, blocKeys: EntityKeys
  /// `[law][contract]`: the first day of a ban, and the earlier one if storage is on track.
  private let bans: [[(start: Day, early: Day)?]]
  /// For each bloc its chances with their first days, in order.
  private let holds: [[(from: Day, chance: Double)]]

  init(_ seeds: SeedTables, start: Month) {
    let today = seeds.asOf ?? start.first
    asOf = today
    regulation = EUMeasure(seeds, "regulation")
    loan = EUMeasure(seeds, "loan")
    packages = seeds["eu_packages"].compactMap { row in
      guard let proposed = row.day("proposed") else { return nil }
      let adopted = row.day("adopted").flatMap { $0 <= today ? $0 : nil }
      return EUPackage(proposed: proposed, adopted: adopted, bansLNG: row.number("lng_ban") == 1)
    }.sorted { $0.proposed < $1.proposed }
    states = seeds["eu_states"].map { ($0.number("population") ?? 0, $0.number("opposes") ?? 0) }
    stateKeys = EntityKeys(seeds["eu_states"].map { $0.text("state") })
    bans = GasLaw.allCases.map { law in
      GasContract.allCases.map { EUPolicy.ban(seeds["eu_bans"], law, $0) }
    }
    var blocs: [String] = []
    for row in seeds["eu_holds"] where !blocs.contains(row.text("bloc")) { blocs.append(row.text("bloc")) }
    blocKeys = EntityKeys(blocs)
    holds = blocs.map { bloc in
      let rows = seeds["eu_holds"].filter { $0.text("bloc") == bloc }
      return rows.map { ($0.day("from") ?? today, $0.number("chance") ?? 0) }.sorted { $0.0 < $1.0 }
    }
  }

  /// The first day of a ban, and the earlier one if storage is on track, as the newest known text has it.
  func ban(_ law: GasLaw, _ contract: GasContract) -> (start: Day, early: Day)? {
    bans[law.row][contract.row]
  }

  private static func ban(
    _ rows: [SeedRow], _ law: GasLaw, _ contract: GasContract
  ) -> (start: Day, early: Day)? {
    let rows = rows.filter { $0.text("instrument") == law.rawValue && $0.text("class") == contract.rawValue }
    let newest = rows.max { ($0.day("known")?.number ?? 0) < ($1.day("known")?.number ?? 0) }
    return newest?.day("start").map { ($0, newest?.day("early") ?? $0) }
  }

  /// Sanctions packages from the one on with which members began to hold them up: days to adoption, and how many held.
  static func heldPackages(_ seeds: SeedTables, from contested: Double) -> [(days: Double, holders: Int)] {
    seeds["eu_packages"].compactMap { row in
      guard let number = row.number("number"), number >= contested, let proposed = row.day("proposed"),
        let adopted = row.day("adopted")
      else { return nil }
      let holders = row.text("holdouts")
      let count = holders.hasPrefix("none") ? 0 : holders.split(separator: ";").count
      return (Double(adopted - proposed), count)
    }
  }

  /// Each bloc's chance to hold up a package, on a day.
  func holdChances(_ day: Day) -> [Double] {
    holds.map { rows in rows.last { $0.from <= day }?.chance ?? 0 }
  }

  /// The package that waits for a decision; nil where none does.
  var openPackage: EUPackage? { packages.last { $0.adopted == nil } }
  /// The newest package that was adopted.
  var lastAdopted: Day? { packages.compactMap(\.adopted).max() }
  /// When a package with a ban on LNG was adopted.
  var lngPackageAdopted: Day? { packages.first { $0.bansLNG && $0.adopted != nil }?.adopted }
}
