import Synchronization
import Testing

@testable import Explore

@Suite("The server of one page")
struct ServerTests {
  /// A server that says what it was asked, and counts it.
  fileprivate final class Echo: Sendable {
    let count = Mutex(0)

    func server(_ limits: ServingLimits = ServingLimits()) throws -> Server {
      try Server(port: 0, limits: limits) { request, reply in
        self.count.withLock { $0 += 1 }
        let text = "\(request.method) \(request.target) \(request.port) \(request.body.count)"
        reply(Reply(status: 200, body: Array(text.utf8)))
      }
    }
  }

  @Test("A request gets one reply, and the connection ends")
  func echo() throws {
    let server = try Echo().server()
    defer { server.stop() }
    let text = try Client.exchange(
      "POST /there HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nabcde", port: server.port)
    #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(text.hasSuffix("\r\n\r\nPOST /there \(server.port) 5"))
    #expect(text.contains("Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"))
    #expect(text.contains("Connection: close\r\n") && text.contains("Cache-Control: no-store\r\n"))
  }

  @Test("A second request on the same connection is not answered")
  func pipelined() throws {
    let echo = Echo()
    let server = try echo.server()
    defer { server.stop() }
    let one = "GET /one HTTP/1.1\r\nHost: x\r\n\r\n"
    _ = try Client.exchange(one + one + one, port: server.port)
    #expect(echo.count.withLock { $0 } <= 1)
  }

  struct Noise: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String

    static let long = String(repeating: "a", count: 20_000)
    static let all = [
      Noise("no verb", "hello\r\n\r\n"), Noise("no path", "GET\r\n\r\n"),
      Noise("bytes", "\u{0}\u{1}\u{2}\r\n\r\n"),
      Noise("another version", "GET / HTTP/9.9\r\n\r\n"),
      Noise("a header without a colon", "GET / HTTP/1.1\r\nHost x\r\n\r\n"),
      Noise("a negative length", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"),
      Noise(
        "two lengths", "POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef"),
      Noise("a long path", "GET /\(long) HTTP/1.1\r\n\r\n"),
      Noise("a long header", "GET / HTTP/1.1\r\nX: \(long)\r\n\r\n"),
      Noise("a long body", "POST / HTTP/1.1\r\nContent-Length: 20000\r\n\r\n\(long)"),
    ]

    init(_ name: String, _ text: String) {
      testDescription = name
      self.text = text
    }
  }

  @Test("What isn't HTTP, or is too much, ends the connection without a word", arguments: Noise.all)
  func noise(_ noise: Noise) throws {
    let echo = Echo()
    let server = try echo.server()
    defer { server.stop() }
    #expect(try Client.exchange(noise.text, port: server.port) == "")
    #expect(echo.count.withLock { $0 } == 0)
  }

  @Test("Who doesn't finish asking in time is not waited for")
  func slow() throws {
    var limits = ServingLimits()
    limits.millisecondsToAsk = 50
    let echo = Echo()
    let server = try echo.server(limits)
    defer { server.stop() }
    #expect(try Client.exchange("GET / HTTP/1.1\r\nHost:", port: server.port) == "")
    #expect(try Client.exchange("", port: server.port) == "")
    #expect(echo.count.withLock { $0 } == 0)
  }

  @Test("An answer that doesn't come in time ends the connection")
  func late() throws {
    var limits = ServingLimits()
    limits.millisecondsToAnswer = 50
    let held = Mutex<(@Sendable (Reply) -> Void)?>(nil)
    let server = try Server(port: 0, limits: limits) { _, reply in held.withLock { $0 = reply } }
    defer { server.stop() }
    #expect(try Client.exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n", port: server.port) == "")
    held.withLock { $0?(.refused(503)) }
  }

  @Test("Connections beyond the limit are closed, and those that ended make room")
  func crowd() throws {
    var limits = ServingLimits()
    limits.connections = 3
    let server = try Echo().server(limits)
    defer { server.stop() }
    let ask = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"
    let waiting = try (0..<3).map { _ in try Client(port: server.port) }
    for client in waiting { client.send("GET / HTTP/1.1\r\n") }
    #expect(try Client.exchange(ask, port: server.port) == "")
    for client in waiting { client.send("Host: x\r\n\r\n") }
    for client in waiting { #expect(client.rest().hasPrefix("HTTP/1.1 200 OK")) }
    #expect(try Client.exchange(ask, port: server.port).hasPrefix("HTTP/1.1 200 OK"))
  }

  @Test("Once the page is stopped nobody computes for it")
  func stopped() throws {
    weak var computing: Explorer?
    do {
      let explorer = try ExploreFixture.explorer()
      computing = explorer
      try ExploreServer(explorer, port: 0).stop()
    }
    #expect(computing == nil)
  }

  @Test("It listens on this machine's own address, and a taken port is an error")
  func taken() throws {
    let server = try Echo().server()
    defer { server.stop() }
    #expect(server.port > 0)
    #expect(throws: (any Error).self) { try Echo().server(port: server.port) }
  }
}

extension ServerTests.Echo {
  fileprivate func server(port: Int) throws -> Server {
    try Server(port: port, limits: ServingLimits()) { _, reply in reply(.refused(404)) }
  }
}
