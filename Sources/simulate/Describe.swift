internal import ArgumentParser
internal import Engine
internal import Reports
internal import ScenarioText

/// `simulate describe [NAME]`: the model's documentation from its declarations.
struct Describe: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Explain the model: its mechanisms, parameters and outputs.")

  @Argument(help: "A mechanism, parameter or output; all mechanisms without one.")
  var name: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    try reporting {
      let model = try LoadedScenario.standardModel(common)
      let documentation = Documentation(model)
      guard let name else { return try common.console.show(documentation.overview) }
      guard let text = documentation.text(about: name) else {
        let hint = suggestion(for: name, among: documentation.names).map { " Did you mean '\($0)'?" } ?? ""
        throw Failure("error: the model has nothing called '\(name)'.\(hint)", .usage)
      }
      try common.console.show(text)
    }
  }
}
