/// What a browser asks: the parts of an HTTP request that are looked at.
struct Request: Sendable, Equatable {
  var method: String
  /// As it stands in the first line: a path, perhaps with a query.
  var target: String
  /// Names in small letters, values in the order of their coming.
  var headers: [String: [String]] = [:]
  var body: [UInt8] = []
  /// The port that it came to.
  var port = 0

  /// The value of a header that stands there once; nil where it is missing or stands there twice.
  func only(_ name: String) -> String? {
    let values = headers[name] ?? []
    return values.count == 1 ? values[0] : nil
  }
}

/// What the server says.
struct Reply: Sendable, Equatable {
  var status: Int
  var type = "text/plain; charset=utf-8"
  var body: [UInt8] = []
  /// What the browser may load for it; nothing unless it is a page.
  var policy = "default-src 'none'; frame-ancestors 'none'"

  /// A refusal: a number without a word, so that nobody learns what is here.
  static func refused(_ status: Int) -> Reply { Reply(status: status) }

  /// The headers of every reply, in their order; one reply a connection.
  var headers: [(String, String)] {
    [
      ("Content-Type", type), ("Content-Length", String(body.count)), ("Connection", "close"),
      ("Cache-Control", "no-store"), ("Content-Security-Policy", policy),
      ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
      ("Referrer-Policy", "no-referrer"), ("X-Content-Type-Options", "nosniff"),
      ("X-Frame-Options", "DENY"),
    ]
  }
}

/// How much a server takes, and how long it waits.
public struct ServingLimits: Sendable {
  /// Bytes that a connection may send, its headers included.
  public var bytes = 16_384
  /// Connections at a time; one more is closed unread.
  public var connections = 256
  /// Milliseconds in which a request must have come whole.
  public var millisecondsToAsk: Int64 = 5_000
  /// Milliseconds in which its reply must have been computed and read.
  public var millisecondsToAnswer: Int64 = 60_000

  /// What one user's page needs, many times over.
  public init() {}
}
