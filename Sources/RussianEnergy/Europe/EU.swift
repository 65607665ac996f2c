internal import Engine
internal import Kernels
internal import Sampling

/// How the EU turns proposals into dated bans.
///
/// A sanctions package needs all 27: it is adopted twelve days or so after the proposal plus the longest of
/// the holds by single members; whoever holds may dilute it, and a long stop of the Druzhba pipeline is a veto
/// that lasts until the day after the repair. The phase-out regulation needs a qualified majority and takes
/// longer; dear oil slows it. A ban stands on either leg, until both fall or it is amended.
struct EU: Mechanism {
  static let section = "eu"
  static let summary =
    "Sanctions packages, the gas phase-out, vetoes, delays, dilution, legal risk, suspension."

  let votes: PackageVotes
  let majority: Majority
  let fate: BanFate
  let byHand: EUByHand
  let shown: EUOutputs
  let brent, ttf, druzhba: Input
  let storage: PastInput
  let draws, monthly: Shock
  /// Rows of `days`: proposal and due day of the package; each contract's first day under the sanctions; the
  /// same under the regulation; the day the regulation falls; the loan's day; the end of a suspension.
  let days, flags, work, down, uniform, packages: State
  let policy: EUPolicy
  let rules: EURules

  init(_ declare: Declarations) {
    policy = EUPolicy(declare.seeds, start: declare.start)
    rules = EURules(declare)
    votes = PackageVotes(declare)
    majority = Majority(declare)
    fate = BanFate(declare)
    byHand = EUByHand(declare)
    // Read from others, and remembered.
    brent = declare.input("brent.price", region: "World")
    ttf = declare.input("gas.ttf", region: "EU")
    druzhba = declare.input("ports.working", region: Route.druzhbaEU)
    storage = declare.lastMonth("eu_storage.fill", region: "EU")
    draws = declare.shock("draws")
    monthly = declare.shock("monthly")
    days = declare.state("days", rows: DayRow.count, shared: true)
    flags = declare.state("flags", rows: FlagRow.count)
    work = declare.state("work")
    down = declare.state("down")
    uniform = declare.state("uniform", rows: 3)
    packages = declare.state("packages", rows: PackageRow.count)
    declare.reserveEvents(perBlockMonth: blockWidth)
    shown = EUOutputs(declare)
  }

  func begin(_ paths: MonthView) {
    beginPackages(paths)
    beginRegulation(paths)
    beginLoan(paths)
  }

  func step(_ paths: MonthView) {
    watchDruzhba(paths)
    decidePackages(paths)
    advanceRegulation(paths)
    decideLoan(paths)
    renew(paths)
    suspend(paths)
    enforce(paths)
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    for output in shown.banned {
      report.within(paths[output], 0, percent, "banned share")
    }
  }
}

/// Rows of the days that EU decisions carry.
enum DayRow {
  static let proposed = 0, due = 1, falls = 10, loan = 11, suspension = 12, adopted = 13, count = 14

  /// The first day of a contract's ban under the sanctions, by the contract's row.
  static func sanctions(_ contract: Int) -> Int { 2 + contract }

  /// The same under the regulation.
  static func regulation(_ contract: Int) -> Int { 6 + contract }
}

/// Rows of the yes-or-no facts that they carry.
enum FlagRow {
  static let held = 0, bansLNG = 1, blocked = 2, amended = 3, early = 4
  static let count = 5
}
