/// Scenarios that nobody means well, each with where and how it is refused.
enum HostileScenarios {
  static let head = "name: Tiny\nas_of: 2025-09-23\nperiod: 2025-09 to 2025-12\npaths: 16\n"

  private static func event(_ lines: String...) -> String {
    head + "events:\n  - name: A\n" + lines.map { "    \($0)\n" }.joined()
      + "    lasts: 1 month\n    sets:\n      price_cap.level: 30 USD/bbl\n"
  }

  private static func named(_ name: String) -> String {
    head.replacing("Tiny", with: name)
  }

  private static func anchor(_ value: String) -> String { head + "brent:\n  anchor: \(value) USD/bbl\n" }

  /// Name, text, line and column, and words of the message.
  static let wrong: [(String, String, String, String)] = [
    ("device", "extends: /dev/zero\n", "1:10", "'/dev/zero' can't be read: it is a device"),
    ("device2", "extends: /dev/full\n", "1:10", "it is a device"),
    ("pipe", "extends: ./fifo\n", "1:10", "'./fifo' can't be read: it is a pipe"),
    ("folder", "extends: ..\n", "1:10", "there is no scenario '..'"),
    ("binary", "extends: /proc/self/exe\n", "1:10", "'/proc/self/exe' can't be read: "),
    ("circle", "extends: circle\n", "1:10", "extend each other in a circle"),
    ("two_pairs", head + "correlations:\n  brent ~ rub: 0.5\n  rub ~ brent: -0.5\n", "7:3", "is the pair"),
    (
      "spaced", head + "correlations:\n  b r e n t ~ rub: 0.5\n", "6:3", "'b r e n t' is neither a factor nor"
    ),
    ("early", head.replacing("2025-09-23", with: "2018-06-01"), "2:8", "know too little"),
    ("earliest", head.replacing("2025-09-23", with: "1900-01-01"), "2:8", "know too little"),
    ("heavy", anchor("discrete(40=1e308, 60=1e308)"), "6:11", "the chances add up to inf"),
    ("heavier", anchor("discrete(40=1e309, 60=1)"), "6:23", "too large a number"),
    ("weightless", anchor("discrete(40=0, 60=0)"), "6:11", "the chances add up to 0"),
    ("faint", anchor("discrete(40=1e-320, 60=1e-320)"), "6:11", "the chances add up to"),
    ("negative", anchor("discrete(40=-1, 60=2)"), "6:11", "can't be negative"),
    ("nan", anchor("nan"), "6:11", "not a number that can be computed with"),
    ("inf", anchor(".inf"), "6:11", "not a number that can be computed with"),
    ("wide", anchor("normal(60, 1e308)"), "6:11", "must lie between"),
    ("wider", anchor("normal(60, 1e400)"), "6:22", "too large a number"),
    ("tail", anchor("lognormal(p05=10, p50=50, p95=51)"), "6:11", "must lie between 30"),
    ("escape", named(#""\u001b]0;x\u0007""#), "1:7", "invisible character (U+1B)"),
    ("escape2", named(#""\u009b2J""#), "1:7", "invisible character (U+9B)"),
    ("direction", named(#""\u202e""#), "1:7", "invisible character (U+202E)"),
    ("formula", named(#""=HYPERLINK(1)""#), "1:7", "a spreadsheet would run the name"),
    ("formula2", named(#""@SUM(1)""#), "1:7", "a spreadsheet would run the name"),
    ("formula3", named("+1"), "1:7", "a spreadsheet would run the name"),
    ("formula4", event("starts: 2025-10-01").replacing("name: A", with: "name: =cmd"), "6:11", "spreadsheet"),
    ("long_name", named(String(repeating: "x", count: 201)), "1:7", "at most 200 characters"),
    ("section", head + "unknown: 1\n", "5:1", "'unknown' is not a section"),
    ("anchor", head + "a: &a {b: 1}\n<<: *a\n", "5:4", "anchors ('&') are not used"),
    ("tag", head + "brent: !!python/object:os.system\n", "5:8", "tags ('!') are not used"),
    ("document", head + "---\nname: B\n", "5:1", "a second document"),
    ("directive", "%YAML 1.2\n---\n" + head, "1:1", "directives ('%') are not used"),
    ("deep", head + "brent: " + String(repeating: "[", count: 100), "5:71", "more than 64 levels"),
    ("empty", "", "1:1", "the file is empty"),
    ("seed", head + "seed: 18446744073709551616\n", "5:7", "'seed' is a whole number"),
    ("paths", head.replacing("16", with: "1e30"), "4:8", "'paths' is a whole number"),
    ("period", head.replacing("2025-12", with: "2075-10"), "3:9", "a period of 602 months is too long"),
    ("month", head.replacing("2025-09 to", with: "0000-00 to"), "3:9", "'0000-00' is not a date"),
    ("reach", head + "price_cap:\n  level: 1e9 USD/bbl\n", "6:10", "must lie between 0 and 150"),
    (
      "often",
      head + "events:\n"
        + numbered(11) {
          "  - name: E\($0)\n    rate: 50 /month\n    lasts: 1 day\n    sets:\n      price_cap.level: 30 USD/bbl\n"
        }, "57:11", "events happen 550 times in 2025-09, at most 500 are taken"
    ),
    ("both", event("starts: 2025-10-01", "from: 2025-11-01"), "8:11", "'from' belongs to 'rate'"),
    ("both2", event("starts: 2025-10-01", "until: 2025-11-01"), "8:12", "'until' belongs to 'rate'"),
    (
      "pinned", head + "brent:\n  price:\n    from: ./fifo\n", "7:11",
      "there is no file './fifo' that can be read"
    ),
    ("separator", named("Ti\u{2028}ny"), "1:9", "invisible character (U+2028)"),
  ]

  /// Name, text, line and column, and words of a warning with which it is taken.
  static let doubtful: [(String, String, String, String)] = [
    ("twice", head + "outputs: [oil.revenue, oil.revenue]\n", "5:24", "is taken once"),
    (
      "backwards", event("rate: 1 /month", "from: 2027-01-01", "until: 2026-01-01"), "9:12", "no day on which"
    ),
    ("far", event("starts: 9999-12-31"), "7:13", "lies after the period"),
    ("long_ago", event("starts: 1000-01-01"), "7:13", "is over before the period"),
    ("newest", head.replacing("2025-09-23", with: "9999-12-31"), "2:8", "nothing in the seed tables became"),
  ]

  /// Bytes that are no text.
  static let noText: [(String, [UInt8], String)] = [
    ("latin", [0x4D, 0xFC, 0x6C], "its text is not UTF-8"),
    ("overlong", [0xC0, 0xAF], "its text is not UTF-8"),
    ("surrogate", [0xED, 0xA0, 0x80], "its text is not UTF-8"),
    ("cut", [0xE2, 0x82], "its text is not UTF-8"),
    ("nul", [0x61, 0, 0x62], "it holds a NUL byte"),
  ]

  /// Name, text and words of what is large; each is over in processor seconds and in little memory.
  static let large: [(String, @Sendable () -> String, String)] = [
    ("equal_keys", { head + repeated("a: 1\n", 5000) }, "'a' stands here twice"),
    ("unknown_keys", { head + numbered(20_000) { "key\($0): 1\n" } }, "'key0' is not a section"),
    (
      "misspelt", { head + "brent:\n" + numbered(5000) { "  key\($0): 1\n" } },
      "'brent.key0' is not a parameter"
    ),
    ("million", { head + numbered(1_000_000) { "key\($0): 1\n" } }, "more than 100000 lines"),
    ("outputs", { head + "outputs: [" + repeated("oil.revenue, ", 9999) + "x]\n" }, "'x'"),
    ("events", { head + "events:\n" + numbered(1001) { "  - name: E\($0)\n" } }, "at most 1000 are taken"),
    ("line", { head + "# " + repeated("x", 200_000) }, "longer than 200000 bytes"),
    (
      "values", { head + "x:\n" + repeated("  - [\(repeated("a, ", 60_000))b]\n", 4) },
      "200000 keys and values"
    ),
    ("whole", { head + repeated("# x\n", 5 << 20) }, "larger than 16 MB"),
  ]

  private static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  private static func numbered(_ count: Int, _ line: (Int) -> String) -> String {
    (0..<count).map(line).joined()
  }
}
