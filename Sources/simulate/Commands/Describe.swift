internal import ArgumentParser
internal import Reports
internal import RussianEnergy
internal import Scenarios

/// `simulate describe [NAME]`: the model's documentation from its declarations.
struct Describe: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Explain the model: its mechanisms, parameters and outputs.",
    discussion: """
      simulate describe price_cap
      simulate describe oil.revenue
      """)

  @Argument(
    help: "A section, parameter or series; the overview without one.", completion: Completions.described)
  var name: String?

  @Flag(help: "Print a JSON Schema of scenario files, for editors.")
  var schema = false

  @Flag(help: "Print every series with its meaning and published counterpart, as Markdown.")
  var glossary = false

  @Flag(help: "Print every parameter with its default, range and source, as Markdown.")
  var parameters = false

  @Flag(help: "Print a drawing of what feeds what, in Mermaid's language.")
  var wiring = false

  @Option(help: .hidden)
  var lock: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    try reporting {
      let model = try LoadedScenario.standardModel(common).model
      if let lock { return try common.console.show(RegisterLock.renew(lock, model)) }
      if schema { return try common.console.show(jsonSchema(of: model)) }
      if glossary {
        return try common.console.show(
          Glossary(model, terms: RussianEnergy.terms, units: RussianEnergy.unitMeanings).markdown)
      }
      if parameters { return try common.console.show(ParameterTables(model).markdown) }
      if let format = common.format {
        let found = Catalogue(model, others: []).found(by: name)
        return try common.console.put(CatalogueTable.table(found).text(format))
      }
      if wiring { return try common.console.show(WiringDrawing(model).mermaid) }
      let description = Description(model: model)
      guard let text = description.text(for: name) else {
        let hint = Catalogue(model, others: []).hint(for: name ?? "", description)
        throw Failure("error: the model has nothing called '\(name ?? "")'\(hint)", .usage)
      }
      try common.console.show(text)
    }
  }
}
