import Kernels
import Sampling
import Testing

@Suite("Designs")
struct DesignTests {
  private let brick = ColumnStore(columns: 2)

  /// The numbers of all paths (whole blocks) in one dimension.
  private func numbers(_ design: Design, _ dimension: Int) -> [Double] {
    stride(from: 0, to: design.paths, by: blockWidth).flatMap { first in
      design.uniforms(dimension: dimension, firstPath: first, into: brick[0])
      return brick[0].indices.map { brick[0][$0] }
    }
  }

  @Test("numbers lie in the open interval and are uniform in every design", arguments: DesignKind.allCases)
  func uniform(_ kind: DesignKind) {
    for dimension in [0, 17, 639, 700] {
      let all = numbers(Design(kind, seed: 5, paths: 4096), dimension)
      #expect(all.allSatisfy { $0 > 0 && $0 < 1 })
      #expect(kolmogorov(all) < 1.95)
    }
  }

  @Test(
    "a path keeps its numbers when more paths are asked for", arguments: [DesignKind.nested, .sobol, .random])
  func prefix(_ kind: DesignKind) {
    let few = numbers(Design(kind, seed: 9, paths: 512), 33)
    let many = numbers(Design(kind, seed: 9, paths: 8192), 33)
    #expect(few == Array(many.prefix(512)))
  }

  @Test("seeds, dimensions and replicates differ", arguments: DesignKind.allCases)
  func differ(_ kind: DesignKind) {
    let design = Design(kind, seed: 1, paths: 256)
    let here = numbers(design, 4)
    #expect(here != numbers(design, 5))
    #expect(here != numbers(Design(kind, seed: 2, paths: 256), 4))
    #expect(Set(here).count == 256)
  }

  @Test(
    "the first 2^k points of each replicate lie in 2^k strata, whatever k is",
    arguments: [DesignKind.nested, .sobol])
  func doublingStrata(_ kind: DesignKind) {
    let design = Design(kind, seed: 3, paths: 4096)
    for dimension in [0, 1, 50, 639] {
      let all = numbers(design, dimension)
      for replicate in 0..<design.replicates {
        let points = stride(from: replicate, to: 4096, by: 16).map { all[$0] }
        for count in [1, 2, 8, 64, 256] {
          #expect(Set(points.prefix(count).map { Int($0 * Double(count)) }).count == count)
        }
      }
    }
  }

  @Test("an octave of a nested sequence comes in a random order")
  func order() {
    let design = Design(.nested, seed: 3, paths: 8192)
    let all = numbers(design, 40)
    // Ranks of neighbouring points of the last octave of a replicate hang together by chance alone.
    let late = stride(from: 4096, to: 8192, by: 16).map { all[$0] - 0.5 }
    let product = zip(late, late.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
    #expect((12 * product / Double(late.count)).magnitude < 4 / Double(late.count).squareRoot())
  }

  @Test("a column may begin anywhere", arguments: DesignKind.allCases)
  func unaligned(_ kind: DesignKind) {
    let design = Design(kind, seed: 3, paths: 1024)
    for dimension in [2, 40] {
      let all = numbers(design, dimension)
      design.uniforms(dimension: dimension, firstPath: 301, into: brick[0])
      #expect(brick[0].indices.allSatisfy { brick[0][$0] == all[301 + $0] })
    }
  }

  @Test(
    "each replicate of a Latin hypercube has one point in each stratum", arguments: [16, 1008, 4096, 5008])
  func latinStrata(_ paths: Int) {
    let all = numbers(Design(.latinHypercube, seed: 3, paths: paths), 12)
    let strata = paths / 16
    for replicate in 0..<16 {
      let seen = stride(from: replicate, to: paths, by: 16).map { Int(all[$0] * Double(strata)) }
      #expect(Set(seen).count == strata)
    }
  }

  @Test("dimensions of one design are uncorrelated", arguments: DesignKind.allCases)
  func uncorrelated(_ kind: DesignKind) {
    let design = Design(kind, seed: 11, paths: 4096)
    let columns = [0, 1, 2, 60, 301, 639].map { numbers(design, $0) }
    for a in columns.indices {
      for b in 0..<a {
        let sum = zip(columns[a], columns[b]).reduce(0) { $0 + ($1.0 - 0.5) * ($1.1 - 0.5) }
        #expect((12 * sum / 4096).magnitude < 4 / 64.0)
      }
    }
  }

  /// Root mean square error over seeds of the mean of a smooth product in 8 dimensions, whose value is 1.
  private func integrationError(_ kind: DesignKind, paths: Int) -> Double {
    let errors = (0..<10).map { seed in
      let design = Design(kind, seed: UInt64(seed), paths: paths)
      var product = [Double](repeating: 1, count: paths)
      for dimension in 0..<8 {
        for (path, u) in numbers(design, dimension).enumerated() { product[path] *= 0.75 + 0.5 * u }
      }
      return product.reduce(0, +) / Double(paths) - 1
    }
    return (errors.reduce(0) { $0 + $1 * $1 } / 10).squareRoot()
  }

  @Test("Sobol integrates a smooth function far better than chance, a Latin hypercube better")
  func integration() {
    let random = integrationError(.random, paths: 4096)
    #expect(integrationError(.sobol, paths: 4096) < random / 20)
    #expect(integrationError(.latinHypercube, paths: 4096) < random / 3)
    #expect(integrationError(.nested, paths: 4096) < random / 3)
  }
}
