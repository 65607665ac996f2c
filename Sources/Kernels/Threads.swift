internal import COpenBLAS
internal import Dispatch
internal import Synchronization

/// Forbids OpenBLAS its own threads: the engine is parallel over blocks. Call once at the start.
///
/// The threads that it starts as it is loaded stay, and can't be ended safely (`blas_thread_shutdown` of 0.3.21 waits
/// for ever when one falls asleep meanwhile); who wants none sets OPENBLAS_NUM_THREADS before the program starts.
public func singleThreadedBLAS() {
  openblas_set_num_threads(1)
}

/// The failure of the lowest block so far, and whether the rest may stop.
private struct FirstFailure {
  var block = Int.max
  var error: (any Error)?
}

/// Runs `body(block, worker)` once for each block `0 ..< count` on up to `threads` workers.
///
/// A free worker takes the next block, so the order of execution is open; `worker` (0 ..< threads) names the
/// worker's own scratch memory. When blocks throw, the error of the lowest block is thrown, whatever the timing:
/// blocks below a failed one still run, those above it may be skipped.
public func forEachBlock(
  count: Int, threads: Int, body: @Sendable (_ block: Int, _ worker: Int) throws -> Void
) throws {
  let next = Atomic<Int>(0)
  let failure = Mutex(FirstFailure())
  let failed = Atomic<Int>(Int.max)
  DispatchQueue.concurrentPerform(iterations: max(1, min(threads, count))) { worker in
    while true {
      let block = next.add(1, ordering: .relaxed).oldValue
      guard block < count, block < failed.load(ordering: .relaxed) else { return }
      do {
        try body(block, worker)
      } catch {
        failure.withLock { first in
          guard block < first.block else { return }
          first = FirstFailure(block: block, error: error)
          failed.store(block, ordering: .relaxed)
        }
      }
    }
  }
  if let error = failure.withLock({ $0.error }) { throw error }
}
