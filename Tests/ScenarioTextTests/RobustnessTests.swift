import ScenarioText
import Testing

@Suite("No text crashes the reader")
struct RobustnessTests {
  static let scenario = """
    name: "Full enforcement – 2026"
    extends: baseline.txt  # chain
    period: 2025-09 to 2027-12
    price_cap:
      level:
        2025-09-03: 47.6 USD/bbl
        2026-02-01: triangular(40, 44.1, 47.6) USD/bbl
      compliance: beta(mean=0.8, sd=0.1)
    refining: {spare_usable: 9 % (5 to 14), 'b': x}
    correlations:
      brent ~ ttf: 0.35
    events:
      - name: LNG ban slips
        starts: 2027-01-01 + lognormal(median=30 d, p95=150 d)
        sets:
          eu.lng_long_term_ban: off
      - note: |
          * any text
    outputs: [oil.revenue, budget.oil_gas]

    """

  /// Reads a text, and every value in it; either way is fine, a diagnostic without a place is not.
  private func read(_ text: String) {
    let source = Source(file: "f", text: text)
    do {
      read(try parse(source), source)
    } catch {
      #expect(!error.items.isEmpty)
      #expect(error.items.allSatisfy { (1...source.lines.count).contains($0.place.line) })
      #expect(!error.rendered(from: [source]).isEmpty)
    }
  }

  private func read(_ node: Node, _ source: Source) {
    node.items?.forEach { read($0, source) }
    node.entries?.forEach { read($0.value, source) }
    guard node.text != nil else { return }
    do { _ = try node.value() } catch { #expect(!error.rendered(from: source).isEmpty) }
  }

  @Test("A scenario is read whole")
  func whole() {
    #expect(complaint(about: Self.scenario) == "fine")
  }

  @Test("A scenario cut at any byte gives nodes or diagnostics")
  func truncated() {
    let bytes = Array(Self.scenario.utf8)
    for end in 0...bytes.count { read(String(decoding: bytes[..<end], as: UTF8.self)) }
  }

  @Test("A scenario with random changes gives nodes or diagnostics")
  func mutated() {
    var generator = SplitMix(state: 20_250_923)
    let original = Array(Self.scenario.unicodeScalars)
    for _ in 0..<1000 {
      var scalars = original
      for _ in 0...Int.random(in: 0..<4, using: &generator) { mutate(&scalars, &generator) }
      read(String(String.UnicodeScalarView(scalars)))
    }
  }

  private func mutate(_ scalars: inout [Unicode.Scalar], _ generator: inout SplitMix) {
    let signs = "[]{}()'\"&*!|>%@`#:,-? \t\n\r+=.eE09aé日\u{0}\u{85}\u{2028}\u{FEFF}\u{301}"
    let index = Int.random(in: scalars.indices, using: &generator)
    let other = Int.random(in: scalars.indices, using: &generator)
    let strange = signs.unicodeScalars.randomElement(using: &generator) ?? "x"
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: scalars.remove(at: index)
    case 1: scalars.insert(strange, at: index)
    case 2: scalars[index] = strange
    default: scalars.insert(contentsOf: scalars[index..<min(scalars.count, index + 40)], at: other)
    }
  }

  @Test("Random values give a value or a diagnostic")
  func randomValues() {
    var generator = SplitMix(state: 7)
    let pieces = "1|9 %|(|)|,|=|+|to| |2025-09|-03|f|NaN|.|−|é".split(separator: "|")
    for _ in 0..<5000 {
      let count = Int.random(in: 0..<9, using: &generator)
      let text = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      do {
        let value = try ValueText(parsing: text)
        #expect(value.offset >= 0 && value.offset + value.length <= text.count)
      } catch {
        #expect(error.offset <= text.count && error.length >= 1)
      }
    }
  }

  @Test(
    "Nesting ten thousand deep is refused, however it is written",
    arguments: ["[", "{", "- ", "? ", "{a: ", "[[{", "- [", "a: {"]
  )
  func deep(piece: String) {
    let text = String(repeating: piece, count: 10_000)
    #expect(complaint(about: text) != "fine")
    #expect(complaint(about: "x:\n  " + text) != "fine")
  }

  @Test("Sixty levels are fine, seventy are not, and calls have their own limit")
  func depth() {
    func nested(_ levels: Int) -> String {
      (0..<levels).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    }
    #expect(complaint(about: nested(60)) == "fine")
    #expect(complaint(about: nested(70)).contains("more than 64 levels inside one another"))
    let calls = String(repeating: "f(", count: 10_000)
    #expect(complaint(aboutValue: calls).contains("more than 16 calls inside one another"))
  }

  @Test("A billion laughs are refused at the first")
  func billionLaughs() {
    var text = "a0: &a0 [x, x]\n"
    for level in 1..<40 { text += "a\(level): &a\(level) {? *a\(level - 1) : *a\(level - 1)}\n" }
    #expect(complaint(about: text).hasPrefix("mine.txt:1:5: error: anchors"))
  }
}

/// A small generator, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
