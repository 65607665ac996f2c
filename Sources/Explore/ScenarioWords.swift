internal import Engine
internal import Reports
internal import ScenarioText

/// The scenario that a state of the page means, as a file and as a command.
struct ScenarioWords {
  /// The file that is explored, as the user named it, and what `extends` calls it.
  let file: String
  let parent: String
  /// What results of the explored scenario are called.
  let name: String
  let controls: [Control]

  private func moved(_ state: PageState) -> [(control: Control, value: Double)] {
    state.values.compactMap { value in
      controls.first { $0.name == value.name }.map { ($0, value.value) }
    }
  }

  /// A scenario file: what was moved over what it extends.
  func text(_ state: PageState) -> String {
    let moved = moved(state)
    var lines = [
      "# What was moved by hand; all else is as in the scenario that it extends.",
      "name: \(quotedJSON(name + ", moved by hand"))", "extends: \(quotedJSON(parent))",
    ]
    var sections: [Substring] = []
    for (control, _) in moved where !sections.contains(control.parameter.section) {
      sections.append(control.parameter.section)
    }
    for section in sections {
      lines.append("\(section):")
      for (control, value) in moved where control.parameter.section == section {
        let text = control.text(value)
        if let from = control.from {
          lines += ["  \(control.parameter.key):", "    \(from): \(text)"]
        } else {
          lines.append("  \(control.parameter.key): \(text)")
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The options that say the same to any command.
  func settings(_ state: PageState) -> [String] {
    moved(state).map { control, value in
      "\(control.name)\(control.from.map { "@\($0)" } ?? "")=\(control.text(value))"
    }
  }

  /// A line for the shell.
  func command(_ state: PageState) -> String {
    (["simulate", "run", ScenarioWords.quoted(file)]
      + settings(state).map { "--set \(ScenarioWords.quoted($0))" }).joined(separator: " ")
  }

  /// A word as a shell takes it.
  private static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || "_-./,@=:".utf8.contains(byte)
    }
    return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
