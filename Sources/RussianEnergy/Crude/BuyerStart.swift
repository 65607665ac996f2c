internal import Engine
internal import Sampling

/// Buyers' volumes before the period, from published exports.
struct BuyerStart {
  private let columns: [String: MonthlyHistory]
  /// What buyers that no column counts took, by the table of buyers.
  private let uncounted: [String: Double]
  private let month: Month
  private let rule: CarryRule
  /// What the rest of the world takes at least, kb/d.
  private let least: Double
  /// Each of the months before the period that are recalled over the last of them, by buyer.
  private(set) var records: [[Double]] = []
  /// What China's pipeline took, kb/d: part of China's column.
  private let pipe: Double

  init(_ declare: Declarations, _ buyers: [Buyer]) {
    month = declare.start - 1
    rule = CarryRule(declare, "buyers.start")
    least = declare.constant("buyers.least_other")
    let recalled = declare.count("buyers.recalled_months")
    pipe = buyers.first { $0.name == Buyer.chinaPipe }?.start ?? 0
    uncounted = Dictionary(
      buyers.filter { $0.name != Buyer.chinaPipe }.compactMap { buyer in buyer.start.map { (buyer.name, $0) }
      },
      uniquingKeysWith: { first, _ in first })
    let names = ["crude", "china", "india", "turkey", "eu"]
    columns = Dictionary(
      uniqueKeysWithValues: names.map { ($0, MonthlyHistory(declare.seeds, "oil_exports_monthly", $0)) })
    records = buyers.map { buyer in
      guard let last = value(buyer, month), last > 0 else { return [Double](repeating: 1, count: recalled) }
      return (0..<recalled).reversed().map { (value(buyer, month - $0) ?? last) / last }
    }
  }

  /// China's purchases as they were counted, less what its pipeline takes.
  var chinaBySea: [Month: Double] {
    (columns["china"]?.byMonth ?? [:]).mapValues { max($0 - pipe, 0) }
  }

  private func value(_ buyer: Buyer, _ month: Month) -> Double? {
    func known(_ name: String) -> Double? { columns[name]?.nearest(month) }
    switch buyer.name {
    case Buyer.chinaPipe: return pipe
    case Buyer.chinaSea: return known("china").map { max($0 - pipe, 0) }
    case Buyer.other:
      guard let all = known("crude"), let china = known("china"), let india = known("india"),
        let turkey = known("turkey"), let eu = known("eu")
      else { return nil }
      return max(all - china - india - turkey - eu - uncounted.values.reduce(0, +), least)
    default: return uncounted[buyer.name] ?? known(buyer.name)
    }
  }

  func observation(_ buyer: Buyer) -> Observation {
    let seen = columns[buyer.column]?.observation(for: month, rule)
    guard let seen, let value = value(buyer, month) else {
      return Observation(distribution: rule.unknown, source: "guess", origin: "drawn")
    }
    // The table's error grows with the square root of its age, as that of the column does.
    return Observation(
      distribution: rule.carried(value, over: seen.observed?.age ?? 1, scale: value), source: seen.source,
      origin: seen.origin, observed: seen.observed)
  }
}
