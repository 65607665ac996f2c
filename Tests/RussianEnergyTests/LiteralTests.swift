import Foundation
import Testing

/// A number of the model has one home: a declaration with unit, range and source, or a row of a seed table.
///
/// What may stand in a formula is 0, 1 and 2, the place of a row or argument, limits of the arithmetic, and what the lists
/// below name.
@Suite("Numbers in formulas")
struct LiteralTests {
  /// Constants of the calendar and of units.
  private static let homes: Set = [
    "Constants.swift", "EnergyUnits.swift", "GasUnits.swift", "CommunityNames.swift",
  ]
  /// What numerical methods and numberings need, by file.
  private static let methods: [String: Set<String>] = [
    "Brent.swift": ["12"],  // decisions that one uniform number draws
    "EU.swift": ["6"], "LNG.swift": ["3"], "LNGPrices.swift": ["3", "4", "5", "6", "7", "8"],  // rows
    "EUCost.swift": ["1e-6"],  // under it a quotient is its limit
    "EUPackages.swift": ["8"], "EUPhaseOut.swift": ["8"],  // bits of an address
    "LNGPlants.swift": ["3"],  // letters of an abbreviation
    "OutageClocks.swift": ["20", "8"],  // bits of exact products, paths side by side
    "RefineryFleet.swift": ["28"],  // bits of exact products
    "OutageHits.swift": ["255", "4", "128"],  // strikes told apart, at one address; paths of a portion
    "OutageTargets.swift": ["3", "4"],  // central moments
    "Sanctions.swift": ["4"],  // how many rows
    "RefiningStart.swift": ["4"],  // rounds of an iteration
    "Ukraine.swift": ["0.8", "1.2"],  // weights that add up to 1 or nearly
  ]

  @Test("No number of the model stands in a formula")
  func formulas() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/RussianEnergy").standardizedFileURL
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let files = (found?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
    #expect(files.count > 70)
    for file in files where !Self.homes.contains(file.lastPathComponent) {
      let name = file.lastPathComponent, allowed = Self.methods[name] ?? []
      let literals = FormulaLiterals(try String(contentsOf: file, encoding: .utf8)).all
      for literal in literals where !allowed.contains(literal.text) {
        Issue.record("\(name):\(literal.line): \(literal.text) has no unit and no source")
      }
      #expect(allowed.isSubset(of: literals.map(\.text)), "\(name) doesn't need all that it is allowed")
    }
  }

  @Test(
    "A number in a formula is found, a declared one isn't",
    arguments: [
      ("let price = max(urals[path], 5)", ["5"]),
      ("private static let listed = 0.39", ["0.39"]),
      ("for back in 3...6 { old += paths.before(brent, back)[path] / 4 }", ["3", "6", "4"]),
      ("let from = Month(year: 2026, month: 1)", ["2026"]),
      ("state[path] *= -0.5 // half of 7", ["0.5"]),
      ("let half = 1 + 2 * rows[3][path] / max(all[path], 1e-9)", []),
      ("declare.lever(\"level\", 60, .usdPerBarrel, in: 0...150, \"Cap of 60.\", source: \"guess\")", []),
      ("start = declare.startValue(\"x\", known(5), .share, in: 0...3, \"X.\")", []),
      ("func law(_ x: Double, in range: ClosedRange<Double>) {}\nlaw(0.33, in: 0...3)", []),
      ("private enum Draw {\n  static let fate = 3, hold = 8\n}", []),
      ("report.within(paths[sale], 0, 1e5, \"crude of \\(years(3))\")", []),
    ] as [(String, [String])])
  func examples(source: String, expected: [String]) {
    #expect(FormulaLiterals(source).all.map(\.text) == expected)
  }
}

/// The numbers of a source text that stand outside declarations, checks and numberings.
struct FormulaLiterals {
  private(set) var all: [(text: String, line: Int)] = []

  init(_ source: String) {
    let code = FormulaLiterals.withoutWords(source)
    let told = FormulaLiterals.declared(code) + FormulaLiterals.numberings(code)
    for match in code.matches(of: /(^|[^\w.$]|\.\.[.<])([0-9][0-9_]*(?:\.[0-9][0-9_]*)?(?:e-?[0-9]+)?)\b/) {
      let text = String(match.2), place = match.2.startIndex
      guard let value = Double(text.replacing("_", with: "")), ![0, 1, 2].contains(value) else { continue }
      let isLimit = value >= 1e9 || value <= 1e-9
      let isPlace = code[..<place].hasSuffix("[") && code[match.2.endIndex...].hasPrefix("]")
      if isLimit || isPlace || told.contains(where: { $0.contains(place) }) { continue }
      all.append((text, code[..<place].count { $0 == "\n" } + 1))
    }
  }

  /// The text with blanks for comments and for what stands between quotation marks.
  private static func withoutWords(_ source: String) -> String {
    source.replacing(/\/\/[^\n]*|"""(?s:.*?)"""|"(?:\\\((?:[^()]|\([^()]*\))*\)|\\.|[^"\\\n])*"/) { match in
      String(match.output.map { $0 == "\n" ? "\n" : " " })
    }
  }

  /// The arguments of calls that declare with a source or check a balance, and of helpers that are given a range.
  private static func declared(_ code: String) -> [Range<String.Index>] {
    let helpers = Set(code.matches(of: /func (\w+)\([^{]*ClosedRange<Double>/).map { String($0.1) })
    let declaring: Set = [
      "declare.startValue", "declare.output", "declare.state", "report.within", "report.equal",
    ]
    var open: [String.Index] = [], calls: [Range<String.Index>] = []
    for place in code.indices {
      if code[place] == "(" { open.append(place) }
      guard code[place] == ")", let start = open.popLast() else { continue }
      let name = String(code[..<start].reversed().prefix { $0.isLetter || $0 == "." }.reversed())
      let hasSource = code[start..<place].contains(/[(,]\s*source:/)
      if hasSource || declaring.contains(name) || helpers.contains(name) { calls.append(start..<place) }
    }
    return calls
  }

  /// The bodies of enumerations that number rows and draws.
  private static func numberings(_ code: String) -> [Range<String.Index>] {
    code.matches(of: /enum \w*(?:Row|Draw|Flow) \{[^}]*/).map(\.range)
  }
}
