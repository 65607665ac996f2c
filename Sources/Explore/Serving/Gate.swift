/// Decides who is let in: only who has the link, in a page of this server, through its own name.
///
/// A page of another site can make a browser send requests here, and a name of another site can be made to mean this
/// machine; neither knows the token, and neither has this host's name in its headers.
struct Gate: Sendable {
  /// Stands in every path, from the root on.
  let token: String

  /// 128 random bits in hexadecimal digits.
  static func newToken() -> String {
    var random = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
      let digits = String(random.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  static func host(_ port: Int) -> String { "127.0.0.1:\(port)" }

  /// The address that lets in.
  func link(_ port: Int) -> String { "http://\(Gate.host(port))/\(token)/" }

  /// What is asked for, behind the token; or why nothing is said.
  func path(of request: Request) -> Result<String, Refusal> {
    let host = Gate.host(request.port)
    guard request.only("host") == host else { return .failure(Refusal(403)) }
    if request.headers["origin"] != nil, request.only("origin") != "http://\(host)" {
      return .failure(Refusal(403))
    }
    if request.headers["sec-fetch-site"] != nil {
      let site = request.only("sec-fetch-site")
      guard site == "same-origin" || site == "none" else { return .failure(Refusal(403)) }
    }
    let start = "/\(token)/"
    guard Gate.isSame(request.target.utf8.prefix(start.utf8.count), start.utf8) else {
      return .failure(Refusal(403))
    }
    return .success(String(request.target.dropFirst(start.count)))
  }

  /// Compares without telling by its time how far two texts agree.
  private static func isSame(_ left: Substring.UTF8View, _ right: String.UTF8View) -> Bool {
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

/// Why a request is not answered: an HTTP status.
struct Refusal: Error, Equatable {
  let status: Int

  init(_ status: Int) { self.status = status }
}
