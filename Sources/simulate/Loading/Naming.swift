internal import ArgumentParser
internal import Hashing
internal import Reports
internal import ScenarioText
internal import Storage

/// The folders that results go to unless the user names one.
enum FolderName {
  /// File systems take 255 bytes; ours also carries a process's number while it is being written.
  private static let most = 120

  /// `results/baseline`, `results/compare-baseline-cap_30`: a name that any file system takes.
  static func path(_ parts: [String]) -> String { "results/" + limited(parts.joined(separator: "-")) }

  /// A name without blanks and slashes: `Cap of 40` is `Cap_of_40`.
  static func word(_ name: String) -> String {
    let words = name.replacing("%", with: "pct").split { !isPlain($0) }
    return words.isEmpty ? "results" : words.joined(separator: "_")
  }

  /// The last part of a path without its suffix, of a folder as of a file.
  static func stem(_ path: String) -> String {
    Files.stem(of: String(path.reversed().drop { $0 == "/" }.reversed()))
  }

  private static func isPlain(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "._-=@~".contains(character)
  }

  /// What is too long is cut, and told apart by a hash of the whole.
  private static func limited(_ name: String) -> String {
    guard name.utf8.count > most else { return name }
    var head = name
    while head.utf8.count > most - 9 { head.removeLast() }
    return "\(head)-\(SHA256.hex(Array(name.utf8)).prefix(8))"
  }
}

extension ScenarioOptions {
  /// Keys that say how much is computed and shown, not what.
  private static let neutral = ["name", "outputs", "percentiles", "questions", "paths", "seed"]

  /// What `--set` and `--no-history` make of a scenario; nothing where they change none of its values.
  private var changes: [String] {
    settings.filter { setting in
      let key = setting.prefix { $0 != "=" }.filter { $0 != " " }
      return !ScenarioOptions.neutral.contains(key)
    } + (noHistory ? ["history=off"] : [])
  }

  /// The title of results that these options change: `Baseline (price_cap.level=30 USD/bbl)`.
  func title(_ name: String) -> String {
    let words = changes.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    return words.isEmpty ? name : "\(name) (\(words.joined(separator: ", ")))"
  }

  /// The last parts of their folder's name, so that they never replace those of the plain scenario.
  var marks: [String] { changes.map(FolderName.word) }

  /// How the sample differs from the scenario's own, for tables that hold several runs: `64 paths, seed 7`.
  var sample: String {
    let words = [paths.map { "\($0) paths" }, seed.map { "seed \($0)" }].compactMap { $0 }
    return words.joined(separator: ", ")
  }
}

/// What results are called by the user.
struct NameOption: ParsableArguments {
  @Option(help: "What the results are called: their folder in results/, and their title.")
  var name: String?

  func validate() throws {
    if let name, let complaint = NameRule.complaint(about: name) {
      throw ValidationError("--name: \(complaint.message) (\(complaint.hint)).")
    }
  }

  /// The folder of a name, nil without one.
  var folder: String? { name.map { FolderName.path([FolderName.word($0)]) } }
}
