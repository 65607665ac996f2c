internal import Engine
internal import Kernels
internal import Sampling

/// Planned turnarounds, and those put off while strikes keep much capacity offline.
///
/// Runs are normal runs with maintenance in them, so maintenance counts in reported offline capacity and,
/// when it is put off, as spare capacity now and less spare later.
struct Maintenance: Mechanism {
  static let section = "maintenance"
  static let summary = "Planned refinery maintenance by season, and its postponement while outages are high."

  let share, postponed, postponeFrom, postponeFull, catchUp: Parameter
  let struck, struckEnd: Input
  let backlog: State
  let offlineShare, offlineTotal, offlineEnd, deferred: Output
  private let season: Season
  /// Share of capacity struck between the begin of postponement and all of it, at the least.
  private let leastWidth: Double

  init(_ declare: Declarations) {
    share = declare.uncertain(
      "share", .median(0.12, 0.09...0.16), .share, in: 0...0.4,
      "Mean share of nameplate in planned maintenance, idle old units included.",
      source: "mean of Reuters offline capacity 2023 (833 kb/d of 6895)")
    postponed = declare.uncertain(
      "postponed_share", .median(0.4, 0.2...0.6), .share, in: 0...1,
      "Share of turnarounds put off when strikes keep much offline.",
      source: "malcontentment.com 2025-09; guess")
    postponeFrom = declare.lever(
      "postpone_from", 0.08, .share, in: 0...1, "Share of capacity struck at which postponement begins.",
      source: "guess")
    postponeFull = declare.lever(
      "postpone_full", 0.20, .share, in: 0.01...1, "Share of capacity struck at which it is complete.",
      source: "guess")
    catchUp = declare.uncertain(
      "catch_up", .median(0.15, 0.08...0.25), .perMonth, in: 0...1,
      "Share of the backlog worked off in a month.", source: "guess")
    leastWidth = declare.constant("maintenance.least_width")
    season = Season(declare.seeds, "refining_season", "maintenance")
    struck = declare.input("outages.offline_share")
    struckEnd = declare.input("outages.offline_end")
    backlog = declare.state("backlog")
    offlineShare = declare.output(
      "offline_share", .percent, .mean, "Share of nameplate in planned maintenance.")
    let primary = RefineryFleet(declare.seeds).primary
    offlineTotal = declare.output(
      "offline_total", .percent, .mean, "Share of nameplate offline by strikes and maintenance.",
      counterpart: "Siala, AP: a third in June 2026", headline: true,
      observed: .column("refinery_runs_monthly", "offline", times: percent / max(primary, 1)))
    offlineEnd = declare.output(
      "offline_end", .percent, .last, "The same with strikes as on the month's last day.",
      counterpart: "Siala: 38 % on 28 September 2025")
    deferred = declare.output(
      "deferred", .percent, .mean, "Share of nameplate whose maintenance is put off this month, net.")
  }

  func step(_ paths: MonthView) {
    let share = paths[share], put = paths[postponed], from = paths[postponeFrom], full = paths[postponeFull]
    let catchUp = paths[catchUp], struck = paths[struck], backlog = paths[backlog]
    let now = paths[offlineShare], total = paths[offlineTotal], net = paths[deferred]
    let last = paths[offlineEnd], end = paths[struckEnd]
    let factor = season[paths.month]
    for path in paths.indices {
      let planned = share[path] * factor
      let off = struck[path] / percent
      let width = max(full[path] - from[path], leastWidth)
      let pressure = min(max((off - from[path]) / width, 0), 1)
      let put = put[path] * pressure * planned
      let caught = catchUp[path] * (1 - pressure) * backlog[path]
      backlog[path] += put - caught
      now[path] = percent * (planned - put + caught) * (1 - off)
      net[path] = percent * (put - caught)
      total[path] = struck[path] + now[path]
      last[path] = end[path] + now[path]
    }
  }
}
