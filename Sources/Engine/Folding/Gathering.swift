internal import Kernels

/// The values of a run as it goes: all kept while they are few, else counted in bins, a chunk after the other.
///
/// A run that grew to a number of paths has gathered the same as one that was told the number.
final class Gathering {
  static let chunkPaths = 8192

  /// Some paths that are to be computed next, and where their values go.
  struct Piece {
    let paths: Range<Int>
    let place: Int
    var values: Range<Int> { place..<place + paths.count }
  }

  private(set) var kept: Kept
  private let series: [Series]
  /// Of all series that are kept: those that are folded, and others behind them.
  private let rules: [SpanRule]
  private let layout: SlotLayout
  private let levels: Levels
  private let options: RunOptions
  /// So many paths are few enough for exact quantiles.
  private let mostExact: Int
  private var counts: Fold?

  init(
    series: [Series], rules: [SpanRule], layout: SlotLayout, controls: Int, levels: Levels,
    options: RunOptions
  ) {
    self.series = series
    self.rules = rules
    self.layout = layout
    self.levels = levels
    self.options = options
    kept = Kept(rules: rules, layout: layout, controls: controls, capacity: 0)
    mostExact = options.mostKeptValues / max(1, rules.count * layout.slots)
  }

  /// Makes room for a run of so many paths, the first `done` of which are here.
  func prepare(for goal: Int, done: Int) throws {
    guard counts == nil else { return }
    if goal <= max(mostExact, Gathering.chunkPaths) {
      kept = kept.grown(to: (goal + blockWidth - 1) / blockWidth * blockWidth, keeping: done)
    } else {
      counts = Fold(series: series, layout: layout, controls: kept.controls, levels: levels, exact: false)
      for piece in pieces(from: 0, to: done) { try count(piece.paths, at: piece.paths.lowerBound) }
      kept = Kept(
        rules: rules, layout: layout, controls: kept.controls, capacity: Gathering.chunkPaths)
    }
    try kept.populate(threads: options.threads)
  }

  /// The pieces in which paths are to be computed.
  func pieces(from done: Int, to goal: Int) -> [Piece] {
    guard counts != nil else { return [Piece(paths: done..<goal, place: done)] }
    return stride(from: done, to: goal, by: Gathering.chunkPaths).map {
      Piece(paths: $0..<min($0 + Gathering.chunkPaths, goal), place: 0)
    }
  }

  /// Takes a piece whose values have been computed.
  func take(_ piece: Piece) throws {
    if counts != nil { try count(piece.paths, at: piece.place) }
  }

  /// The statistics of so many paths, and whether their quantiles are exact.
  func finish(paths: Int) throws -> (statistics: [[Statistics]], isExact: Bool) {
    if let counts { return (counts.statistics, false) }
    let isExact = paths <= mostExact
    let fold = Fold(series: series, layout: layout, controls: kept.controls, levels: levels, exact: isExact)
    try add(0..<paths, at: 0, to: fold)
    return (fold.statistics, isExact)
  }

  private func count(_ paths: Range<Int>, at place: Int) throws {
    guard let counts else { return }
    try add(paths, at: place, to: counts)
  }

  private func add(_ paths: Range<Int>, at place: Int, to fold: Fold) throws {
    var laps = Laps(count: 1, isOn: options.profile != nil)
    laps.start()
    do {
      try fold.add(kept, paths: place..<place + paths.count, threads: options.threads)
    } catch let error as NotFinite {
      throw error.counted(from: paths.lowerBound)
    }
    laps.lap(0)
    options.profile?.add("statistics (all threads)", seconds: Double(laps.nanoseconds[0]) * 1e-9)
    try options.onChunk?(
      Chunk(values: kept, offset: place, firstPath: paths.lowerBound, count: paths.count))
  }
}
