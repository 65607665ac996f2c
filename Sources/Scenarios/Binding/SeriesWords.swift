public import Engine
public import ScenarioText

extension Model {
  /// The series that a word of `outputs` means: one by its name, `oil.*` all of a section, `all` every one.
  ///
  /// - Throws: a diagnostic where there are none.
  public func variables(_ item: Node) throws(Diagnostic) -> [String] {
    let word = item.text ?? ""
    if outputs.contains(where: { $0.variable == word }) { return [word] }
    let known = outputs.map(\.variable).uniqued
    if word == "all" { return known }
    guard word.hasSuffix(".*") else {
      throw Diagnostic(
        "'\(word)' is not a series", at: item,
        hint: hint(for: word, among: known.sorted(), elsewhere: "'simulate describe' lists them"))
    }
    let found = known.filter { $0.hasPrefix(word.dropLast()) }
    guard found.isEmpty else { return found }
    let sections = Set(known.map { "\($0.prefix { $0 != "." }).*" }).sorted()
    throw Diagnostic(
      "no series begins with '\(word.dropLast())'", at: item,
      hint: hint(
        for: word, among: sections, elsewhere: "such as \(sections.prefix(4).joined(separator: ", "))"))
  }
}
