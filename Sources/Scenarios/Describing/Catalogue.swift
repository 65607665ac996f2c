public import Engine
internal import ScenarioText

/// Everything that has a name: `simulate list [WORD]`.
public struct Catalogue: Sendable {
  /// What a name stands for; also the words that list one kind.
  public enum Kind: String, Sendable, CaseIterable {
    case scenarios, sweeps, series, parameters, tables
  }

  /// A name and what it means, in a sentence.
  public struct Entry: Sendable {
    /// What the name stands for.
    public let kind: Kind
    /// As commands and scenarios write it.
    public let name: String
    /// One sentence, with the unit where it has one.
    public let meaning: String

    /// A line of the list.
    public init(_ kind: Kind, _ name: String, _ meaning: String) {
      self.kind = kind
      self.name = name
      self.meaning = meaning
    }
  }

  private let entries: [Entry]

  /// - Parameter others: scenarios, sweeps and tables, which the model doesn't know.
  public init(_ model: Model, others: [Entry]) {
    let series = model.outputs.map(\.variable).uniqued.map { variable -> Entry in
      let slots = model.outputSlots(of: variable).map { model.outputs[$0] }
      let regions = slots.count > 1 ? " By " + slots.map(\.region).joined(separator: ", ") + "." : ""
      return Entry(.series, variable, "\(slots[0].summary)\(regions) [\(slots[0].unit)]")
    }
    let parameters = model.parameters.map { parameter in
      let unit = parameter.isSwitch ? "on, off" : parameter.unit.symbol
      return Entry(.parameters, parameter.name, "\(parameter.summary) [\(unit)]")
    }
    entries = others + series + parameters
  }

  /// The first sentence of a scenario's head: the text of its first comment line.
  public static func headline(of text: String) -> String {
    let first = text.split(separator: "\n").first { $0.hasPrefix("#") } ?? ""
    return String(first.drop { $0 == "#" || $0 == " " })
  }

  /// What a word finds in names and meanings, a kind of thing, or the overview without one; nil for a word that
  /// finds nothing.
  public func text(for word: String?) -> String? {
    guard let word else { return overview }
    let found = found(by: word)
    guard !found.isEmpty else { return nil }
    return Kind.allCases.map { kind in chapter(kind, found.filter { $0.kind == kind }) }.joined()
  }

  /// What holds all the words in its name or meaning, or all of one kind; everything without a word.
  public func found(by word: String?) -> [Entry] {
    guard let word else { return entries }
    if let kind = Kind.allCases.first(where: { $0.rawValue == word.lowercased() }) {
      return entries.filter { $0.kind == kind }
    }
    let wanted = Catalogue.plain(word).split(separator: " ")
    return entries.filter { entry in
      let text = Catalogue.plain(entry.name + " " + entry.meaning)
      return wanted.allSatisfy { text.contains($0) }
    }
  }

  /// The word that was probably meant by one that finds nothing.
  public func suggestion(for word: String) -> String? {
    let words = entries.flatMap { entry in
      [entry.name] + (entry.name + " " + entry.meaning).split { !$0.isLetter }.map { $0.lowercased() }
    }
    return ScenarioText.suggestion(for: word, among: words.filter { $0.count > 3 }.uniqued)
  }

  /// What to say of a word that names nothing: where it is said, or what was probably meant.
  public func hint(for word: String, _ description: Description) -> String {
    let count = found(by: word).count
    if count > 0 {
      return ": 'simulate list \(word)' finds "
        + (count == 1 ? "1 name that says it" : "\(count) names that say it")
    }
    return (description.suggestion(for: word) ?? suggestion(for: word)).map { ": did you mean '\($0)'?" }
      ?? ""
  }

  private var overview: String {
    let counts = Kind.allCases.map { kind in
      "\(entries.count { $0.kind == kind }) \(kind.rawValue)"
    }
    let shown = [Kind.scenarios, .sweeps].map { kind in chapter(kind, entries.filter { $0.kind == kind }) }
    return shown.joined() + """
      \(counts.joined(separator: ", ")).
      simulate list WORD         searches names and meanings, such as 'gasoline'
      simulate list series       all of one kind: \(Kind.allCases.map(\.rawValue).joined(separator: ", "))
      simulate describe NAME     all about one

      """
  }

  private func chapter(_ kind: Kind, _ found: [Entry]) -> String {
    guard !found.isEmpty else { return "" }
    let title = kind.rawValue.prefix(1).uppercased() + kind.rawValue.dropFirst()
    return "\(title)\n\n" + glossary(found.map { ($0.name, $0.meaning) }) + "\n"
  }

  /// Without capitals, and with one sign for blanks, so that `shadow fleet` finds `fleet.shadow_regrowth`.
  private static func plain(_ text: String) -> String {
    String(text.lowercased().map { $0 == "_" || $0 == "-" || $0 == "." ? " " : $0 })
  }
}
