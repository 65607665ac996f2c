public import Studies

/// An attribution: the terminal's table and `attribution.csv`.
public struct AttributionReport: Sendable {
  private let name: String
  private let attribution: Attribution
  /// The target that costs are held against, and the one that holds them.
  private let loss: String
  private let cost: String

  /// - Parameters:
  ///   - name: the scenario.
  ///   - loss: the target that costs are held against.
  ///   - cost: the target that holds them.
  public init(name: String, _ attribution: Attribution, loss: String, cost: String) {
    self.name = name
    self.attribution = attribution
    self.loss = loss
    self.cost = cost
  }

  /// What a terminal shows: the horizon of each target.
  public var text: String {
    guard !attribution.measures.isEmpty else { return "\(name) has none of the measures.\n" }
    let whole = attribution.spans.count - 1
    let parts = attribution.parts.filter { $0.span == attribution.spans[whole] }
    return parts.map(table).joined(separator: "\n") + prices(parts)
      + "shares sum to the total on every path (largest gap \(readable(parts.map(\.gap).max() ?? 0, digits: 2)))\n"
  }

  private func table(_ part: Attribution.Part) -> String {
    var table = PlainTable(
      ["measure", "share", "± se", "5 %", "95 %", "first in", "last in", "of total"], textColumns: 1)
    func cells(_ statistics: PathStatistics) -> [String] {
      [
        readable(statistics.mean, digits: 3), readable(statistics.error, digits: 2),
        readable(statistics.p05, digits: 3), readable(statistics.p95, digits: 3),
      ]
    }
    for share in part.shares {
      table.add(
        [share.measure] + cells(share.part) + [
          readable(share.firstIn.mean, digits: 3), readable(share.lastIn.mean, digits: 3),
          part.total.mean == 0 ? missing : percent(share.part.mean / part.total.mean, digits: 2),
        ])
    }
    let first = part.shares.reduce(0) { $0 + $1.firstIn.mean }
    let last = part.shares.reduce(0) { $0 + $1.lastIn.mean }
    table.add(
      ["all together"] + cells(part.total) + [
        readable(first, digits: 3), readable(last, digits: 3), part.total.mean == 0 ? missing : "100 %",
      ])
    return "\(part.target.name), \(part.unit), \(part.span.name)\n" + table.text
  }

  /// What a dollar of lost revenue costs the senders.
  private func prices(_ parts: [Attribution.Part]) -> String {
    guard let costs = parts.first(where: { $0.target.name == cost }),
      let losses = parts.first(where: { $0.target.name == loss })
    else { return "" }
    var table = PlainTable(["measure", "cost per USD lost", "± se", "5 %", "95 %"], textColumns: 1)
    for (price, share) in zip(costs.shares, losses.shares) {
      let ratio = RatioOfMeans(price.part, over: share.part)
      let numbers = ratio.map { [$0.value, $0.error, $0.low, $0.high].map { readable($0, digits: 3) } }
      table.add([share.measure] + (numbers ?? Array(repeating: missing, count: 4)))
    }
    return "\n\(costs.unit) of cost for each \(losses.unit) of revenue lost (ratio of means)\n" + table.text
  }

  /// `attribution.csv`.
  public var table: StudyTable {
    var result = StudyTable(
      "attribution.csv", "What each measure takes and costs",
      [
        ("target", "string", "What is attributed"), ("span", "string", "Year or horizon"),
        ("unit", "string", "Unit of the row"), ("measure", "string", "Measure, or total"),
        ("share", "number", "Mean Shapley share; shares sum to the total"),
        ("share_se", "number", "Standard error"), ("share_p05", "number", "5th percentile over paths"),
        ("share_p95", "number", "95th percentile over paths"),
        ("first_in", "number", "Mean effect when no other measure is there"),
        ("last_in", "number", "Mean effect when all others are there"),
        ("cost_per_usd", "number", "Ratio of mean cost to mean revenue lost"),
        ("cost_per_usd_se", "number", "Its standard error"),
      ])
    for part in attribution.parts {
      for share in part.shares {
        let ratio = price(part, share)
        add(share.measure, share.part, share.firstIn.mean, share.lastIn.mean, ratio?.value, ratio?.error)
      }
      add("total", part.total, nil, nil, nil, nil)
      func add(_ name: String, _ value: PathStatistics, _ more: Double?...) {
        result.table.row(
          [part.target.name, part.span.name, part.unit, name],
          [value.mean, value.error, value.p05, value.p95], more)
      }
    }
    return result
  }

  private func price(_ part: Attribution.Part, _ share: Attribution.Share) -> RatioOfMeans? {
    guard part.target.name == loss else { return nil }
    let costs = attribution.parts.first { $0.target.name == cost && $0.span == part.span }
    let other = costs?.shares.first { $0.measure == share.measure }
    return other.flatMap { RatioOfMeans($0.part, over: share.part) }
  }
}
