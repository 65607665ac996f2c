internal import Glibc

/// Time that passes, for progress and the summary; never part of a result.
struct Clock: Sendable {
  private let start = Clock.now

  /// Seconds since the clock was made.
  var seconds: Double { Clock.now - start }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }
}
