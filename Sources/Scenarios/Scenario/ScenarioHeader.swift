internal import Engine
internal import Sampling
internal import ScenarioText

/// The keys of a scenario that aren't the model's: what is known, when, how many paths.
struct ScenarioHeader {
  static let keys = ["name", "extends", "as_of", "period", "history", "paths", "seed", "design"]
  static let pathCounts = 16...100_000_000
  static let standardPaths = 8192
  static let standardSeed: UInt64 = 20_250_923

  let name: String
  let asOf: KnownDay
  let period: PeriodText
  let history: Bool
  let paths: Int
  let seed: UInt64
  let design: DesignKind

  /// Reads the header of a merged scenario; nil where one of the problems found leaves a gap.
  init?(_ root: Node, file: String, problems: inout [Diagnostic]) {
    let reader = HeaderReader(root: root, file: file)
    if let axes = root.entries?.first(where: { ["axes", "scenario", "policies"].contains($0.key.text) }) {
      problems.complain(
        "'\(axes.key.text)' belongs in a sweep", at: axes.key, hint: "run it with 'simulate sweep run'")
      return nil
    }
    name = reader.value("name", &problems, HeaderReader.name) ?? reader.fileName
    if let problem = reader.unfitFileName { problems.append(problem) }
    paths = reader.value("paths", &problems, HeaderReader.paths) ?? ScenarioHeader.standardPaths
    seed = reader.value("seed", &problems, HeaderReader.seed) ?? ScenarioHeader.standardSeed
    design = reader.value("design", &problems, HeaderReader.design) ?? .nested
    history = reader.value("history", &problems, HeaderReader.history) ?? true
    let asOf = reader.required(
      "as_of", "what was known on which day, such as 'as_of: 2025-09-23'", &problems, HeaderReader.day)
    let period = reader.required(
      "period", "the months to simulate, such as 'period: 2025-09 to 2027-12'", &problems,
      HeaderReader.period)
    guard let asOf, let period else { return nil }
    self.asOf = asOf
    self.period = period
  }
}

/// Reads one key of the header after another.
private struct HeaderReader {
  let root: Node
  let file: String

  /// The name of the file without its folder and `.txt`.
  var fileName: String {
    let last = file.split(separator: "/").last.map(String.init) ?? file
    if last == "-" { return "standard input" }
    return last.hasSuffix(".txt") && last.count > 4 ? String(last.dropLast(4)) : last
  }

  /// The value of a key; nil where there is none or it is wrong.
  func value<Value>(
    _ key: String, _ problems: inout [Diagnostic], _ read: (Node) throws(Diagnostic) -> Value
  ) -> Value? {
    guard let node = root[key] else { return nil }
    do throws(Diagnostic) {
      guard let text = node.text else {
        throw Diagnostic("'\(key)' takes a value, not \(node.kindInWords)", at: node)
      }
      guard !text.isEmpty else {
        let entry = root.entries?.first { $0.key.text == key }
        throw Diagnostic("'\(key)' has no value", at: entry?.key ?? Node.Key(key, at: node.place))
      }
      return try read(node)
    } catch {
      problems.append(error)
      return nil
    }
  }

  /// The same for a key that every scenario needs, itself or by inheritance.
  func required<Value>(
    _ key: String, _ hint: String, _ problems: inout [Diagnostic],
    _ read: (Node) throws(Diagnostic) -> Value
  ) -> Value? {
    if root[key] != nil { return value(key, &problems, read) }
    let misspelt = root.entries?.prefix(Limits.problems).first { entry in
      entry.value.text != nil && !ScenarioHeader.keys.contains(entry.key.text)
        && suggestion(for: entry.key.text, among: ScenarioHeader.keys) == key
    }
    if let misspelt {
      let message = "'\(misspelt.key.text)' is not a key of a scenario"
      problems.complain(message, at: misspelt.key, hint: "did you mean '\(key)'?")
    } else {
      let start = Place(file: file, line: 1, column: 1)
      problems.complain("no '\(key)' here, nor in a parent", at: start, hint: hint)
    }
    return nil
  }

  static func name(_ node: Node) throws(Diagnostic) -> String {
    let name = node.text ?? ""
    if let problem = NameRule.diagnostic(name, at: node) { throw problem }
    return name
  }

  /// What is wrong with a file's name where the scenario has no other.
  var unfitFileName: Diagnostic? {
    guard root["name"] == nil, let complaint = NameRule.complaint(about: fileName) else { return nil }
    return Diagnostic(
      complaint.message, at: Place(file: file, line: 1, column: 1),
      hint: "the scenario has the name of its file; give it a line 'name: …'")
  }

