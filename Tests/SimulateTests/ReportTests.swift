import Foundation
import Testing

@Suite("Reports and charts of commands")
struct ReportTests {
  private func text(_ command: Command, _ path: String) throws -> String {
    String(decoding: try #require(command.bytes(path)), as: UTF8.self)
  }

  @Test("A run with --report and --charts leaves the same tables, and figures beside them")
  func run() throws {
    let command = try Command()
    let file = try command.scenario(paths: 64)
    #expect(try command.simulate(file, "--output", "plain").code == 0)
    try command.done(file, "--output", "shown", "--report", "a.html", "--charts", "charts")
    for name in RunTests.tables {
      #expect(command.bytes("plain/\(name)") == command.bytes("shown/\(name)"), "\(name)")
    }
    let page = try text(command, "a.html")
    #expect(page.contains("<figure ") && page.contains("</html>"))
    #expect(try #require(command.names("charts")).allSatisfy { $0.hasSuffix(".svg") })
    #expect(command.names("charts")?.count == page.ranges(of: "<figure ").count)
  }

  @Test("A scenario's first sentences are its paired differences from what it extends")
  func changes() throws {
    let command = try Command()
    let base = try command.scenario("base.txt", paths: 64)
    try "name: More\nextends: \(base)\nbrent:\n  anchor: 90 USD/bbl\n"
      .write(toFile: "\(command.folder)/more.txt", atomically: true, encoding: .utf8)
    try command.done("more.txt", "--output", "more", "--report", "a.html")
    let page = try text(command, "a.html")
    #expect(page.contains("<li>more raises energy.revenue ("))
    #expect(page.contains("What this scenario sets") && page.contains("brent.anchor"))
  }

  @Test("A finished folder becomes a report; one without results is refused")
  func finished() throws {
    let command = try Command()
    #expect(try command.simulate(try command.scenario(paths: 64), "--output", "one").code == 0)
    #expect(try command.simulate("report", "one", "--report", "a.html").code == 0)
    #expect(try text(command, "a.html").ranges(of: "<figure ").count >= 12)
    #expect(try command.simulate("report", "nowhere").code == 66)
  }

  @Test("--quiet prints nothing but errors")
  func quiet() throws {
    let command = try Command()
    let outcome = try command.simulate(try command.scenario(paths: 64), "--quiet")
    #expect(outcome.output == "" && outcome.errors == "")
  }
}
