import Glibc
import Testing

@testable import ScenarioText

@Suite("Limits of what is read")
struct LimitTests {
  /// Texts of a size, each of a kind that once took time with the square of it.
  static let kinds: [String: @Sendable (Int) -> String] = [
    "one key again and again": { String(repeating: "a: 1\n", count: $0) },
    "one key in braces": { "x: {" + String(repeating: "a: 1, ", count: $0) + "b: 2}" },
    "one item again and again": { "x: [" + String(repeating: "oil.revenue, ", count: $0) + "b]" },
    "letters of two bytes": { "x: [" + String(repeating: "да, ", count: $0) + "b]" },
    "different keys": { size in (0..<size).map { "key\($0): 1\n" }.joined() },
    "brackets that never close": { String(repeating: "- [a\n", count: $0) },
  ]

  @Test("Work grows in proportion to size", arguments: kinds.keys.sorted())
  func proportion(kind: String) throws {
    let text = try #require(Self.kinds[kind])
    let small = work { _ = try? parse(text(400), file: "f") }
    let large = work { _ = try? parse(text(3200), file: "f") }
    // Eight times the size; with its square it would be sixty-four times the work.
    #expect(large < 24 * max(small, 0.002), "\(small) s and \(large) s")
  }

  /// Processor time of this thread, whatever else the machine does.
  private func work(_ body: () -> Void) -> Double {
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }
    let start = now()
    body()
    return now() - start
  }

  @Test("Every repeated key is told, with the line of the first")
  func repeatedKeys() throws {
    let text = "a: 1\nb:\n  - c: 1\n    'c': 2\n  - c: 3\na: 2\nd: {e: 1, e: 2, f: [g: 1, g: 2]}\n\"a\": 3\n"
    do {
      _ = try parse(text, file: "f")
      Issue.record("repeated keys were taken")
    } catch {
      #expect(
        error.items.map { "\($0.place.line):\($0.place.column) \($0.message)" } == [
          "4:5 'c' stands here twice", "6:1 'a' stands here twice", "7:11 'e' stands here twice",
          "8:1 'a' stands here twice",
        ])
    }
  }

  @Test(
    "A text beyond a limit is refused in words that name the limit",
    arguments: [
      (String(repeating: "\n", count: Limits.lines + 1), "100000 lines"),
      ("# " + String(repeating: "x", count: Limits.lineBytes), "200000 bytes"),
      (
        String(repeating: "x: [" + String(repeating: "a,", count: 50_000) + "a]\n", count: 5),
        "200000 keys and values"
      ),
      (String(repeating: "[", count: 65), "64 levels"),
    ])
  func limits(text: String, words: String) {
    do {
      _ = try parse(text, file: "f")
      Issue.record("it was taken")
    } catch {
      #expect(error.items.count == 1)
      #expect(error.items[0].message.contains(words))
    }
  }

  @Test("Of a long line what stands around the mark is shown")
  func longLine() throws {
    let line = String(repeating: "x", count: 900) + "HERE" + String(repeating: "y", count: 900)
    let source = Source(file: "f", text: line)
    for column in [1, 901, 1801] {
      let text = Diagnostic("m", at: Place(file: "f", line: 1, column: column), length: 4).rendered(
        from: source)
      let lines = text.split(separator: "\n")
      #expect(lines[1].count <= Limits.shownLetters + 12)
      let caret = try #require(lines[2].firstIndex(of: "^"))
      let above = lines[1][
        lines[1].index(
          lines[1].startIndex, offsetBy: lines[2].distance(from: lines[2].startIndex, to: caret))...]
      #expect(above.hasPrefix(column == 901 ? "HERE" : column == 1 ? "xxxx" : "yyyy"))
    }
  }

  @Test("Of many problems the first are shown, errors before warnings, and the rest is counted")
  func manyProblems() {
    let items = (1...80).map { line in
      Diagnostic(
        "problem \(line)", at: Place(file: "f", line: line, column: 1),
        severity: line <= 40 ? .warning : .error)
    }
    let lines = Diagnostics(items).rendered(from: []).split(separator: "\n")
    #expect(lines.count == Limits.problems + 1)
    #expect(lines[0].hasSuffix("error: problem 41"))
    #expect(lines[40].hasSuffix("warning: problem 1"))
    #expect(lines[50] == "30 more; the first 50 are shown")
  }

  @Test(
    "An escape can't bring in a character that drives a terminal",
    arguments: ["\\e[2J", "\\u001b]0;x", "\\x07", "\\0"])
  func escapes(escape: String) {
    do {
      _ = try parse("name: \"a\(escape)\"\n", file: "f")
      Issue.record("\(escape) was taken")
    } catch {
      #expect(error.items.first?.message.contains("invisible character (U+") == true)
    }
  }

  @Test("A name has so many characters, whatever their bytes are")
  func names() {
    #expect(NameRule.complaint(about: String(repeating: "é", count: 200)) == nil)
    #expect(NameRule.complaint(about: String(repeating: "n", count: 201)) != nil)
  }
}
