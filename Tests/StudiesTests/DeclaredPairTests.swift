import Engine
import Kernels
import RussianEnergy
import TestSupport
import Testing

@testable import Studies

@Suite("Parameters of the model that nobody declared to be correlated aren't")
struct DeclaredPairTests {
  @Test("Over all pairs of its uncertain parameters max |r| √N stays below 6", arguments: [1024, 8192])
  func parameters(paths: Int) throws {
    let trial = try StudyFixture.trial(paths: paths)
    let points = try ParameterPoints(model: trial.model, settings: trial.settings)
    #expect(points.slots.count > 200)
    // As many as the matrix has columns for; the rest are paired with them the next time.
    for first in [0, points.slots.count - blockWidth] where first >= 0 {
      let slots = points.slots[first..<min(first + blockWidth, points.slots.count)]
      var ties = Ties(slots.count)
      for path in stride(from: 0, to: paths, by: blockWidth) {
        ties.add { points.independent(slot: slots[slots.startIndex + $0], firstPath: path, into: $1) }
      }
      #expect(ties.largest < 6, "\(ties.largest)")
    }
  }

  @Test("Nor are series that rest on two of them", arguments: [0, 10, 20] as [UInt64])
  func series(seed: UInt64) throws {
    var trial = try StudyFixture.trial(["strikes.ceasefire_hazard": 0], paths: 8192)
    let month = trial.settings.period.first
    trial.settings.period = Period(first: month, last: month)
    trial.settings.seed = seed
    trial.settings.outputs = ["strikes.rate", "pipeline.exports_by_route"]
    let values = try trial.pathValues(Span.months(of: trial.settings.period), RunOptions())
    let rate = values.values[try #require(values.row("strikes.rate"))][0]
    let gas = values.values[try #require(values.row("pipeline.exports_by_route", region: "turkstream_eu"))][0]
    let ranks = [rate, gas].map { column -> [Double] in
      var ranks = [Double](repeating: 0, count: column.count)
      for (rank, path) in column.indices.sorted(by: { column[$0] < column[$1] }).enumerated() {
        ranks[path] = Double(rank) - Double(column.count - 1) / 2
      }
      return ranks
    }
    let product = zip(ranks[0], ranks[1]).reduce(0) { $0 + $1.0 * $1.1 }
    let square = ranks[0].reduce(0) { $0 + $1 * $1 }
    #expect((product / square).magnitude * Double(rate.count).squareRoot() < 4.5)
  }
}
