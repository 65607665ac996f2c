internal import Sampling

/// A mean over paths, and those of the design's replicates, from whose scatter its error follows.
public struct ControlledMean: Sendable, Equatable {
  /// The mean over paths, what the controls explain removed.
  public let mean: Double
  /// The same for each of the 16 replicates.
  public let replicates: [Double]

  /// A mean with those of its replicates.
  public init(mean: Double, replicates: [Double]) {
    self.mean = mean
    self.replicates = replicates
  }

  /// The mean's standard error.
  public var error: Double { standardError(replicates) }
}

/// The control variates of a finished run, for means of anything computed from its paths' values: the same correction
/// as that of the run's own means, so that studies show the same means as runs.
public struct ControlVariates: Sendable {
  private let columns: [[Double]]
  private let controls: Controls

  /// - Parameter columns: the values of each control on every path, see `Chunk.controls`.
  public init(_ columns: [[Double]]) {
    self.columns = columns
    var controls = Controls(number: columns.count)
    ControlVariates.withBuffers(columns) { controls.add($0) }
    self.controls = controls
  }

  /// The mean of a number of every path, less what the controls' chance means explain of it.
  public func mean(of values: [Double]) -> ControlledMean {
    let (plain, replicates) = values.withUnsafeBufferPointer { buffer in
      let sums = Reading(buffer).sums, used = min(designReplicates, values.count)
      return (
        sums.reduce(0, +) / Double(values.count),
        (0..<used).map { sums[$0] / Double(Tally.size(of: $0, in: values.count)) }
      )
    }
    guard columns.first?.count == values.count else {
      return ControlledMean(mean: plain, replicates: replicates)
    }
    let cross = values.withUnsafeBufferPointer { buffer in
      columns.map { column in column.withUnsafeBufferPointer { Controls.product($0, buffer) } }
    }
    let found = controls.correct(mean: plain, replicates: replicates, cross: cross)
    return ControlledMean(mean: found.mean, replicates: found.replicates)
  }

  private static func withBuffers(_ columns: [[Double]], _ body: ([UnsafeBufferPointer<Double>]) -> Void) {
    func open(_ rest: ArraySlice<[Double]>, _ done: [UnsafeBufferPointer<Double>]) {
      guard let next = rest.first else { return body(done) }
      next.withUnsafeBufferPointer { open(rest.dropFirst(), done + [$0]) }
    }
    open(columns[...], [])
  }
}

extension Chunk {
  /// How many control variates each path has.
  public var controls: Int { values.controls }

  /// A control variate on the chunk's paths.
  public func control(_ number: Int) -> [Double] {
    Array(values.control(number, paths: offset..<offset + count))
  }
}
