internal import Kernels
internal import Sampling

/// The outage kernels of the workload on their own, for measuring.
public final class OutageKernels {
  private let stream = Sampling.Stream(seed: 1, name: "outages")
  private let ledger = LossLedger(plants: 35)
  private let batch = OutageBatch()
  private let severity = ColumnStore(columns: 1)
  private var addresses = Addresses(capacity: blockWidth)

  public init() {
    for path in 0..<8 {
      for plant in 0..<32 { addresses.append(entity: plant, path: UInt32(path), draws: 1) }
    }
    severity[0].fill(0.5)
    draw()
  }

  /// Start, end and months of 256 outages.
  public func draw() {
    let (start, end) = (batch.start, batch.end)
    stream.uniformPair(at: addresses, batch: 0, month: 0, into: start, end)
    replaceByNormalQuantiles(end)
    let horizon = Double(Shape.months)
    for event in start.indices {
      let begun = horizon * start[event]
      let over = begun + exponential(0.6 * end[event])
      start[event] = begun
      end[event] = over < horizon ? over : horizon
    }
    batch.spread(severity[0])
  }

  /// Deposits them.
  public func book() {
    ledger.begin(0..<8)
    ledger.add(addresses, index: 0, batch)
  }
}
