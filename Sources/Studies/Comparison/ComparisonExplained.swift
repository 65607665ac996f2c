public import Engine

/// How much each block in which two cases differ explains of their difference.
public struct ComparisonExplained: Sendable {
  /// One block's part of one series over the horizon.
  public struct Row: Sendable {
    /// The series.
    public let series: Series
    /// The block's name, `interaction` for what single blocks leave, or `total`.
    public let block: String
    /// What the block adds to the difference.
    public let part: PathStatistics
    /// The difference that the block alone makes to the first case; nil for the last two rows.
    public let firstIn: Double?
    /// The difference that it makes when all others are there.
    public let lastIn: Double?
  }

  /// With more blocks only each alone and each last are run, and the rest is called interaction.
  public static let mostShared = 6

  /// The settings that differ, in blocks that belong together.
  public let blocks: [ComparisonBlock]
  /// The months that the difference is taken over.
  public let span: Span
  /// Whether interactions were shared out by Shapley's rule.
  public let isShared: Bool
  /// Every block's part of every series' difference.
  public let rows: [Row]

  /// Runs the mixtures of two cases: all of them for few blocks.
  ///
  /// - Parameters:
  ///   - ends: the values of both cases over the span, where they are known.
  ///   - run: the values of a case over the span.
  public init(
    _ first: Trial, _ second: Trial, over span: Span, ends: (first: PathValues, second: PathValues)? = nil,
    run: (Trial) throws -> PathValues
  ) throws {
    let blocks = ComparisonBlock.differing(first, second)
    self.blocks = blocks
    self.span = span
    isShared = blocks.count <= ComparisonExplained.mostShared
    let all = (1 << blocks.count) - 1
    let singles = blocks.indices.map { 1 << $0 }
    let masks = isShared ? Array(0...all) : [0, all] + singles + singles.map { all ^ $0 }
    var results: [Int: PathValues] = [:]
    results[0] = ends?.first
    results[all] = ends?.second
    for mask in masks where results[mask] == nil {
      let taken = blocks.indices.filter { mask & (1 << $0) != 0 }.map { blocks[$0] }
      results[mask] = try run(mask == all ? second : first.taking(Set(taken), from: second))
    }
    rows = ComparisonExplained.rows(blocks, results, isShared)
  }

  private static func rows(
    _ blocks: [ComparisonBlock], _ results: [Int: PathValues], _ isShared: Bool
  ) -> [Row] {
    guard let base = results[0] else { return [] }
    return base.series.indices.flatMap { row in
      let values = results.compactMapValues { result -> [Double]? in
        let declared = base.series[row].declaration
        return result.row(declared.variable, region: declared.region).map {
          CarriedValues(result.values[$0][0], result.controls).all
        }
      }
      return parts(base.series[row], blocks, values, isShared, paths: base.paths)
    }
  }

  private static func parts(
    _ series: Series, _ blocks: [ComparisonBlock], _ values: [Int: [Double]], _ isShared: Bool, paths: Int
  ) -> [Row] {
    let all = (1 << blocks.count) - 1
    guard let none = values[0], let both = values[all] else { return [] }
    func less(_ left: [Double], _ right: [Double]) -> [Double] { zip(left, right).map { $0 - $1 } }
    let first = blocks.indices.map { less(values[1 << $0] ?? none, none) }
    let last = blocks.indices.map { less(both, values[all ^ (1 << $0)] ?? both) }
    let shares = isShared ? Shapley((0...all).map { values[$0] ?? none }).shares : first
    let total = less(both, none)
    let rest = shares.reduce(total) { less($0, $1) }
    func statistics(_ all: [Double]) -> PathStatistics {
      PathStatistics(CarriedValues(all: all, paths: paths))
    }
    let rows = blocks.indices.map { index in
      Row(
        series: series, block: blocks[index].description, part: statistics(shares[index]),
        firstIn: first[index][paths], lastIn: last[index][paths])
    }
    let ends = [("interaction", rest), ("total", total)]
    return rows
      + ends.map { Row(series: series, block: $0, part: statistics($1), firstIn: nil, lastIn: nil) }
  }
}
