internal import Engine
internal import Foundation
internal import Kernels

/// What a run of the reference workload found, and how long it took.
public struct Outcome: Sendable {
  public var seconds = 0.0
  /// Time on processors, which others' work on the machine doesn't lengthen.
  public var processorSeconds = 0.0
  /// Nanoseconds of each phase, summed over threads.
  public var phases: [(name: String, nanoseconds: Double)] = []
  public var outages = 0
  /// Mean throughput of the fleet in Mb/d.
  public var throughput = 0.0
  /// Mean revenue of the twelfth month and its standard error.
  public var revenue = 0.0
  public var revenueError = 0.0
  /// Five quantiles of revenue for each month.
  public var quantiles: [[Double]] = []
}

/// The reference workload on the engine's own random numbers, matrix products, elementary functions and quantiles.
public struct Workload: Sendable {
  let parameters: Parameters

  public init(_ parameters: Parameters) {
    self.parameters = parameters
    singleThreadedBLAS()
  }

  public func run(seed: UInt64, threads: Int, isTimed: Bool = false) throws -> Outcome {
    let begin = DispatchTime.now().uptimeNanoseconds
    let beginOfWork = clock()
    let blocks = (Shape.paths + blockWidth - 1) / blockWidth
    let revenue = ColumnStore(columns: Shape.months * blocks)
    let workers = (0..<threads).map { _ in BlockOfPaths(parameters, seed: seed, isTimed: isTimed) }
    try forEachBlock(count: blocks, threads: threads) { block, worker in
      workers[worker].run(block: block) { month in revenue[month * blocks + block] }
    }
    let tallyBegin = DispatchTime.now().uptimeNanoseconds
    let table = Results(count: Shape.months)
    try forEachBlock(count: Shape.months, threads: threads) { month, _ in
      revenue.withValues(from: month * blocks, count: Shape.paths) {
        table.set(month, exactQuantiles(of: $0))
      }
    }
    let end = DispatchTime.now().uptimeNanoseconds
    var outcome = Outcome()
    outcome.seconds = Double(end - begin) * 1e-9
    outcome.processorSeconds = Double(clock() - beginOfWork) / Double(CLOCKS_PER_SEC)
    outcome.phases = Phase.allCases.map { phase in
      ("\(phase)", workers.reduce(0) { $0 + $1.nanoseconds[phase.rawValue] })
    }
    outcome.phases.append(("quantiles", Double(end - tallyBegin)))
    outcome.outages = workers.reduce(0) { $0 + $1.outages }
    outcome.throughput = workers.reduce(0) { $0 + $1.throughput } / Double(Shape.paths * Shape.months)
    outcome.quantiles = table.rows
    revenue.withValues(from: 11 * blocks, count: Shape.paths) { values in
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      outcome.revenue = mean
      outcome.revenueError = (squares / Double(values.count - 1) / Double(values.count)).squareRoot()
    }
    return outcome
  }
}

/// Rows that threads fill, each its own.
private final class Results: @unchecked Sendable {
  private let base: UnsafeMutablePointer<[Double]>
  private let count: Int

  init(count: Int) {
    self.count = count
    base = .allocate(capacity: count)
    base.initialize(repeating: [], count: count)
  }

  deinit {
    base.deinitialize(count: count)
    base.deallocate()
  }

  func set(_ row: Int, _ values: [Double]) { base[row] = values }

  var rows: [[Double]] { (0..<count).map { base[$0] } }
}
