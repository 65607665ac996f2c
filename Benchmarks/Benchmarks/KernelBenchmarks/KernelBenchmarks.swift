internal import Benchmark
internal import KernelCases

/// The kernels of `kernel-table` in the benchmark library's own form: its statistics, baselines and comparisons.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .instructions, .mallocCountTotal], scalingFactor: .kilo, maxDuration: .seconds(1))
  guard let names = try? KernelCase.all().map(\.name) else { return }
  for (index, name) in names.enumerated() {
    Benchmark(name) { benchmark in
      let kernel = try KernelCase.all()[index]
      benchmark.startMeasurement()
      for _ in benchmark.scaledIterations { kernel.body() }
      benchmark.stopMeasurement()
    }
  }
}
