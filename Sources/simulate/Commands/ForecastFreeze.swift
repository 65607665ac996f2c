internal import ArgumentParser
internal import Reports

/// `simulate forecast freeze [FILE]`.
struct ForecastFreeze: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "freeze",
    abstract: "Freeze what a scenario says of every published series in the months that aren't known.")

  @Argument(
    help: "A scenario file, or the name of one that comes with the program; 'today' unless told.",
    completion: Completions.scenarios)
  var file = "today"

  @OptionGroup var ledger: LedgerOptions

  @OptionGroup var scenario: ScenarioOptions

  @OptionGroup var threads: ThreadOption

  @OptionGroup var common: CommonOptions

  func run() throws {
    Interruption.listen()
    try reporting {
      let entry = try ledger.freeze(file, scenario, threads.options, common)
      try common.console.show(
        "\(ledger.folder)/\(entry.file): as known on \(entry.reference)\nhead of the ledger: \(entry.chain)\n"
      )
    }
  }
}
