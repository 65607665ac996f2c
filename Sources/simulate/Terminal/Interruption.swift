internal import Glibc
internal import Synchronization

private let received = Atomic<Int32>(0)

/// How long after the first signal the program ends, whatever it is at.
private let patience: UInt32 = 5

/// SIGINT and SIGTERM: the first asks a run to stop between two blocks; the second, or five seconds, end the program.
enum Interruption {
  /// The signal that was received; 0 for none.
  static var signal: Int32 { received.load(ordering: .relaxed) }

  static var isRequested: Bool { signal != 0 }

  /// Comes back once a signal has come.
  static func wait() {
    while !isRequested { usleep(step) }
  }

  private static let step: UInt32 = 50_000

  /// Starts to listen, also where the parent process had blocked the signals.
  static func listen() {
    received.store(0, ordering: .relaxed)
    var wanted = sigset_t()
    sigemptyset(&wanted)
    for number in [SIGINT, SIGTERM, SIGALRM] { sigaddset(&wanted, number) }
    for number in [SIGINT, SIGTERM] {
      Glibc.signal(number) { number in
        received.store(number, ordering: .relaxed)
        Glibc.signal(SIGINT, SIG_DFL)
        Glibc.signal(SIGTERM, SIG_DFL)
        alarm(patience)
      }
    }
    Glibc.signal(SIGALRM) { _ in _exit(128 + received.load(ordering: .relaxed)) }
    sigprocmask(SIG_UNBLOCK, &wanted, nil)
  }
}
