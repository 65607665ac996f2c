import Kernels
import Sampling
import TestSupport
import Testing

@Suite("No two dimensions are tied that nobody declared to be")
struct TieTests {
  /// Of 28,000 independent pairs the largest is about 4.2, and one beyond 5.5 in a thousand such sets.
  private static let most = 6.0

  @Test(
    "In a run: the leading dimensions, by Sobol points, and all others",
    arguments: [(1024, 20_250_923), (1024, 7), (4096, 20_250_923), (8192, 3), (65_536, 20_250_923)]
      as [(Int, UInt64)])
  func runs(paths: Int, seed: UInt64) {
    let design = Design(.nested, seed: seed, paths: paths)
    var ties = Ties(240)
    for first in stride(from: 0, to: paths, by: blockWidth) {
      ties.add { design.uniforms(dimension: $0, firstPath: first, into: $1) }
    }
    #expect(ties.largest < Self.most, "\(ties.largest)")
  }

  @Test("In a sample of many axes", arguments: [(1024, 1), (1024, 20_250_923), (4096, 5)] as [(Int, UInt64)])
  func samples(count: Int, seed: UInt64) {
    let points = SpreadPoints(seed: seed)
    var ties = Ties(220)
    for first in stride(from: 0, to: count, by: blockWidth) {
      ties.add { dimension, column in
        for place in column.indices { column[place] = points.coordinate(dimension, ofPoint: first + place) }
      }
    }
    #expect(ties.largest < Self.most, "\(ties.largest)")
  }

  @Test("Sobol points in all dimensions are: that is why they aren't the default")
  func sobol() {
    let design = Design(.sobol, seed: 20_250_923, paths: 8192)
    var ties = Ties(240)
    for first in stride(from: 0, to: 8192, by: blockWidth) {
      ties.add { design.uniforms(dimension: $0, firstPath: first, into: $1) }
    }
    #expect(ties.largest > 20, "\(ties.largest)")
  }
}
