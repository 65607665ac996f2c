internal import Glibc
internal import Synchronization
internal import SystemPackage

/// A failure of the system that a test asks for: of the n-th call of a kind, and where it lasts of every later one too.
///
/// A test sets `current`; a debug build also takes `THROTTLE_FAULT=write:7`, or `write:7+` for one that lasts.
final class Faults: Sendable {
  /// The calls that can fail, each with the error that it fails with.
  enum Call: String, CaseIterable {
    case open, read, write, fsync, rename, mkdir

    var error: Errno {
      switch self {
      case .open: .tooManyOpenFiles
      case .write, .mkdir: .noSpace
      case .read, .fsync, .rename: .ioError
      }
    }
  }

  @TaskLocal static var current: Faults? = Faults.ofEnvironment

  private let call: Call
  private let number: Int
  private let lasts: Bool
  private let isTold: Bool
  private let met = Mutex(0)

  init(_ call: Call, number: Int, lasts: Bool = false, isTold: Bool = false) {
    self.isTold = isTold
    self.call = call
    self.number = number
    self.lasts = lasts
  }

  /// Whether the call that was to fail has come.
  var hasStruck: Bool { met.withLock { $0 >= number } }

  /// Counts a call, and fails where its turn has come.
  static func meet(_ call: Call) throws(Errno) {
    guard let faults = current, faults.call == call else { return }
    let count = faults.met.withLock { met in
      met += 1
      return met
    }
    guard count == faults.number || faults.lasts && count > faults.number else { return }
    if faults.isTold { complain("fault: \(call.rawValue) \(count)\n") }
    throw call.error
  }

  /// A word on standard error, by which the one who asked for the fault sees that it came.
  private static func complain(_ text: String) { _ = text.withCString { write(2, $0, strlen($0)) } }

  private static var ofEnvironment: Faults? {
    #if DEBUG
      guard let text = getenv("THROTTLE_FAULT").map({ String(cString: $0) }) else { return nil }
      let parts = text.split(separator: ":")
      guard parts.count == 2, let call = Call(rawValue: String(parts[0])),
        let number = Int(parts[1].prefix { $0 != "+" })
      else { return nil }
      return Faults(call, number: number, lasts: parts[1].hasSuffix("+"), isTold: true)
    #else
      return nil
    #endif
  }
}
