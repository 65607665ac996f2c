internal import ArgumentParser
internal import ScenarioText

/// What is said about an option that nobody knows: the parser's own guess only where it is a good one.
enum Hints {
  /// What other programs call some of our options.
  private static let others = [
    "plot": "--charts DIR writes charts, --report FILE one HTML file with them",
    "json": "--format json writes the main table to standard output",
    "csv": "--format csv writes the main table to standard output",
    "out": "--output DIR names the folder", "dir": "--output DIR names the folder",
    "config": "scenario files are named without an option", "param": "--set key=value sets a parameter",
    "runs": "--paths N is the number of paths", "silent": "--quiet says nothing but errors",
  ]
  private static let synonyms = [
    "chart": "plot", "graph": "plot", "png": "plot", "svg": "plot", "html": "plot", "pdf": "plot",
    "figure": "plot",
    "jsonl": "json", "tsv": "csv", "folder": "dir", "outdir": "out", "file": "config", "scenario": "config",
    "parameter": "param", "iterations": "runs", "samples": "runs", "simulations": "runs", "n": "runs",
  ]

  /// What the parser says of an error, or of a call for help, with a better guess.
  static func message(for error: any Error) -> String {
    let message = Simulate.fullMessage(for: error)
    guard let unknown = word(in: message, after: "Unknown option '") else { return message }
    let guess = word(in: message, after: "Did you mean '")
    var told = guess.map { message.replacing(" Did you mean '\($0)'?", with: "") } ?? message
    if let hint = hint(unknown, guess) {
      told = told.replacing("Unknown option '\(unknown)'.", with: "Unknown option '\(unknown)'. \(hint)")
        .replacing("Unknown option '\(unknown)'\n", with: "Unknown option '\(unknown)'. \(hint)\n")
    }
    return told
  }

  /// A sentence on what was probably meant; nil where nobody can know.
  static func hint(_ unknown: String, _ guess: String?) -> String? {
    let bare = String(unknown.drop { $0 == "-" }.prefix { $0 != "=" })
    let known = others[bare] ?? (bare.hasSuffix("s") ? others[String(bare.dropLast())] : nil)
    if let words = known ?? synonyms[bare].flatMap({ others[$0] }) { return words + "." }
    guard let guess, suggestion(for: bare, among: [String(guess.drop { $0 == "-" })]) != nil else {
      return nil
    }
    return "Did you mean '\(guess)'?"
  }

  private static func word(in message: String, after start: String) -> String? {
    guard let range = message.firstRange(of: start) else { return nil }
    return String(message[range.upperBound...].prefix { $0 != "'" })
  }
}
