internal import Dispatch
internal import Synchronization

/// Where the time of a run went: filled when it is among the run's options.
public final class Profile: Sendable {
  private let rows = Mutex<[(name: String, seconds: Double)]>([])

  /// Nothing measured yet.
  public init() {}

  /// Seconds of each phase and mechanism, summed over threads, in the order of their work.
  public var phases: [(name: String, seconds: Double)] { rows.withLock { $0 } }

  func add(_ name: String, seconds: Double) {
    rows.withLock { rows in
      if let row = rows.firstIndex(where: { $0.name == name }) {
        rows[row].seconds += seconds
      } else {
        rows.append((name, seconds))
      }
    }
  }
}

/// One thread's stopwatch over the parts of its work; silent unless asked for.
struct Laps {
  private(set) var nanoseconds: [UInt64]
  private let isOn: Bool
  private var last: UInt64 = 0

  init(count: Int, isOn: Bool) {
    nanoseconds = Array(repeating: 0, count: count)
    self.isOn = isOn
  }

  mutating func start() {
    if isOn { last = DispatchTime.now().uptimeNanoseconds }
  }

  /// Gives the time since the last lap to a part.
  mutating func lap(_ part: Int) {
    guard isOn else { return }
    let now = DispatchTime.now().uptimeNanoseconds
    nanoseconds[part] += now - last
    last = now
  }
}
