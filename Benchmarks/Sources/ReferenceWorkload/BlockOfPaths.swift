internal import Foundation
internal import Kernels
internal import Sampling

/// The parts of a block's work that are timed.
enum Phase: Int, CaseIterable { case prices, counting, drawing, losing, earning }

/// One thread's memory and its work on 256 paths.
final class BlockOfPaths: @unchecked Sendable {
  private let parameters: Parameters
  private let isTimed: Bool
  private let factorStream, countStream, outageStream: Sampling.Stream
  private let shocks, loadings: Weights
  private let scale: [Double]
  private let counters: [PoissonCounts]
  /// Mean and spread of log repair, severity.
  private let plants: UnsafeMutablePointer<SIMD4<Double>>

  /// `[month][product]`: revenue of 1 Mb/d of a product for a month.
  private let prices = ColumnStore(columns: Shape.months * Shape.products)
  private let normals = ColumnStore(columns: Shape.factors)
  private let steps = ColumnStore(columns: Shape.factors)
  private let state = ColumnStore(columns: Shape.factors)
  private let uniforms = ColumnStore(columns: 2)
  /// The refineries' numbers, event by event.
  private let repair = ColumnStore(columns: 3)
  private let batch = OutageBatch()
  private let counts: UnsafeMutablePointer<UInt8>
  private var addresses = Addresses(capacity: BlockOfPaths.mostBatches * blockWidth)
  private let losses: LossLedger

  private(set) var outages = 0
  /// Summed over paths and months.
  private(set) var throughput = 0.0
  private(set) var nanoseconds = [Double](repeating: 0, count: Phase.allCases.count)

  init(_ parameters: Parameters, seed: UInt64, isTimed: Bool) {
    self.isTimed = isTimed
    self.parameters = parameters
    factorStream = Stream(seed: seed, name: "factors")
    countStream = Stream(seed: seed, name: "counts")
    outageStream = Stream(seed: seed, name: "outages")
    shocks = Weights(values: parameters.shocks, rows: Shape.factors, columns: Shape.factors)
    var turned = Weights(rows: Shape.products, columns: Shape.factors)
    for product in 0..<Shape.products {
      for factor in 0..<Shape.factors {
        turned[product, factor] = parameters.loadings[factor * Shape.products + product]
      }
    }
    loadings = turned
    scale = parameters.levels.map { $0 * Shape.days }
    counters = parameters.outagesPerYear.map { PoissonCounts(mean: $0 * Double(Shape.months) / 12) }
    counts = .allocate(capacity: blockWidth * Shape.refineries)
    plants = .allocate(capacity: Shape.refineries)
    for refinery in 0..<Shape.refineries {
      let mean = parameters.logRepair[refinery], spread = parameters.repairSpread[refinery]
      (plants + refinery).initialize(to: SIMD4(mean, spread, parameters.severity[refinery], 0))
    }
    losses = LossLedger(parameters)
  }

  /// Paths whose outages are dealt with together, few enough for the fastest memory.
  private static let stripe = 32
  private static let mostBatches = 32

  deinit {
    counts.deallocate()
    plants.deallocate()
  }

  func run(block: Int, revenue: (Int) -> Column) {
    let firstPath = block * blockWidth
    let used = min(blockWidth, Shape.paths - firstPath)
    timed(.prices) { drawPrices(UInt32(firstPath)) }
    timed(.counting) { countOutages(UInt32(firstPath)) }
    for first in stride(from: 0, to: blockWidth, by: BlockOfPaths.stripe) {
      let paths = first..<first + BlockOfPaths.stripe
      timed(.counting) { listOutages(paths, UInt32(firstPath)) }
      losses.begin(paths)
      for index in 0..<addresses.batches {
        timed(.drawing) { drawOutages(index) }
        timed(.losing) { losses.add(addresses, index: index, batch) }
      }
      timed(.earning) {
        for month in 0..<Shape.months { settle(month, paths, into: revenue(month), used: used) }
      }
    }
    outages += (0..<used * Shape.refineries).reduce(0) { $0 + Int(counts[$1]) }
  }

