internal import ArgumentParser
internal import Engine
internal import Reports
internal import Scenarios

/// `simulate list [WORD]`: what there is, and where a word stands.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract:
      "List scenarios, sweeps, series, parameters and tables; a word searches their names and meanings.",
    discussion: """
      simulate list gasoline
      simulate list series --format csv
      """)

  @Argument(help: "A word such as 'gasoline', or one of scenarios, sweeps, series, parameters, tables.")
  var words: [String] = []

  @OptionGroup var common: CommonOptions

  func run() throws {
    try reporting {
      let catalogue = try Catalogue(LoadedScenario.standardModel(common).model, others: others())
      let word = words.isEmpty ? nil : words.joined(separator: " ")
      if let format = common.format {
        return try common.console.put(CatalogueTable.table(catalogue.found(by: word)).text(format))
      }
      guard let text = catalogue.text(for: word) else {
        let hint = catalogue.suggestion(for: word ?? "").map { ": did you mean '\($0)'?" } ?? ""
        throw Failure("error: nothing is called '\(word ?? "")' or says it\(hint)", .usage)
      }
      try common.console.show(text)
    }
  }

  private func others() throws -> [Catalogue.Entry] {
    let places = Places(data: common.data)
    let folder = try places.seeds(for: ".")
    let tables = try SeedFiles(directory: folder).schema.tables.sorted { $0.key < $1.key }
    return places.shipped.map { name, file in
      Catalogue.Entry(.scenarios, name, Catalogue.headline(of: file))
    }
      + places.shippedSweeps.map { name, file in
        Catalogue.Entry(.sweeps, name, Catalogue.headline(of: file))
      }
      + tables.map { table, columns in
        Catalogue.Entry(.tables, table, "Columns " + columns.map(\.name).joined(separator: ", ") + ".")
      }
  }
}
