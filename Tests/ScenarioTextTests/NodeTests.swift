import ScenarioText
import Testing

@Suite("Text becomes nodes with places")
struct NodeTests {
  @Test("Every scalar is the text as it was written")
  func scalarsAreText() throws {
    for text in ["no", "1e3", "010", "12:30", "~", "null", "true", "2025-09-03", "0x1F", "-.5"] {
      #expect(try parse("a: \(text)", file: "f")["a"]?.text == text)
    }
  }

  @Test("Nothing written is an empty scalar, a quoted nothing is not")
  func emptyScalars() throws {
    let root = try parse("a:\nb: ''\n", file: "f")
    #expect(root["a"]?.isEmpty == true && root["a"]?.text == "" && root["a"]?.isQuoted == false)
    #expect(root["b"]?.isEmpty == false && root["b"]?.isQuoted == true)
    #expect(root["a"]?.place == Place(file: "f", line: 1, column: 3))
  }

  @Test("Keys keep their order, their places and their widths")
  func keys() throws {
    let root = try parse("b: 1\na:\n  'c d': [x, {y: z}]\n", file: "f")
    #expect(root.entries?.map(\.key.text) == ["b", "a"])
    let inner = try #require(root["a"])
    let key = try #require(inner.entries?.first?.key)
    #expect(key == Node.Key("c d", at: Place(file: "f", line: 3, column: 3), length: 5))
    #expect(!inner.isFlow && inner["c d"]?.isFlow == true)
    let z = inner["c d"]?.items?.last?["y"]
    #expect(z?.isFlow == true && z?.place == Place(file: "f", line: 3, column: 18))
  }

  @Test("Columns count characters, whatever they take in bytes or code points")
  func columns() throws {
    let root = try parse("ключ: {e\u{301}: 5 %, \u{1F6E2}\u{FE0F}: x}\n", file: "f")
    let entries = try #require(root["ключ"]?.entries)
    #expect(entries.map(\.key.place.column) == [8, 16])
    #expect(entries.map(\.value.place.column) == [11, 19])
    #expect(complaint(about: "日本: [1\n").hasSuffix("\n      |       ^"))
  }

  @Test("Windows line ends and a byte-order mark change nothing")
  func lineEnds() throws {
    let plain = try parse("a: 1\nb:\n  c: x\n", file: "f")
    #expect(try parse("\u{FEFF}a: 1\r\nb:\r\n  c: x\r\n", file: "f") == plain)
    #expect(try parse("a: 1\rb:\r  c: x\r", file: "f") == plain)
  }

  @Test("Very short texts are read too")
  func shortTexts() throws {
    for _ in 0..<100 { #expect(try parse("a: 1", file: "f")["a"]?.text == "1") }
  }

  @Test("A place inside a scalar is told, unless its text isn't the file's own")
  func insideScalars() throws {
    let root = try parse("a: '12 %'\nb: 12\n  %\nc: \"1\\x32 %\"\n", file: "f")
    #expect(root["a"]?.place(at: 3) == Place(file: "f", line: 1, column: 8))
    #expect(root["b"]?.place(at: 3) == Place(file: "f", line: 2, column: 4))
    #expect(root["c"]?.place(at: 3) == Place(file: "f", line: 4, column: 4))
    #expect(root["b"]?.text == "12 %" && root["c"]?.text == "12 %")
  }

  @Test("A suggestion is made only when a name is close")
  func suggestions() {
    let names = ["level", "compliance", "shadow_share", "shadow_premium"]
    #expect(suggestion(for: "levle", among: names) == "level")
    #expect(suggestion(for: "Compliance", among: names) == "compliance")
    #expect(suggestion(for: "shadow-shar", among: names) == "shadow_share")
    #expect(suggestion(for: "price", among: names) == nil)
    #expect(suggestion(for: "x", among: ["y"]) == nil)
  }

  @Test("A message looks as the documents show it")
  func rendering() {
    let text = String(repeating: "#\n", count: 11) + "  levle: 47.6 USD/bbl\n"
    let source = Source(file: "scenarios/mine.txt", text: text)
    let place = Place(file: "scenarios/mine.txt", line: 12, column: 3)
    let hint = "did you mean 'level'? ('simulate describe price_cap' lists them)"
    let problem = Diagnostic("'price_cap.levle' is not a parameter", at: place, length: 5, hint: hint)
    #expect(
      problem.rendered(from: source) == """
        scenarios/mine.txt:12:3: error: 'price_cap.levle' is not a parameter
           12 |   levle: 47.6 USD/bbl
              |   ^~~~~ did you mean 'level'? ('simulate describe price_cap' lists them)
        """)
    #expect(Diagnostics([problem]).hasErrors)
  }

  @Test("Problems are shown in the order of their places")
  func order() {
    let places = [(2, 1), (1, 9), (1, 2)].map { Place(file: "f", line: $0.0, column: $0.1) }
    let sorted = Diagnostics(places.map { Diagnostic("x", at: $0) })
    #expect(sorted.items.map(\.place) == places.reversed())
  }
}
