/// How a model's series are called and measured in the tables of the energy-scenario community.
///
/// A series that the community's common definitions have is declared with that name; all others stand under one root,
/// so that nobody takes them for the community's.
public struct CommunityNames: Sendable {
  /// A unit as the community's registry reads it.
  public struct Measure: Sendable {
    /// As it is written, without the `/yr` of a year's sum: `billion USD`, `million oil_bbl/day`.
    public let unit: String
    /// How many of it one of ours is.
    public let factor: Double
    /// The currency that has to be changed into dollars first; nil where none has.
    public let currency: String?

    /// A unit as the registry writes it; `currency` names the one that has to be changed into dollars first.
    public init(_ unit: String, _ factor: Double = 1, from currency: String? = nil) {
      self.unit = unit
      self.factor = factor
      self.currency = currency
    }
  }

  /// What all names of one's own begin with.
  public let root: String
  /// Words that are written in capitals.
  let acronyms: Set<String>
  /// By the symbol of our unit; what isn't here has no unit there.
  let measures: [String: Measure]
  /// The series that say how many of a currency a dollar is.
  let rates: [String: String]

  /// Names under a root; `measures` by the symbol of our unit, `rates` by the currency that they change into dollars.
  public init(
    root: String, acronyms: Set<String> = [], measures: [String: Measure], rates: [String: String] = [:]
  ) {
    self.root = root
    self.acronyms = acronyms
    self.measures = measures
    self.rates = rates
  }

  /// The name of a series in the community's tree: as declared, else its own under the root.
  ///
  /// - Parameter part: what a series of several regions is of, as a further level.
  public func name(of output: OutputDeclaration, part: String? = nil) -> String {
    let own = output.variable.split(separator: ".").map { words(String($0)) }.joined(separator: "|")
    let name = output.community.isEmpty ? "\(root)|\(own)" : output.community
    return part.map { "\(name)|\(words($0))" } ?? name
  }

  /// A name for a percentile, in a tree of its own, so that sums over the levels of the means stay right.
  public func name(_ name: String, percentile: String) -> String {
    let own = "\(root)|"
    let rest = name.hasPrefix(own) ? String(name.utf8.dropFirst(own.utf8.count)) ?? name : name
    return "\(root)|Percentile \(percentile)|\(rest)"
  }

  /// The measure of a unit; nil where the community's registry has none.
  public func measure(_ unit: Unit) -> Measure? { measures[unit.symbol] }

  /// `Crude Revenue` for `crude_revenue`, `EU` for `eu`.
  private func words(_ text: String) -> String {
    text.split(separator: "_").map { word in
      acronyms.contains(word.lowercased())
        ? word.uppercased() : word.prefix(1).uppercased() + word.dropFirst()
    }.joined(separator: " ")
  }
}

/// Monthly means of series in other currencies, changed into dollars at each path's own rate of the month.
///
/// A run hands over one chunk after the other, so nothing is added at the same time.
public final class ExchangedMeans: @unchecked Sendable {
  private let rows: [(series: Int, rate: Int)]
  private let months: Int
  private var sums: [[Double]]
  private var paths = 0

  /// Of those series whose currency has a rate among the reported ones; nil where there are none.
  public init?(_ series: [Series], _ period: Period, _ names: CommunityNames) {
    months = period.count
    rows = series.indices.compactMap { index in
      guard let currency = names.measure(series[index].declaration.spanUnit)?.currency,
        let variable = names.rates[currency],
        let rate = series.firstIndex(where: { $0.declaration.variable == variable })
      else { return nil }
      return (index, rate)
    }
    guard !rows.isEmpty else { return nil }
    sums = rows.map { _ in [Double](repeating: 0, count: period.count) }
  }

  /// Adds the paths of a chunk; chunks come in order.
  public func add(_ chunk: Chunk) {
    paths += chunk.count
    for (place, row) in rows.enumerated() {
      for month in 0..<months {
        var sum = sums[place][month]
        let values = chunk.values(series: row.series, month: month)
        let rates = chunk.values(series: row.rate, month: month)
        for path in 0..<chunk.count { sum += values[path] / rates[path] }
        sums[place][month] = sum
      }
    }
  }

  /// The mean over paths in dollars; nil where the series isn't one of these.
  public func mean(series: Int, month: Int) -> Double? {
    rows.firstIndex { $0.series == series }.map { sums[$0][month] / Double(max(1, paths)) }
  }
}
