import Testing

@testable import Explore

@Suite("Who is let in")
struct GateTests {
  private static let token = "0123456789abcdef0123456789abcdef"
  private let gate = Gate(token: GateTests.token)

  private func request(
    _ target: String = "/\(GateTests.token)/figures", _ headers: [String: [String]] = [:]
  ) -> Request {
    var request = Request(method: "GET", target: target, headers: ["host": ["127.0.0.1:4000"]], port: 4000)
    request.headers.merge(headers) { $1 }
    return request
  }

  @Test("Who has the link is let in, from a page of the server or from nowhere")
  func friends() {
    #expect(gate.path(of: request()) == .success("figures"))
    #expect(gate.path(of: request("/\(Self.token)/")) == .success(""))
    let origin = ["origin": ["http://127.0.0.1:4000"], "sec-fetch-site": ["same-origin"]]
    #expect(gate.path(of: request("/\(Self.token)/figures", origin)) == .success("figures"))
    #expect(gate.path(of: request("/\(Self.token)/", ["sec-fetch-site": ["none"]])) == .success(""))
  }

  @Test(
    "A path without the token is refused",
    arguments: [
      "", "/", "/figures", "/0123456789abcdef0123456789abcde/", "/0123456789abcdef0123456789abcdeg/figures",
      "/0123456789ABCDEF0123456789ABCDEF/", "//0123456789abcdef0123456789abcdef/",
      "/?token=0123456789abcdef0123456789abcdef",
      "http://127.0.0.1:4000/0123456789abcdef0123456789abcdef/",
    ])
  func tokens(target: String) {
    #expect(gate.path(of: request(target)) == .failure(Refusal(403)))
  }

  @Test(
    "Another host is refused: a name can be made to mean this machine",
    arguments: [
      ["evil.example:4000"], ["127.0.0.1"], ["127.0.0.1:4001"], ["localhost:4000"], [],
      ["127.0.0.1:4000", "127.0.0.1:4000"],
    ])
  func hosts(values: [String]) {
    #expect(gate.path(of: request("/\(Self.token)/", ["host": values])) == .failure(Refusal(403)))
  }

  @Test(
    "A page of another site is refused",
    arguments: [
      ["origin": ["http://evil.example"]], ["origin": ["null"]], ["origin": ["https://127.0.0.1:4000"]],
      ["origin": []], ["origin": ["http://127.0.0.1:4000", "http://127.0.0.1:4000"]],
      ["sec-fetch-site": ["cross-site"]], ["sec-fetch-site": ["same-site"]],
    ] as [[String: [String]]])
  func origins(headers: [String: [String]]) {
    #expect(gate.path(of: request("/\(Self.token)/", headers)) == .failure(Refusal(403)))
  }

  @Test("Tokens are 32 hexadecimal digits, each another")
  func newTokens() {
    let tokens = (0..<100).map { _ in Gate.newToken() }
    #expect(Set(tokens).count == 100)
    #expect(tokens.allSatisfy { $0.count == 32 && $0.allSatisfy { $0.isHexDigit && !$0.isUppercase } })
    #expect(gate.link(4000) == "http://127.0.0.1:4000/\(Self.token)/")
  }
}
