internal import Glibc
internal import Synchronization

private let received = Atomic<Int32>(0)

/// SIGINT and SIGTERM: the first asks a run to stop between two blocks, the second ends the program at once.
enum Interruption {
  /// The signal that was received; 0 for none.
  static var signal: Int32 { received.load(ordering: .relaxed) }

  static var isRequested: Bool { signal != 0 }

  /// Starts to listen, also where the parent process had blocked the signals.
  static func listen() {
    received.store(0, ordering: .relaxed)
    var wanted = sigset_t()
    sigemptyset(&wanted)
    for number in [SIGINT, SIGTERM] {
      sigaddset(&wanted, number)
      Glibc.signal(number) { number in
        received.store(number, ordering: .relaxed)
        Glibc.signal(number, SIG_DFL)
      }
    }
    sigprocmask(SIG_UNBLOCK, &wanted, nil)
  }
}
