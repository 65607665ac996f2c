import Engine
import Kernels
import Sampling
import Testing

/// Many series of different shapes, so that a run has more values than it keeps.
private struct Shapes: Mechanism {
  static let section = "shapes"
  static let summary = "Series of many shapes."
  static let count = 60
  let noise: Shock
  let series: [Output]

  init(_ declare: Declarations) {
    noise = declare.shock("noise")
    series = (0..<Shapes.count).map {
      declare.output("series_\($0)", .share, .mean, "A series.", headline: true)
    }
  }

  func step(_ paths: Paths) {
    let normal = paths[series[0]]
    paths.normals(noise, into: normal)
    for (row, output) in series.enumerated().dropFirst() {
      let column = paths[output]
      switch row % 5 {
      case 0: for path in paths.indices { column[path] = normal[path] + Double(row) }
      case 1: for path in paths.indices { column[path] = exponential(2 * normal[path]) }
      case 2: for path in paths.indices { column[path] = 1e6 + normal[path] }
      case 3: for path in paths.indices { column[path] = max(normal[path], 0) }
      default: column.fill(5)
      }
    }
  }
}

/// Keeps the values of some months of the series of different shapes.
private final class Some: @unchecked Sendable {
  var values = [[Double]](repeating: [], count: 6)

  func add(_ chunk: Chunk) {
    for row in values.indices {
      for path in 0..<chunk.count { values[row].append(chunk.value(series: row, month: 1, path: path)) }
    }
  }
}

@Suite struct CountsTests {
  /// 60 series × 5 slots × 340,000 paths are 102 million values.
  @Test func quantilesOfARunTooLargeToKeepAreCloseToTheExactOnes() throws {
    let model = try Model(
      [Shapes.self], register: [], seeds: SeedTables(tables: [:]), start: Month(year: 2025, month: 1))
    let settings = tinySettings(months: 3, paths: 340_000)
    let some = Some()
    var options = RunOptions()
    options.threads = 2
    options.onChunk = { some.add($0) }
    let results = try Simulation(model: model, settings: settings).run(options)
    #expect(!results.hasExactQuantiles)
    for row in some.values.indices {
      let sorted = some.values[row].sorted()
      let exact = quantileLevels.map { sorted[Int($0 * Double(sorted.count - 1))] }
      let found = results.monthly[row][1]
      for (left, right) in zip(found.quantiles, exact) {
        let allowed = 0.001 * max(abs(right), exact[4] - exact[0])
        #expect(abs(left - right) <= allowed, "series \(row): \(left) for \(right)")
      }
      let mean = sorted.reduce(0, +) / Double(sorted.count)
      #expect(abs(found.mean - mean) < 1e-9 * max(1, abs(mean)))
    }
  }
}
