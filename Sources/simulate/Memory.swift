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

  /// Nil where the system doesn't tell.
  private static var available: Int? {
    let line = Files.beginning(of: "/proc/meminfo", bytes: 4096)?
      .split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
    return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 << 10 }
  }

  /// What the control group of the process may take at most, in total.
  private static var ofContainer: Int? {
    let group = Files.beginning(of: "/proc/self/cgroup", bytes: 4096)?
      .split(separator: "\n").first { $0.hasPrefix("0::") }?.dropFirst(3)
    return group.flatMap { Files.beginning(of: "/sys/fs/cgroup\($0)/memory.max", bytes: 64) }
      .flatMap { Int($0.prefix { $0.isNumber }) }
  }
}
