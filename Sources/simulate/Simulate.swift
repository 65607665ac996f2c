internal import ArgumentParser
internal import Glibc
internal import Kernels
internal import RussianEnergy

/// Where the program starts, after `CStart` has looked at what the system allows: nothing that needs a newer processor is
/// touched before it has been looked at.
@main
enum Program {
  static func main() {
    Processor.requireSupported()
    Memory.requireEnough()
    Memory.listen()
    singleThreadedBLAS()
    exit(Simulate.start())
  }
}

/// The version of the program, which results name.
let version = "0.2.0"

struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "What measures against Russian energy do: scenarios as distributions, month by month.",
    usage: """
      simulate FILE ...           run scenarios, short for 'simulate run'
      simulate <subcommand>
      """,
    discussion: """
      A FILE is a scenario, or the name of one that comes with the program: simulate baseline

      Exit codes: 0 done · 1 run failed · 3 --until not reached · 64 usage · 65 bad scenario or seed table · 66 file missing · \
      73 can't create output · 74 write error · 75 sweep incomplete · 130 and 143 interrupted.
      """,
    version: version,
    subcommands: [
      Run.self, Check.self, Plan.self, Ask.self, TracePath.self, List.self, Describe.self, Compare.self,
      Attribute.self, BacktestCommand.self, FiguresCommand.self, Calibrate.self, Sweep.self,
      SensitivityCommand.self, Discover.self, Robust.self, Forecast.self, Report.self,
      ExploreCommand.self, Claims.self, DataCommand.self, SelfTestCommand.self, Reproduce.self,
    ],
    defaultSubcommand: Run.self)

  /// The names of all commands.
  static var commands: [String] {
    configuration.subcommands.map { $0._commandName }
  }
}

extension Simulate {
  /// Reads the command line, does what it says, and gives the exit code; words that can't be written are a failure, too.
  static func start() -> Int32 {
    do {
      var command = try parsed()
      // Seed tables are read before a model is made, and their figures may be told in another unit.
      RussianEnergy.registerUnits()
      try command.run()
      return 0
    } catch {
      return end(error)
    }
  }

  /// The command that is called. The one that the first words name, or `run` where they name none, is asked alone, which is
  /// a third of the work; help and a call that it doesn't take are the whole tree's, which knows what to say.
  private static func parsed() throws -> any ParsableCommand {
    var words = CommandLine.arguments.dropFirst()
    guard let first = words.first, first != "help", !first.hasPrefix("-"),
      !words.contains("--help"), !words.contains("-h")
    else { return try parseAsRoot() }
    var named: any ParsableCommand.Type = Self.self
    while let next = named.configuration.subcommands.first(where: { $0._commandName == words.first }) {
      (named, words) = (next, words.dropFirst())
    }
    named = named.configuration.defaultSubcommand ?? named
    if named.configuration.subcommands.isEmpty, let command = try? named.parseAsRoot(Array(words)) {
      return command
    }
    return try parseAsRoot()
  }

  private static func end(_ error: any Error) -> Int32 {
    let code = exitCode(for: error), text = Hints.message(for: error)
    guard !text.isEmpty else { return code.rawValue }
    guard code.isSuccess else {
      Console.complain(text + "\n")
      return code.rawValue
    }
    do {
      try Console(isQuiet: false, isVerbose: false).put(text + "\n")
      return 0
    } catch {
      Console.complain("\((error as? Failure)?.message ?? "\(error)")\n")
      return Ending.writeError.rawValue
    }
  }
}
