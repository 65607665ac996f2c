internal import Dispatch
internal import Engine
internal import Synchronization

/// The page of one scenario, served to who has its link.
///
/// Requests read no file and name none: the page was made when the server began, and what is computed follows from the
/// numbers of the request alone. One state is computed at a time; a newer request ends an older one.
public final class ExploreServer: Sendable {
  private let server: Server
  private let desk: Desk
  /// The address with the token.
  public let link: String

  /// Begins to listen, and to compute the scenario as it is.
  ///
  /// - Parameter port: 0 for any that is free.
  public init(_ explorer: Explorer, port: Int, limits: ServingLimits = ServingLimits()) throws {
    let gate = Gate(token: Gate.newToken())
    let desk = Desk(explorer)
    self.desk = desk
    server = try Server(port: port, limits: limits) { request, reply in
      switch gate.path(of: request) {
      case .failure(let refusal): reply(.refused(refusal.status))
      case .success(let path): desk.answer(request, path, reply)
      }
    }
    link = gate.link(server.port)
    desk.warm()
  }

  /// Gives up what is being computed, waits until that has ended, and closes all connections.
  public func stop() {
    desk.end()
    server.stop()
  }
}

/// Takes what the gate let in.
private final class Desk: Sendable {
  private let explorer: Explorer
  private let page: Reply
  private let queue = DispatchQueue(label: "explore")
  /// The number of the newest request.
  private let newest = Atomic<Int>(0)
  private let isEnding = Atomic<Bool>(false)

  init(_ explorer: Explorer) {
    self.explorer = explorer
    page = Reply(
      status: 200, type: "text/html; charset=utf-8", body: Array(PageHTML(explorer: explorer).text.utf8),
      policy: PageHTML.policy)
  }

  func answer(_ request: Request, _ path: String, _ reply: @escaping @Sendable (Reply) -> Void) {
    switch (request.method, path) {
    case ("GET", ""), ("HEAD", ""): reply(page)
    case ("POST", "quick"): compute(request, .quick, reply)
    case ("POST", "fine"): compute(request, .fine, reply)
    case (_, ""), (_, "quick"), (_, "fine"): reply(.refused(405))
    default: reply(.refused(404))
    }
  }

  private func compute(
    _ request: Request, _ care: Explorer.Care, _ reply: @escaping @Sendable (Reply) -> Void
  ) {
    guard let text = String(validating: request.body, as: UTF8.self), let state = try? explorer.state(text)
    else { return reply(.refused(400)) }
    let number = newest.add(1, ordering: .relaxed).newValue
    queue.async { reply(self.answer(state, care, number)) }
  }

  private func answer(_ state: PageState, _ care: Explorer.Care, _ number: Int) -> Reply {
    let isOld: @Sendable () -> Bool = { self.hasEnded || self.newest.load(ordering: .relaxed) != number }
    guard !isOld() else { return .refused(409) }
    do {
      let answer = try explorer.answer(state, care, shouldStop: isOld)
      return Reply(status: 200, type: "application/json", body: answer.json)
    } catch is Interrupted {
      return .refused(409)
    } catch {
      return .refused(500)
    }
  }

  /// Computes the scenario as it is, so that the first move finds it known; the careful run gives way to a request.
  func warm() {
    queue.async {
      for care in Explorer.Care.allCases {
        let isWanted = care == .quick
        _ = try? self.explorer.answer(self.explorer.start, care) {
          self.hasEnded || !isWanted && self.newest.load(ordering: .relaxed) > 0
        }
      }
    }
  }

  private var hasEnded: Bool { isEnding.load(ordering: .relaxed) }

  /// Comes back when nobody computes any more: a program that ended amid it would take the library's memory away from
  /// under it.
  func end() {
    isEnding.store(true, ordering: .relaxed)
    queue.sync {}
  }
}
