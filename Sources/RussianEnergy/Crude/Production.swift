internal import Engine
internal import Kernels
internal import Sampling

/// What Russian wells may and can give, before it is known whether it all finds an outlet.
///
/// Output is what was counted, up to the newest count that is known. After that it follows the level that OPEC+ has
/// announced, by a part of each change: part of a cut is not kept, and part of a rise finds no well. Meetings to come
/// change the level again, either way.
struct Production: Mechanism {
  static let section = "production"
  static let summary =
    "Crude and condensate that wells may give: the last count, OPEC+ levels, meetings to come."

  let counted, quota, follow, meetingChance, meetingStep, level, condensate, noise: Parameter
  let timing, meetings: Shock
  let decided, scratch: State
  let potential: Output
  private let lastCount: Month
  /// What OPEC+ has announced, and the level in the month of the last count.
  private let announced: DatedRules
  private let quotaThen: Double

  init(_ declare: Declarations) {
    let history = MonthlyHistory(declare.seeds, "crude_output_monthly", "crude")
    lastCount = history.byMonth.keys.max() ?? declare.start
    counted = declare.lever(
      "counted", Production.counts(declare), .kbPerDay, in: 4000...12000,
      "Crude without condensate as counted; the newest count holds on.", source: "crude_output_monthly.csv",
      origin: "seeds/crude_output_monthly.csv")
    let rules = DatedRules(
      declare.seeds, "opec_quotas", where: { _ in true }, value: { $0.number("quota") }, announced: "known")
    announced = rules
    quotaThen = rules.value(on: lastCount.first) ?? rules.earliest ?? 0
    quota = declare.lever(
      "quota", rules.schedule(before: rules.earliest ?? 0), .kbPerDay, in: 0...12000,
      "Crude without condensate that OPEC+ asks of Russia, as announced.", source: "opec_quotas.csv",
      origin: rules.origin)
    follow = declare.uncertain(
      "follow", .median(0.25, 0.05...0.5), .share, in: 0...1,
      "Part of a change of that level, as announced on the day, that output makes after the newest count.",
      source:
        "simulate calibrate to 2025-06: 0.26 (se 0.20) of what was announced, rises put off four times included"
    )
    meetingChance = declare.lever(
      "meeting_chance", 0.25, .perMonth, in: 0...1, "Chance that a month's meeting changes the level.",
      source: "opec_quotas.csv: seven changes of direction or pace from 2022-10 to 2025-03")
    meetingStep = declare.uncertain(
      "meeting_step", .median(90, 50...130), .kbPerDay, in: 0...1000,
      "Standard deviation of what such a change does to Russian output.",
      source: "calculated: output changed by -230, -260 and +200 in the years 2023, 2024 and 2025")
    level = declare.uncertain(
      "level", .median(1, 0.993...1.007), .share, in: 0.9...1.1,
      "Error of published output.", source: "differences between agencies; guess")
    condensate = declare.uncertain(
      "condensate", .median(950, 880...1020), .kbPerDay, in: 500...1500,
      "Gas condensate output.", source: "guess")
    noise = declare.uncertain(
      "noise", .median(0.011, 0.008...0.014), .share, in: 0...0.1,
      "Standard deviation of a month's output for export: weather, works, and agencies' errors.",
      source: "calculated: exports about half-year means to 2025-06 (126 kb/d) less what runs and ports do")
    timing = declare.shock("timing")
    meetings = declare.shock("meetings")
    decided = declare.state("decided")
    scratch = declare.state("scratch", rows: 2)
    potential = declare.output(
      "potential", .kbPerDay, .mean, "Crude and condensate that wells may and can give.")
    declareFormerNames(declare)
    declare.estimate(.followed { Production.announcements($0) })
  }

  /// What was counted, month by month; before the first count that, or the usual one.
  private static func counts(_ declare: Declarations) -> Schedule {
    let rows = declare.seeds["crude_output_monthly"].compactMap { row -> Schedule.Step? in
      guard let month = row.month("month"), let value = row.number("crude") else { return nil }
      return .init(from: month.first, value: .constant(value))
    }
    let usual = declare.constant("production.usual_count"), first = rows.first?.value ?? .constant(usual)
    return Schedule(steps: [.init(from: nil, value: first)] + rows)
  }

  /// From the last count before each announcement to those of the twelve months after it: how the level was to change
  /// by then, and how output changed.
  static func announcements(_ seeds: SeedTables) -> [(start: Int, announced: Double, made: Double)] {
    var counts: [(month: Month, known: Day, crude: Double)] = []
    for row in seeds["crude_output_monthly"] {
      guard let month = row.month("month"), let known = row.day("known"), let crude = row.number("crude")
      else { continue }
      counts.append((month: month, known: known, crude: crude))
    }
    let days = Set(seeds["opec_quotas"].compactMap { $0.day("known") }).sorted()
    var changes: [(start: Int, announced: Double, made: Double)] = []
    for (start, day) in days.enumerated() {
      let rules = DatedRules(
        seeds.known(on: day), "opec_quotas", where: { _ in true }, value: { $0.number("quota") },
        announced: "known")
      guard let last = counts.last(where: { $0.known <= day }), let then = rules.value(on: last.month.first)
      else { continue }
      for to in counts
      where to.month > last.month && to.month >= day.month && to.month - day.month < wholeYear {
        guard let now = rules.value(on: to.month.first) else { continue }
        changes.append((start: start, announced: now - then, made: to.crude - last.crude))
      }
    }
    return changes
  }

  private func declareFormerNames(_ declare: Declarations) {
    declare.formerly("crude.level", now: level)
    declare.formerly("crude.condensate", now: condensate)
    declare.formerly("crude.noise", now: noise)
    declare.gone(
      "crude.quota",
      write: "it was split: production.counted is output as counted, production.quota what OPEC+ asks for; "
        + "with production.follow 0 output is what is counted")
    declare.gone(
      "crude.drift",
      write: "output follows production.quota since; a trend is a ramp of production.counted")
  }

  func begin(_ paths: MonthView) {
    paths[decided].fill(0)
    paths.matrix(scratch)[0].fill(0)
    give(paths)
  }

  func step(_ paths: MonthView) {
    if paths.month > lastCount { decide(paths) }
    paths.normals(timing, into: paths.matrix(scratch)[0])
    give(paths)
  }

  /// A meeting that changes the level changes output for good.
  private func decide(_ paths: MonthView) {
    let decided = paths[decided], z = paths.matrix(scratch)[1]
    let chance = paths[meetingChance], size = paths[meetingStep]
    let u = paths.uniforms(meetings)
    paths.normals(meetings, entity: 1, into: z)
    for path in paths.indices { decided[path] += chosen(u[path] < chance[path], size[path] * z[path], 0) }
  }

  /// A month that was counted holds what was made of the level then; only another level than was announced moves it.
  private func give(_ paths: MonthView) {
    let counted = paths[counted], quota = paths[quota], follow = paths[follow], level = paths[level]
    let decided = paths[decided], noise = paths[noise], z = paths.matrix(scratch)[0]
    let condensate = paths[condensate], potential = paths[potential]
    let isCounted = paths.month <= lastCount
    let asked = isCounted ? announced.value(on: paths.month.first) ?? announced.earliest ?? 0 : quotaThen
    for path in paths.indices {
      let moved = follow[path] * (quota[path] - asked) + decided[path]
      let crude = (counted[path] * level[path] + moved) * (1 + noise[path] * z[path])
      potential[path] = max(crude, 0) + condensate[path]
    }
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    report.within(paths[potential], 0, .infinity, "output that wells may give")
  }
}
