internal import Foundation
internal import Kernels
internal import Sampling

/// What bounds a kernel on this machine.
public enum Limit: String, Sendable {
  /// Bytes read and written by a copy of arrays larger than the caches.
  case copy = "copy"
  /// Floating-point operations of a large product of matrices.
  case product = "large dgemm"
  /// The same without fusing a multiplication with an addition, which our kernels renounce for equal bits everywhere.
  case unfused = "half a large dgemm"
  /// 32-bit words of Philox, neither converted nor stored.
  case generator = "bare Philox"

  /// The unit of `rate`: billions of it a second.
  public var unit: String {
    switch self {
    case .copy: "GB/s"
    case .product, .unfused: "GFLOP/s"
    case .generator: "Gwords/s"
    }
  }
}

/// What the machine can do: bytes, operations and words a nanosecond, measured in the same run as the kernels.
public struct Machine: Sendable {
  private let rates: [Limit: Double]

  /// Measures the three limits.
  public init() {
    singleThreadedBLAS()
    let product = Machine.product()
    rates = [
      .copy: Machine.copy(), .product: product, .unfused: product / 2, .generator: Machine.generator(),
    ]
  }

  public func rate(_ limit: Limit) -> Double { rates[limit] ?? .nan }

  private static func copy() -> Double {
    let count = 8 << 20
    let source = UnsafeMutablePointer<Double>.allocate(capacity: count)
    let target = UnsafeMutablePointer<Double>.allocate(capacity: count)
    source.initialize(repeating: 1, count: count)
    target.initialize(repeating: 0, count: count)
    defer {
      source.deallocate()
      target.deallocate()
    }
    return Double(16 * count) / nanoseconds { target.update(from: source, count: count) }
  }

  private static func product() -> Double {
    let size = 1024
    let weights = Weights(
      values: (0..<size * size).map { Double($0 % 7) - 3 }, rows: size, columns: size)
    let columns = ColumnStore(columns: 2 * size)
    for row in 0..<size { columns[row].fill(Double(row % 5)) }
    let time = nanoseconds {
      multiply(weights, columns.matrix(0..<size), into: columns.matrix(size..<2 * size))
    }
    return Double(2 * size * size * blockWidth) / time
  }

  private static func generator() -> Double {
    let key = SIMD2<UInt32>(1, 2)
    var all: UInt64 = 0
    let time = nanoseconds {
      var sum: UInt64 = 0
      for path in 0..<4096 as Range<UInt32> {
        let bits = philoxLanes(path, 1, 2, 3, key)
        sum ^= bits.high ^ bits.low
      }
      all ^= sum
    }
    precondition(all != 1, "the words are used")
    return 4 * 4096 / time
  }
}

/// The median time of a call, in nanoseconds of processor time.
public func nanoseconds(_ body: () -> Void) -> Double {
  var calls = 1
  var took = time(calls, body)
  while took < 2e6 {
    calls *= 2
    took = time(calls, body)
  }
  return (0..<15).map { _ in time(calls, body) / Double(calls) }.sorted()[7]
}

private func time(_ calls: Int, _ body: () -> Void) -> Double {
  let begin = threadNanoseconds()
  for _ in 0..<calls { body() }
  return threadNanoseconds() - begin
}

/// The thread's own time, which others' work on the machine lengthens least.
private func threadNanoseconds() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
  return Double(now.tv_sec) * 1e9 + Double(now.tv_nsec)
}
