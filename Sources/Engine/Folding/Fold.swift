internal import Kernels

/// What is reported of a distribution besides its mean.
struct Levels: Sendable {
  let quantiles: [Double]
  let shortfalls: [Shortfall]

  init(_ settings: Settings) {
    quantiles = settings.levels
    shortfalls = settings.shortfalls.map { Shortfall(level: $0 / 100) }
  }
}

/// Chunks of paths folded into the statistics of each series, in path order.
final class Fold {
  private let rows: [SeriesFold]
  private var controls: Controls

  init(series: [Series], layout: SlotLayout, controls: Int, levels: Levels, exact: Bool) {
    self.controls = Controls(number: controls)
    rows = series.enumerated().map {
      SeriesFold(row: $0, series: $1, layout: layout, levels: levels, exact: exact)
    }
  }

  func add(_ values: Kept, paths: Range<Int>, threads: Int) throws {
    controls.add(values, paths)
    let rows = rows, controls = controls
    let spans = (0..<max(1, threads)).map { _ in SpanColumns(values.layout.spans, paths: paths.count) }
    try forEachBlock(count: rows.count, threads: threads) { row, worker in
      try rows[row].add(values, paths, controls, spans[worker])
    }
  }

  var statistics: [[Statistics]] { rows.map { $0.statistics(controls) } }
}

/// The fold of one series; only one thread at a time touches it.
private final class SeriesFold: @unchecked Sendable {
  private let row: Int
  private let series: Series
  private let layout: SlotLayout
  private let levels: Levels
  private let exact: Bool
  private var first: [Statistics] = []
  private var counts: [SlotCounts] = []
  /// `[slot]`: sums of products with the controls.
  private var crosses: [[Double]] = []
  /// So many paths of a month are read and gathered while they are in the first cache.
  private static let piece = 1024

  init(row: Int, series: Series, layout: SlotLayout, levels: Levels, exact: Bool) {
    self.row = row
    self.series = series
    self.layout = layout
    self.levels = levels
    self.exact = exact
  }

  func add(_ values: Kept, _ paths: Range<Int>, _ controls: Controls, _ spans: SpanColumns) throws {
    let controls = controls.columns(values, paths), months = layout.period.count
    let tally = Tally(most: exact ? paths.count : 0, levels: levels.quantiles, shortfalls: levels.shortfalls)
    for month in 0..<months {
      let column = values.values(series: row, month: month, paths: paths)
      var part = PartialReading(controls: controls.count)
      for first in stride(from: 0, to: paths.count, by: SeriesFold.piece) {
        let piece = first..<min(first + SeriesFold.piece, paths.count)
        part.read(column, controls, piece)
        spans.gather(month: month, ofSeries: row, values, from: paths.lowerBound, piece)
      }
      let reading = part.finished(column, controls)
      try check(month, column, reading)
      take(month, column, reading, tally)
    }
    for span in 0..<layout.slots - months {
      let column = spans.values(span)
      take(months + span, column, Reading(column, controls), tally)
    }
  }

  private func take(
    _ slot: Int, _ column: UnsafeBufferPointer<Double>, _ reading: Reading, _ tally: Tally
  ) {
    if slot == crosses.count { crosses.append(reading.cross.map { _ in 0 }) }
    crosses[slot] = zip(crosses[slot], reading.cross).map(+)
    guard !exact else { return first.append(tally.statistics(column, reading)) }
    if slot == counts.count {
      counts.append(SlotCounts(pilot: column, levels: levels.quantiles, shortfalls: levels.shortfalls))
    }
    counts[slot].add(column, reading)
  }

  private func check(_ month: Int, _ column: UnsafeBufferPointer<Double>, _ reading: Reading) throws {
    guard !reading.isFinite, let path = column.firstIndex(where: { !$0.isFinite }) else { return }
    throw NotFinite(
      variable: series.declaration.variable, region: series.declaration.region,
      month: layout.period.month(month), path: path, value: column[path])
  }

  /// The statistics of each slot, their means moved by what the controls explain.
  func statistics(_ controls: Controls) -> [Statistics] {
    let found = exact ? first : counts.map(\.statistics)
    return zip(found, crosses).map { plain, cross in
      let corrected = controls.correct(mean: plain.mean, replicates: plain.replicateMeans, cross: cross)
      var result = plain
      result.mean = corrected.mean
      result.replicateMeans = corrected.replicates
      result.meanError = standardError(corrected.replicates)
      return result
    }
  }
}

/// A series took a value that is no number: a fault of the model, told instead of counted.
public struct NotFinite: Error, CustomStringConvertible {
  /// The series.
  public let variable: String
  /// Its region.
  public let region: String
  /// The month in which it isn't one.
  public let month: Month
  /// The number of the path in the run.
  public let path: Int
  /// NaN or an infinity.
  public let value: Double
  /// The section of the mechanism that computes it; empty where the block wasn't computed once more.
  public var mechanism = ""
  /// The parameters that the scenario set, each with its value on the path.
  public var parameters: [String] = []

  /// One sentence with mechanism, series, month, path and parameters.
  public var description: String {
    let name = mechanism.isEmpty ? "" : "\(mechanism): "
    let set = parameters.isEmpty ? "" : " with \(parameters.joined(separator: ", "))"
    return "\(name)\(variable) (\(region)) is \(value) in \(month) on path \(path)\(set); "
      + "this is a fault of the model"
  }

  /// The same where the paths are counted from another one.
  func counted(from first: Int) -> NotFinite {
    NotFinite(
      variable: variable, region: region, month: month, path: path + first, value: value,
      mechanism: mechanism, parameters: parameters)
  }
}
