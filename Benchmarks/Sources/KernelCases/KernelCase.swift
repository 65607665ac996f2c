internal import Engine
internal import Kernels
internal import ReferenceWorkload
internal import Sampling

/// One kernel of the engine, ready to be called, with what a call has to do at the least.
public struct KernelCase {
  public let name: String
  /// Numbers that a call makes.
  public let elements: Int
  public let limit: Limit
  /// Bytes, floating-point operations or words of a call, as the limit counts.
  public let work: Double
  /// What owns the columns that the body works on.
  let memory: AnyObject
  public let body: () -> Void

  /// All kernels.
  public static func all() throws -> [KernelCase] {
    sampling() + elementary() + (try dependence()) + fleet() + tally()
  }

  private static func sampling() -> [KernelCase] {
    let stream = Stream(seed: 1, name: "benchmark")
    let brick = ColumnStore(columns: 2)
    let (first, second) = (brick[0], brick[1])
    let sobol = Design(.sobol, seed: 1, paths: 1 << 16)
    return [
      KernelCase(name: "Philox uniforms, pair", elements: 512, limit: .generator, work: 1024, memory: brick) {
        stream.uniformPair(entity: 1, firstPath: 0, month: 1, draw: 0, into: first, second)
      },
      KernelCase(name: "Philox uniforms, single", elements: 256, limit: .generator, work: 1024, memory: brick)
      {
        stream.uniforms(entity: 1, firstPath: 0, month: 1, draw: 0, into: first)
      },
      KernelCase(name: "Philox normals, pair", elements: 512, limit: .generator, work: 1024, memory: brick) {
        stream.normalPair(entity: 1, firstPath: 0, month: 1, draw: 0, into: first, second)
      },
      KernelCase(name: "Sobol, scrambled", elements: 256, limit: .generator, work: 512, memory: brick) {
        sobol.uniforms(dimension: 5, firstPath: 4096, into: first)
      },
    ]
  }

  private static func elementary() -> [KernelCase] {
    let brick = ColumnStore(columns: 2)
    let (source, target) = (brick[0], brick[1])
    for path in source.indices { source[path] = (Double(path) + 0.5) / 256 }
    /// Operations of one element: additions, multiplications, divisions and roots.
    func formula(_ name: String, operations: Int, _ body: @escaping () -> Void) -> KernelCase {
      KernelCase(
        name: name, elements: 256, limit: .unfused, work: Double(256 * operations), memory: brick, body: body)
    }
    return [
      formula("exp", operations: 25) {
        for path in source.indices { target[path] = exponential(source[path]) }
      },
      formula("log", operations: 30) {
        for path in source.indices { target[path] = logarithm(source[path]) }
      },
      formula("normal quantile", operations: 32) {
        target.assign(source)
        replaceByNormalQuantiles(target)
      },
      formula("normal distribution function", operations: 72) {
        for path in source.indices { target[path] = normalCumulative(source[path]) }
      },
    ]
  }

  private static func dependence() throws -> [KernelCase] {
    let count = 8
    let copula = try GaussianCopula(
      (0..<count).map { row in (0..<count).map { $0 == row ? 1 : 0.3 } })
    let brick = ColumnStore(columns: 2 * count)
    let stream = Stream(seed: 1, name: "benchmark")
    let (normals, result) = (brick.matrix(0..<count), brick.matrix(count..<2 * count))
    for row in 0..<count {
      stream.normals(entity: UInt32(row), firstPath: 0, month: 0, draw: 0, into: normals[row])
    }
    return [
      KernelCase(
        name: "correlation of 8 factors", elements: count * 256, limit: .copy, work: Double(16 * count * 256),
        memory: brick
      ) { copula.correlate(normals: normals, into: result) }
    ]
  }

  private static func fleet() -> [KernelCase] {
    let (plants, products) = (35, 6)
    let brick = ColumnStore(columns: plants + products)
    for plant in 0..<plants { brick[plant].fill(0.5) }
    let weights = Weights(
      values: (0..<plants * products).map { Double($0 % 9) / 8 }, rows: products, columns: plants)
    let (running, made) = (brick.matrix(0..<plants), brick.matrix(plants..<plants + products))
    let outages = OutageKernels()
    return [
      KernelCase(
        name: "fleet aggregation, 35 plants", elements: products * 256, limit: .product,
        work: Double(2 * plants * products * 256), memory: brick
      ) { multiply(weights, running, into: made) },
      // Words of the pair; start and end of each.
      KernelCase(name: "outages: draws", elements: 256, limit: .generator, work: 1024, memory: outages) {
        outages.draw()
      },
      // Three months of a row of 64 bytes and a share of 8, read and written.
      KernelCase(
        name: "outages: bookkeeping", elements: 256, limit: .copy, work: 256 * 3 * 144, memory: outages
      ) {
        outages.book()
      },
    ]
  }

  private static func tally() -> [KernelCase] {
    let stream = Stream(seed: 1, name: "benchmark")
    let brick = ColumnStore(columns: 40)
    for block in 0..<40 {
      stream.normals(entity: 0, firstPath: UInt32(256 * block), month: 0, draw: 0, into: brick[block])
    }
    let counts = Counts()
    return [
      KernelCase(
        name: "five exact quantiles", elements: 10_240, limit: .copy, work: 8 * 10_240, memory: brick
      ) {
        counts.last = brick.withValues(from: 0, count: 10_240) { exactQuantiles(of: $0) }
      }
    ]
  }
}

/// Keeps a result from being thought useless.
private final class Counts {
  var last: [Double] = []
}
