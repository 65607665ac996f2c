import ScenarioText
import Testing

@Suite("What YAML has and scenarios don't is refused at its place")
struct RefusalTests {
  @Test("An anchor is refused")
  func anchor() {
    #expect(
      complaint(about: "price_cap: &cap\n  level: 1\n") == """
        mine.txt:1:12: error: anchors ('&') are not used here
            1 | price_cap: &cap
              |            ^~~~ write the value out
        """)
  }

  @Test("An alias is refused, as a value, an item and a key")
  func alias() {
    #expect(
      complaint(about: "a: 1\nb: *cap\n") == """
        mine.txt:2:4: error: aliases ('*') are not used here
            2 | b: *cap
              |    ^~~~ write the value out
        """)
    #expect(complaint(about: "a: [1, *b]\n").hasPrefix("mine.txt:1:8: error: aliases"))
    #expect(complaint(about: "- a: foo\n  *b : 1\n").hasPrefix("mine.txt:2:3: error: aliases"))
  }

  @Test("A merge key is refused")
  func mergeKey() {
    #expect(
      complaint(about: "a: 1\nb:\n  <<: *base\n  c: 2\n") == """
        mine.txt:3:3: error: merge keys ('<<') are not used here
            3 |   <<: *base
              |   ^~ use 'extends: FILE'
        """)
  }

  @Test("A tag is refused")
  func tag() {
    #expect(
      complaint(about: "seed: !!int 3\n") == """
        mine.txt:1:7: error: tags ('!') are not used here
            1 | seed: !!int 3
              |       ^~~~~ every value is text already
        """)
  }

  @Test("A second document and a directive are refused, a leading '---' is not")
  func documents() {
    #expect(
      complaint(about: "a: 1\n---\nb: 2\n") == """
        mine.txt:2:1: error: a second document ('---') is not used here
            2 | ---
              | ^~~ one scenario, one file
        """)
    #expect(complaint(about: "%YAML 1.2\n---\na: 1\n").hasPrefix("mine.txt:1:1: error: directives ('%')"))
    #expect(complaint(about: "# head\n---\na: 1\n") == "fine")
  }

  @Test("Those signs inside text, comments, quotes and text blocks are only signs")
  func onlySigns() {
    let text = """
      a: R&D * 2 ! <<   # &x *y !z
      b: '*x'
      c: |
        * first
        & second
      d: b
        *c
      e: "it's
        *not* an alias"
      f: [a&b, c*d]
      g: it's
      """
    #expect(complaint(about: text) == "fine")
  }

  @Test("A duplicate is placed at the second key and names the first's line, all of them at once")
  func duplicates() {
    #expect(
      complaint(about: "level: 1\nb: 2\nlevel: 3\n'b': 4\n") == """
        mine.txt:3:1: error: 'level' stands here twice
            3 | level: 3
              | ^~~~~ the first is on line 1
        mine.txt:4:1: error: 'b' stands here twice
            4 | 'b': 4
              | ^~~ the first is on line 2
        """)
    #expect(complaint(about: "a: {b: 1, b: 2}").hasPrefix("mine.txt:1:11: error: 'b' stands here twice"))
    #expect(complaint(about: "é: 1\n\"x\\ty\": 2\n\"x\\ty\": 3\né: 4").contains("stands here twice"))
    #expect(complaint(about: "'': 1\n'': 2").contains("stands more than once"))
    #expect(complaint(about: "a: {b: 1}\nc: {b: 1}") == "fine")
  }

  @Test("A syntax error after a duplicate is the one that is reported")
  func syntaxErrorWins() {
    #expect(complaint(about: "a: 1\na: 2\nb: [3\n").hasPrefix("mine.txt:3:4: error: this '['"))
  }

  @Test("A distribution cut at its comma inside brackets is told to take its own line")
  func cutValue() {
    #expect(
      complaint(about: "cap: {level: triangular(40, 44, 47) USD/bbl, x: 1}\n") == """
        mine.txt:1:14: error: a value with '(' can't stand inside '[ ]' or '{ }': it was cut at the comma
            1 | cap: {level: triangular(40, 44, 47) USD/bbl, x: 1}
              |              ^~~~~~~~~~~~~ give it its own line
        """)
  }

  @Test("Units inside a flow list are pointed at, one by one")
  func unitsInList() throws {
    let source = Source(file: "mine.txt", text: "level: [40, 44 USD/bbl]\n")
    let list = try #require(try parse(source)["level"])
    #expect(
      Diagnostics(list.unitsInFlowList()).rendered(from: [source]) == """
        mine.txt:1:16: error: a number with a unit can't stand inside '[ ]'
            1 | level: [40, 44 USD/bbl]
              |                ^~~~~~~ write a distribution with its unit behind: 'triangular(40, 44.1, 47.6) USD/bbl'
        """)
  }
}
