internal import Reports
internal import Synchronization

/// How far a run is: a bar on a terminal, otherwise a line now and then for a job's log.
final class Progress: Sendable {
  private let name: String
  private let total: Int
  private let console: Console
  private let clock = Clock()
  private let next: Mutex<Double>
  private let pause: Double

  init(name: String, total: Int, console: Console) {
    self.name = name
    self.total = total
    self.console = console
    pause = console.hasBar ? 0.1 : 10
    next = Mutex(console.hasBar ? 0.4 : 10)
  }

  /// Tells that so many paths are finished, from any thread.
  func reach(_ paths: Int) {
    guard !console.isQuiet else { return }
    let seconds = clock.seconds
    let isDue = next.withLock { next in
      guard seconds >= next else { return false }
      next = seconds + pause
      return true
    }
    guard isDue, paths < total else { return }
    let share = Double(paths) / Double(total)
    let left = duration(seconds: (seconds / share * (1 - share)).rounded(.up))
    Console.complain(console.hasBar ? bar(share, left) : "\(name): \(percent(share)), \(left) left\n")
  }

  /// Removes the bar.
  func end() {
    if console.hasBar && clock.seconds >= 0.4 { Console.complain("\r\u{1B}[K") }
  }

  private func bar(_ share: Double, _ left: String) -> String {
    let cells = 30
    let full = Int(share * Double(cells))
    let bar = String(repeating: "█", count: full) + String(repeating: "░", count: cells - full)
    return "\r\(name) \(bar) \(percent(share)), \(left) left\u{1B}[K"
  }
}
