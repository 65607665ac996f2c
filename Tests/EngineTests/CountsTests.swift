import Engine
import Kernels
import Sampling
import Testing

/// Series of different shapes.
private struct Shapes: Mechanism {
  static let section = "shapes"
  static let summary = "Series of many shapes."
  static let count = 10
  let noise: Shock
  let series: [Output]

  init(_ declare: Declarations) {
    noise = declare.shock("noise")
    series = (0..<Shapes.count).map {
      declare.output("series_\($0)", .share, .mean, "A series.", headline: true)
    }
  }

  func step(_ paths: MonthView) {
    let normal = paths[series[0]]
    paths.normals(noise, into: normal)
    for (row, output) in series.enumerated().dropFirst() {
      let column = paths[output]
      switch row % 9 {
      case 0: for path in paths.indices { column[path] = normal[path] + Double(row) }
      case 1: for path in paths.indices { column[path] = exponential(2 * normal[path]) }
      case 2: for path in paths.indices { column[path] = 1e6 + normal[path] }
      case 3: for path in paths.indices { column[path] = max(normal[path], 0) }
      // A fund that one path in twelve has emptied; a cost that few have; a whole number; two modes far apart.
      case 4: for path in paths.indices { column[path] = max(normal[path] + 1.4, 0) }
      case 5: for path in paths.indices { column[path] = max(normal[path] - 1.8, 0) }
      case 6: for path in paths.indices { column[path] = (2 * normal[path]).rounded() }
      case 7: for path in paths.indices { column[path] = normal[path] > 0 ? 40 + normal[path] : 2 }
      default: column.fill(100)
      }
    }
  }
}

/// Keeps the values of some months of the series of different shapes.
private final class Some: @unchecked Sendable {
  var values = [[Double]](repeating: [], count: 10)

  func add(_ chunk: Chunk) {
    for row in values.indices {
      for path in 0..<chunk.count { values[row].append(chunk.value(series: row, month: 1, path: path)) }
    }
  }
}

@Suite struct CountsTests {
  private func type7(_ sorted: [Double], _ level: Double) -> Double {
    let position = level * Double(sorted.count - 1), below = Int(position)
    return sorted[below] + (position - Double(below))
      * (sorted[min(below + 1, sorted.count - 1)] - sorted[below])
  }

  /// One path in twelve has emptied the fund: its 5 % quantile is 0 in every replicate.
  @Test("An atom is exact and its error is zero where all replicates have it", arguments: [1024, 8192])
  func anAtomIsExactAndItsErrorIsZeroWhereAllReplicatesHaveIt(paths: Int) throws {
    let model = try Model(
      [Shapes.self], register: [], seeds: SeedTables(tables: [:]), start: Month(year: 2025, month: 1))
    let results = try run(model, tinySettings(months: 1, paths: paths, seed: 3))
    let fund = results.monthly[4][0], constant = results.monthly[8][0], normal = results.monthly[2][0]
    #expect(fund.quantiles[0] == 0 && fund.quantiles[1] > 0)
    if paths == 8192 { #expect(fund.quantileErrors[0] == 0) }
    #expect(fund.quantileErrors[1] > 0 && normal.quantileErrors.allSatisfy { $0 > 0 })
    #expect(constant.quantiles == [100, 100, 100, 100, 100] && constant.quantileErrors == [0, 0, 0, 0, 0])
    let few = results.monthly[5][0]
    #expect(few.quantiles[4] == 0 && few.quantileErrors[2] == 0)
  }

  /// Sixteen chunks. More paths bring the exact quantile nearer to the middle of its bin, and nothing else.
  @Test("Quantiles of a run too large to keep are close to the exact ones")
  func quantilesOfARunTooLargeToKeepAreCloseToTheExactOnes() throws {
    let model = try Model(
      [Shapes.self], register: [], seeds: SeedTables(tables: [:]), start: Month(year: 2025, month: 1))
    var settings = tinySettings(months: 3, paths: 131_072)
    settings.percentiles = [1, 5, 50, 95, 99]
    let some = Some()
    var options = RunOptions()
    options.threads = 2
    options.mostKeptValues = 1_000_000
    options.onChunk = { some.add($0) }
    let results = try Simulation(model: model, settings: settings).run(options)
    #expect(!results.hasExactQuantiles)
    for row in some.values.indices {
      let sorted = some.values[row].sorted()
      let exact = settings.levels.map { type7(sorted, $0) }
      let found = results.monthly[row][1]
      #expect(found.quantiles.count == 7 && found.quantileErrors.count == 7)
      // 0.1 % of the range between the outermost percentiles, as the first chunk has it, or of its whole range.
      let range = exact[6] > exact[5] ? exact[6] - exact[5] : sorted[sorted.count - 1] - sorted[0]
      for (level, (left, right)) in zip(found.quantiles, exact).enumerated() {
        #expect(abs(left - right) <= 0.0011 * range, "series \(row): \(left) for \(right)")
        let rank = Int(settings.levels[level] * Double(sorted.count - 1))
        let isAtom = sorted[rank - 50] == sorted[rank + 50]
        #expect(!isAtom || left == right, "series \(row): \(left) for \(right), an atom")
        #expect(!isAtom || right != 100 || found.quantileErrors[level] == 0)
      }
      let mean = sorted.reduce(0, +) / Double(sorted.count)
      #expect(abs(found.mean - mean) < 1e-9 * max(1, abs(mean)))
    }
  }
}
