import Kernels
import Synchronization
import Testing

@Suite("Threads")
struct ThreadsTests {
  private struct Failed: Error, Equatable { let block: Int }

  @Test("every block runs exactly once, on a known worker", arguments: [1, 2, 7, 64])
  func everyBlockOnce(_ threads: Int) throws {
    singleThreadedBLAS()
    let seen = Mutex([Int](repeating: 0, count: 500))
    let workers = Mutex(Set<Int>())
    try forEachBlock(count: 500, threads: threads) { block, worker in
      seen.withLock { $0[block] += 1 }
      _ = workers.withLock { $0.insert(worker) }
    }
    #expect(seen.withLock { $0.allSatisfy { $0 == 1 } })
    #expect(workers.withLock { $0.allSatisfy { (0..<threads).contains($0) } })
  }

  @Test("the error of the lowest block is thrown, whatever the timing")
  func lowestErrorWins() {
    for _ in 0..<50 {
      #expect(throws: Failed(block: 17)) {
        try forEachBlock(count: 200, threads: 4) { block, _ in
          if block >= 17 { throw Failed(block: block) }
        }
      }
    }
  }

  @Test("no blocks is no work")
  func noBlocks() throws {
    try forEachBlock(count: 0, threads: 4) { _, _ in Issue.record("there is no block") }
  }
}
