import ScenarioText
import Testing

@Suite("A syntax error is reported alone, in plain words, at the place where a reader would look")
struct SyntaxErrorTests {
  @Test("A tab as indentation is pointed at")
  func tab() {
    #expect(
      complaint(about: "price_cap:\n\tlevel: 47.6 USD/bbl\n") == """
        mine.txt:2:1: error: a tab is used for indentation
            2 | \tlevel: 47.6 USD/bbl
              | ^ indent with spaces
        """)
    #expect(complaint(about: "a:\n  \tb: 1").hasPrefix("mine.txt:2:3: error: a tab"))
    #expect(complaint(about: "a:\tb\n\t\nc: [1,\n\t2]\n") == "fine")
  }

  @Test("An unclosed bracket is pointed at, not the end of the file")
  func unclosedBracket() {
    #expect(
      complaint(about: "outputs: [oil.revenue, budget.oil_gas\nseed: 3\n") == """
        mine.txt:1:10: error: this '[' is never closed
            1 | outputs: [oil.revenue, budget.oil_gas
              |          ^
        """)
    #expect(
      complaint(about: "a: {b: [1, 2}\n") == """
        mine.txt:1:8: error: this '[' is never closed
            1 | a: {b: [1, 2}
              |        ^
        """)
  }

  @Test("An unclosed quote is pointed at, also when the next quote closes it by accident")
  func unclosedQuote() {
    #expect(
      complaint(about: "name: \"Full\nseed: 3\n") == """
        mine.txt:1:7: error: this quote is never closed
            1 | name: "Full
              |       ^
        """)
    #expect(
      complaint(about: "name: 'Full\nseed: 'x'\n") == """
        mine.txt:1:7: error: this quote is closed only on line 2
            1 | name: 'Full
              |       ^ is a quote missing on this line?
        """)
  }

  @Test("A second colon, and a key beneath a value, are told apart")
  func colons() {
    #expect(
      complaint(about: "price_cap: level: 3\n") == """
        mine.txt:1:17: error: a second ':' in one line
            1 | price_cap: level: 3
              |                 ^ give the inner key its own line, or quote the value
        """)
    #expect(
      complaint(about: "paths: 8192\n  seed: 3\n") == """
        mine.txt:2:3: error: bad indentation: the line above has a value, so nothing can stand beneath it
            2 |   seed: 3
              |   ^~~~ keys that belong together start in one column
        """)
    #expect(
      complaint(about: "paths:8192\nseed: 3\n") == """
        mine.txt:1:6: error: a blank is missing after ':'
            1 | paths:8192
              |      ^ write 'key: value'
        """)
  }

  @Test("Bad indentation is called that")
  func indentation() {
    #expect(
      complaint(about: "price_cap:\n    level: 1\n  compliance: 2\n") == """
        mine.txt:3:3: error: bad indentation
            3 |   compliance: 2
              |   ^~~~~~~~~~ keys that belong together start in one column
        """)
    #expect(
      complaint(about: "events:\n  - name: x\n - name: y\n").hasPrefix(
        "mine.txt:3:2: error: bad indentation"))
  }

  @Test(
    "Other slips have their own words",
    arguments: [
      ("a: 1\nseed\nc: 2\n", "mine.txt:2:1: error: 'seed' is neither 'key: value' nor a list item"),
      ("events: - name: x\n", "mine.txt:1:9: error: a list item ('- ') can't stand here"),
      ("a: %5\n", "mine.txt:1:4: error: a value can't start with '%'"),
      ("a: \"x\\q\"\n", "mine.txt:1:6: error: an unknown escape inside double quotes"),
      ("a: [1, , 2]\n", "mine.txt:1:8: error: a value is missing here"),
      ("a: \"b\" c\n", "mine.txt:1:8: error: this can't follow what stands before it on the line"),
      (": 3\n", "mine.txt:1:1: error: a key is missing before ':'"),
      ("a: x\u{1B}[2J\n", "mine.txt:1:5: error: an invisible character (U+1B) stands here"),
      ("a: 1\n...\nb: 2\n", "mine.txt:2:1: error: a document's end ('...') is not marked here"),
      ("[a]: 1\n", "mine.txt:1:1: error: a key must be a single word or text, not a list"),
      ("- a\n", "mine.txt:1:1: error: a file of 'key: value' lines is needed, and this is a list"),
      ("hello\n", "mine.txt:1:1: error: a file of 'key: value' lines is needed, and this is a single value"),
      ("", "mine.txt:1:1: error: the file is empty"),
      ("# nothing\n", "mine.txt:1:1: error: the file is empty"),
      ("---\n", "mine.txt:1:1: error: the file is empty"),
    ])
  func others(text: String, start: String) {
    #expect(complaint(about: text).split(separator: "\n").first.map { String($0) } == start)
  }
}