  private func timed(_ phase: Phase, _ body: () -> Void) {
    guard isTimed else { return body() }
    let begin = DispatchTime.now().uptimeNanoseconds
    body()
    nanoseconds[phase.rawValue] += Double(DispatchTime.now().uptimeNanoseconds - begin)
  }

  /// x ← φ x + L z, and the prices e^(Bᵀ x).
  private func drawPrices(_ firstPath: UInt32) {
    state.zero()
    let half = Shape.factors / 2
    let factors = 0..<Shape.factors
    for month in 0..<Shape.months {
      for pair in 0..<half {
        factorStream.normalPair(
          entity: UInt32(pair), firstPath: firstPath, month: UInt32(month), draw: 0,
          into: normals[pair], normals[pair + half])
      }
      multiply(shocks, normals.matrix(factors), into: steps.matrix(factors))
      for factor in factors {
        let (x, step, keep) = (state[factor], steps[factor], parameters.persistence[factor])
        for path in x.indices { x[path] = keep * x[path] + step[path] }
      }
      let first = month * Shape.products
      multiply(loadings, state.matrix(factors), into: prices.matrix(first..<first + Shape.products))
      for product in 0..<Shape.products {
        let (price, scale) = (prices[first + product], scale[product])
        for path in price.indices { price[path] = scale * exponential(price[path]) }
      }
    }
  }

  private func countOutages(_ firstPath: UInt32) {
    for refinery in stride(from: 0, to: Shape.refineries, by: 2) {
      countStream.uniformPair(
        entity: UInt32(refinery), firstPath: firstPath, month: 0, draw: 0, into: uniforms[0], uniforms[1])
      for turn in 0..<min(2, Shape.refineries - refinery) {
        counters[refinery + turn].fill(
          uniforms[turn], into: counts + refinery + turn, stride: Shape.refineries)
      }
    }
  }

  /// Lists the outages of a stripe of paths, path after path.
  private func listOutages(_ paths: Range<Int>, _ firstPath: UInt32) {
    addresses.removeAll()
    for path in paths {
      for refinery in 0..<Shape.refineries {
        addresses.append(
          entity: refinery, path: firstPath + UInt32(path),
          draws: Int(counts[path * Shape.refineries + refinery]))
      }
    }
  }

  /// The 256 outages of a batch: when they start and end, and what share of the plant the first months lose.
  private func drawOutages(_ index: Int) {
    let (start, end) = (batch.start, batch.end)
    outageStream.uniformPair(at: addresses, batch: index, month: 0, into: start, end)
    replaceByNormalQuantiles(end)
    let (mean, spread, severity) = (repair[0], repair[1], repair[2])
    for event in 0..<blockWidth {
      let plant = plants[addresses.entity(index * blockWidth + event)]
      mean[event] = plant.x
      spread[event] = plant.y
      severity[event] = plant.z
    }
    let horizon = Double(Shape.months)
    for event in 0..<blockWidth {
      let begun = horizon * start[event]
      let over = begun + exponential(mean[event] + spread[event] * end[event])
      start[event] = begun
      end[event] = over < horizon ? over : horizon
    }
    batch.spread(severity)
  }

  /// Revenue of a month on a stripe of paths.
  private func settle(_ month: Int, _ paths: Range<Int>, into revenue: Column, used: Int) {
    let first = month * Shape.products
    let (a, b, c) = (prices[first], prices[first + 1], prices[first + 2])
    let (d, e, f) = (prices[first + 3], prices[first + 4], prices[first + 5])
    var sum = 0.0
    for path in paths {
      let row = losses.left(path: path, month: month)
      let early = row[0] * a[path] + row[1] * b[path] + row[2] * c[path]
      let late = row[3] * d[path] + row[4] * e[path] + row[5] * f[path]
      revenue[path] = early + late
      sum += path < used ? row[LossLedger.throughput] : 0
    }
    throughput += sum
  }
}
