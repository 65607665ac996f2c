import Engine
import Foundation
import Kernels
import Reports
import Sampling
import Scenarios
import Studies
import Testing

@testable import Sweeps

/// A mechanism whose series is no number when its parameter is above one half.
private struct Brittle: Mechanism {
  static let section = "brittle"
  static let summary = "Breaks."
  let value: Parameter
  let result: Output

  init(_ declare: Declarations) {
    value = declare.lever("value", 0, .share, in: 0...1, "A number.", source: "test")
    result = declare.output("result", .share, .mean, "Its logarithm.", headline: true)
  }

  func step(_ paths: MonthView) {
    let value = paths[value], result = paths[result]
    for path in result.indices { result[path] = value[path] > 0.5 ? .nan : value[path] }
  }
}

@Suite("Cases that fail")
struct FailedCaseTests {
  @Test("A failed case is recorded with its reason, and the rest goes on")
  func failed() throws {
    let run = try RunFixture(
      sweep: "scenario: tiny\naxes:\n  brittle.value: 0 to 1 in 3 steps",
      scenario: "as_of: 2025-09-23\nperiod: 2025-09 to 2025-10\npaths: 16", shards: 2,
      source: { seeds in
        ModelSource(seeds: seeds) {
          try Model([Brittle.self], register: ["brittle.value"], seeds: $0, start: $1)
        }
      })
    try run.compute()
    let state = try SweepMerging(folder: run.folder).run()
    #expect(state.failures.map(\.number) == [2])
    let folder = run.folder
    let reason =
      "brittle: brittle.result (World) is nan in 2025-09 on path 0 with brittle.value 1.0 share; "
      + "this is a fault of the model"
    let table = try String(contentsOfFile: folder.cases, encoding: .utf8)
    #expect(
      table == """
        case,brittle.value,status,reason
        0,0.0,done,
        1,0.5,done,
        2,1.0,failed,\(reason)

        """)
    let outcomes = try String(contentsOfFile: folder.outcomes, encoding: .utf8)
    #expect(outcomes.split(separator: "\n").map { $0.prefix(2) } == ["ca", "0,", "0,", "1,", "1,"])
  }
}
