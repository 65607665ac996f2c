/// What a name may be that reaches a table: of a scenario, an event, a policy, a plant, a folder of results.
///
/// Readers of tables take some words for missing values and others for numbers, and spreadsheets run text that begins
/// like a formula. A name that passes means itself everywhere.
public enum NameRule {
  /// What is wrong with a name, and what to write instead.
  public struct Complaint: Sendable {
    /// What a reader would make of it.
    public let message: String
    /// What to do about it.
    public let hint: String
  }

  /// What readers of tables take for a missing value unless they are told otherwise.
  private static let missing: Set = [
    "", "NA", "N/A", "n/a", "NULL", "null", "NaN", "nan", "None", "-nan", "-NaN", "#N/A", "#N/A N/A", "#NA",
    "<NA>",
  ]
  private static let truths: Set = ["true", "True", "TRUE", "false", "False", "FALSE"]

  /// What is wrong with a name; nil where nothing is.
  public static func complaint(about name: String) -> Complaint? {
    if isPlain(name) { return nil }
    if name.utf8.count > Limits.nameLetters, name.count > Limits.nameLetters {
      return Complaint(
        message: "a name has at most \(Limits.nameLetters) characters, this one \(name.count)",
        hint: "it stands in every row of some tables")
    }
    let isPrintable = name.utf8.allSatisfy { (0x20..<0x7f).contains($0) }
    if !isPrintable, let scalar = name.unicodeScalars.first(where: isInvisible) {
      return Complaint(
        message:
          "the name holds an invisible character (U+\(String(scalar.value, radix: 16, uppercase: true)))",
        hint: "write it without")
    }
    if missing.contains(name) {
      return Complaint(
        message: "pandas and R would take the name '\(name)' for a missing value",
        hint: "give it another name")
    }
    if truths.contains(name) {
      return Complaint(
        message: "readers of tables would take the name '\(name)' for a truth value",
        hint: "give it another name")
    }
    if let first = name.first, "=+-@".contains(first) {
      let rest = name.drop { "=+-@ ".contains($0) }
      return Complaint(
        message: "a spreadsheet would run the name '\(name)' as a formula",
        hint: rest.isEmpty ? "begin it with a letter" : "begin it with a letter, such as '\(rest)'")
    }
    if Double(name) != nil || !name.contains(where: \.isLetter) {
      return Complaint(
        message: "readers of tables would take the name '\(name)' for a number or a date",
        hint: "say what it is, such as 'case \(name)'")
    }
    return nil
  }

  /// Whether a name is a word of small letters, digits and `_` that begins as none of the words above does, nor `inf`:
  /// most are, and that much is quickly asked.
  private static func isPlain(_ name: String) -> Bool {
    guard let first = name.utf8.first, (97...122).contains(first), !"nitf".utf8.contains(first),
      name.utf8.count <= Limits.nameLetters
    else { return false }
    return name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
  }

  /// Control characters, line breaks, and those that change the direction of what follows.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
    default: false
    }
  }

  /// The same as a diagnostic at the node that holds the name.
  public static func diagnostic(_ name: String, at node: Node) -> Diagnostic? {
    complaint(about: name).map { Diagnostic($0.message, at: node, hint: $0.hint) }
  }
}
