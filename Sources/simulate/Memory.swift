internal import Glibc
internal import ScenarioText
internal import Storage

/// What memory the machine, or the container around the program, still has.
enum Memory {
  private static let least = Limits.leastMemory

  /// Ends the program with one message where it could only be killed amid its work.
  static func requireEnough() {
    guard let left = [available, ofContainer].compactMap({ $0 }).min(), left < least else { return }
    Console.complain(
      "error: \(left >> 20) MB of memory are left, simulate needs \(least >> 20) MB for the smallest run\n")
    exit(1)
  }

  /// Threads that the limits of the process have room for: BLAS maps a buffer for each that calls it, and tries for ever
  /// where it can't.
  static var mostThreads: Int {
    let limits = [RLIMIT_AS, RLIMIT_DATA].compactMap(limit)
    guard let least = limits.min() else { return .max }
    return 1 + max(0, least - forOneThread) / forThread
  }

  /// What the baseline maps on one thread, with room for its tables, and what each thread more maps: a buffer of BLAS
  /// (128 MB), a pool of the C library (64 MB) and a stack (8 MB). Room for these is reserved; little of it is used.
  private static let forOneThread = 448 << 20
  private static let forThread = 200 << 20

  /// Nil for none.
  private static func limit(_ resource: __rlimit_resource) -> Int? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0, limit.rlim_cur != rlim_t.max else {
      return nil
    }
    return Int(clamping: limit.rlim_cur)
  }

  /// Has the program end with exit code 1 where the runtime gives up, as it does when memory runs out: it has said why by
  /// then. Its own way is a signal and a page about registers.
  static func listen() {
    signal(SIGABRT) { _ in _exit(1) }
  }

  /// Nil where the system doesn't tell.
  private static var available: Int? {
    let line = Files.beginning(of: "/proc/meminfo", bytes: 4096)?
      .split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
    return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 << 10 }
  }

  /// What the control group of the process may take at most, in total, of either version.
  private static var ofContainer: Int? {
    let groups = Files.beginning(of: "/proc/self/cgroup", bytes: 4096)?.split(separator: "\n") ?? []
    return groups.compactMap { line -> String? in
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return nil }
      if parts[1].isEmpty { return "/sys/fs/cgroup\(parts[2])/memory.max" }
      return parts[1] == "memory" ? "/sys/fs/cgroup/memory\(parts[2])/memory.limit_in_bytes" : nil
    }
    .compactMap { Files.beginning(of: $0, bytes: 64) }.compactMap { Int($0.prefix { $0.isNumber }) }.min()
  }
}
