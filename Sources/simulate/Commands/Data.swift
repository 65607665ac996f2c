internal import ArgumentParser
internal import Reports
internal import Scenarios

/// `simulate data`: the seed tables, and tables of one's own.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "How far the seed tables reach, and foreign tables made overlays of them.",
    subcommands: [DataStatus.self, DataConvert.self])
}

/// `simulate data status`: what would have to come for a newer start.
struct DataStatus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show how far each seed table reaches and which limit the newest start.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    try reporting {
      let files = try Places(data: common.data).seedFiles(for: ".")
      let reach = SeedReach.all(files.files)
      if let format = common.format {
        return try common.console.put(ReachTable(reaches: reach, folder: files.folder).table.text(format))
      }
      try common.console.show(ReachTable(reaches: reach, folder: files.folder).text)
    }
  }
}