  static func day(_ node: Node) throws(Diagnostic) -> KnownDay {
    if node.text == KnownDay.newest { return KnownDay(day: nil, node: node) }
    let value = try node.value()
    if case .date(let year, let month, let number) = value.kind,
      let day = Day(year: year, month: month, day: number)
    {
      return KnownDay(day: day, node: node)
    }
    throw node.diagnostic("'as_of' is a date", at: value, hint: "such as 2025-09-23, or newest")
  }

  static func history(_ node: Node) throws(Diagnostic) -> Bool {
    switch node.text {
    case "on": return true
    case "off": return false
    default:
      throw Diagnostic(
        "'history' is on or off", at: node,
        hint: "on: months known on 'as_of' are pinned to what was observed")
    }
  }

  static func paths(_ node: Node) throws(Diagnostic) -> Int {
    let allowed = ScenarioHeader.pathCounts
    let value = try node.value()
    guard case .number(let number, unit: nil) = value.kind, let paths = Int(exactly: number) else {
      throw node.diagnostic("'paths' is a whole number", at: value, hint: "such as 8192")
    }
    guard allowed.contains(paths) else {
      throw node.diagnostic(
        "\(paths) paths are too \(paths < allowed.lowerBound ? "few" : "many")", at: value,
        hint: "allowed are \(allowed.lowerBound) to 100 million")
    }
    return paths
  }

  static func seed(_ node: Node) throws(Diagnostic) -> UInt64 {
    if let seed = UInt64(node.text ?? "") { return seed }
    throw Diagnostic(
      "'seed' is a whole number from 0 to \(UInt64.max)", at: node, hint: "such as 20250923")
  }

  static func design(_ node: Node) throws(Diagnostic) -> DesignKind {
    let text = node.text ?? ""
    if let design = DesignKind(rawValue: text) { return design }
    let names = DesignKind.allCases.map(\.rawValue)
    let list = "known are \(names.joined(separator: ", "))"
    let hint = suggestion(for: text, among: names).map { "did you mean '\($0)'? (\(list))" }
    throw Diagnostic("'\(text)' is not a design of the sample", at: node, hint: hint ?? list)
  }
}

extension HeaderReader {
  static func period(_ node: Node) throws(Diagnostic) -> PeriodText {
    let text = node.text ?? ""
    if text.hasPrefix(KnownDay.newest) || text.contains(" for ") { return try words(text, node) }
    let value = try node.value()
    guard case .period(let from, let to) = value.kind, let first = month(from), let last = month(to) else {
      throw node.diagnostic(
        "'period' is two months", at: value,
        hint: "such as '2025-09 to 2027-12', or 'newest for 24 months'")
    }
    guard first <= last else {
      throw node.diagnostic("the period ends before it begins", at: value, hint: "write \(last) to \(first)")
    }
    let count = last - first + 1
    guard count <= Limits.months else { throw tooLong(count, node) }
    return PeriodText(first: first, end: .month(last), node: node)
  }

  /// `newest to 2027-12`, `newest for 24 months`, `2026-01 for 12 months`.
  private static func words(_ text: String, _ node: Node) throws(Diagnostic) -> PeriodText {
    let words = text.split(separator: " ").map(String.init)
    let first = words.first.flatMap { Month($0) }
    guard words.count >= 3, first != nil || words[0] == KnownDay.newest else {
      throw Diagnostic("'period' is two months", at: node, hint: "such as 'newest for 24 months'")
    }
    if words[1] == "to", words.count == 3, let last = Month(words[2]) {
      return PeriodText(first: first, end: .month(last), node: node)
    }
    guard words[1] == "for", words.count == 4, ["month", "months"].contains(words[3]),
      let count = Int(words[2]),
      count > 0
    else {
      throw Diagnostic("'period' is two months", at: node, hint: "such as 'newest for 24 months'")
    }
    guard count <= Limits.months else { throw tooLong(count, node) }
    return PeriodText(first: first, end: .count(count), node: node)
  }

  private static func tooLong(_ count: Int, _ node: Node) -> Diagnostic {
    Diagnostic(
      "a period of \(count) months is too long", at: node,
      hint: "at most \(Limits.months) months")
  }

  private static func month(_ value: ValueText) -> Month? {
    guard case .month(let year, let month) = value.kind else { return nil }
    return Month(year: year, month: month)
  }
}
