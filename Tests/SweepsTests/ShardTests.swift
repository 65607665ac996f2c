import Foundation
import Testing

@testable import Sweeps

@Suite("Shards")
struct ShardTests {
  @Test(
    "Shards are all cases, in order, none twice, alike in size",
    arguments: [(1, 1), (20, 1), (20, 3), (20, 20), (7, 5), (1000, 16), (10_000_000, 999)])
  func partition(cases: Int, shards: Int) {
    var next = 0
    var sizes: Set<Int> = []
    for shard in 0..<shards {
      let range = SweepPlanFile.range(shard, of: shards, cases: cases)
      #expect(range.lowerBound == next)
      next = range.upperBound
      sizes.insert(range.count)
    }
    #expect(next == cases)
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1 && sizes.min() != 0)
  }

  @Test(
    "Numbers of shards as Slurm writes them",
    arguments: [([], ""), ([3], "3"), ([0, 1], "0-1"), ([3, 8, 12, 13, 14, 15], "3,8,12-15")]
      as [([Int], String)])
  func list(indices: [Int], text: String) {
    #expect(spans(of: indices) == text)
  }

  @Test("A shard cut or changed anywhere is bad, and so is another plan's")
  func torn() throws {
    let run = try RunFixture(
      sweep: "scenario: tiny\naxes:\n  price_cap.level: 60 to 30 USD/bbl in 20 steps",
      scenario: "as_of: 2025-09-23\nperiod: 2025-09 to 2025-10\npaths: 16\noutputs: [oil.revenue]", shards: 4)
    try run.compute([2])
    let folder = run.folder
    let plan = try SweepPlanFile(of: folder)
    _ = try SweepShardFile(2, of: plan, in: folder)
    let whole = try #require(FileManager.default.contents(atPath: folder.shard(2)))
    #expect(
      whole.starts(
        with: Data("# throttle-shard format=1 results=\(plan.hash) shard=2 first=10 cases=5 rows=10 ".utf8)))
    var damaged = [Data(), whole.dropLast(), whole + Data("\n".utf8), whole.dropFirst(5), whole.prefix(200)]
    for place in stride(from: 20, to: whole.count, by: 97) {
      var copy = whole
      copy[place] ^= 1
      damaged.append(copy)
    }
    for data in damaged {
      try Data(data).write(to: URL(fileURLWithPath: folder.shard(2)))
      #expect(throws: SweepShardFile.Unusable.self) { _ = try SweepShardFile(2, of: plan, in: folder) }
    }
    try whole.write(to: URL(fileURLWithPath: folder.shard(3)))
    #expect(throws: SweepShardFile.Unusable.self) { _ = try SweepShardFile(3, of: plan, in: folder) }
  }
}
