import Engine
import Foundation
import Kernels
import Reports
import Sampling
import Scenarios
import Studies
import Testing

@testable import simulate

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

  func step(_ paths: Paths) {
    let value = paths[value], result = paths[result]
    for path in result.indices { result[path] = value[path] > 0.5 ? .nan : value[path] }
  }
}

@Suite("Cases that fail")
struct FailedCaseTests {
  @Test("A failed case is recorded with its reason, and the rest goes on")
  func failed() throws {
    let texts = [
      "s.txt": "scenario: base\naxes:\n  brittle.value: 0 to 1 in 3 steps",
      "base.txt": "as_of: 2025-09-23\nperiod: 2025-09 to 2025-10\npaths: 16",
    ]
    let study = try SweepStudy.load(
      "s.txt", shipped: [],
      ModelSource(seeds: SeedTables(tables: [:])) {
        try Model([Brittle.self], register: ["brittle.value"], seeds: $0, start: $1)
      }
    ) { texts[$0] }
    let bodies = try (0..<3).map { try SweepWork.rows($0, study, threads: 1) }
    let folder = SweepFolder(path: try Command().folder + "/run")
    let cases = Array("case,brittle.value\n0,0.0\n1,0.5\n2,1.0\n".utf8)
    let plan = SweepPlanFile(
      name: "s", sweep: "s.txt", shipped: [], hash: "abc", cases: 3, casesHash: SHA256.hex(cases), paths: 16,
      months: 2, seed: 1, shards: 2, program: "", mark: "", core: "", version: "", inputs: [])
    try SweepFolder.create(folder.path + "/shards")
    try folder.put(cases, at: folder.plannedCases)
    try folder.put(Array(plan.document.utf8), at: folder.plan)
    for shard in 0..<2 {
      let body = Array(bodies[plan.range(shard)].joined())
      let header = SweepShardFile.header(plan, shard, core: "Haswell", body: body)
      try folder.put(Array(header.utf8) + body, at: folder.shard(shard))
    }
    try SweepMerging(folder: folder, console: Console(isQuiet: true, isVerbose: false)).run()
    let table = try String(contentsOfFile: folder.cases, encoding: .utf8)
    #expect(
      table == """
        case,brittle.value,status,reason
        0,0.0,done,
        1,0.5,done,
        2,1.0,failed,brittle.result (Russia) is nan in 2025-09 on path 0; this is a fault of the model

        """)
    let outcomes = try String(contentsOfFile: folder.outcomes, encoding: .utf8)
    #expect(outcomes.split(separator: "\n").map { $0.prefix(2) } == ["ca", "0,", "0,", "1,", "1,"])
  }
}
