import Foundation
import ReferenceWorkload
import Testing

@Suite("Reference workload")
struct WorkloadTests {
  private let workload: Workload

  init() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let file = folder.appendingPathComponent("../../reference/params.txt").path
    workload = Workload(try #require(Parameters(contentsOf: file)))
  }

  @Test("results agree with the exact figures", arguments: [1, 2, 3] as [UInt64])
  func exactFigures(seed: UInt64) throws {
    let outcome = try workload.run(seed: seed, threads: 2)
    #expect((outcome.throughput - 7.70).magnitude < 0.005)
    #expect((outcome.revenue - 21861.31).magnitude < 4 * outcome.revenueError)
    // 35 plants' rates over three years come to 114.8 outages a path.
    #expect((Double(outcome.outages) - 1_148_000).magnitude < 4 * 1_148_000.0.squareRoot())
    for row in outcome.quantiles { #expect(row == row.sorted() && row.count == 5) }
  }

  @Test("results don't depend on threads but on the seed")
  func threads() throws {
    let (one, two) = (try workload.run(seed: 1, threads: 1), try workload.run(seed: 1, threads: 2))
    #expect(one.quantiles == two.quantiles)
    #expect(one.revenue == two.revenue)
    #expect(try workload.run(seed: 2, threads: 1).revenue != one.revenue)
  }

  @Test("a file that isn't the parameters is refused")
  func wrongFile() {
    #expect(Parameters(contentsOf: "/no/such/file") == nil)
    #expect(Parameters(contentsOf: #filePath) == nil)
  }
}
