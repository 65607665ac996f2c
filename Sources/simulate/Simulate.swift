internal import ArgumentParser
internal import Glibc
internal import Kernels

/// Where the program starts: nothing that needs a newer processor is touched before it has been looked at.
@main
enum Program {
  static func main() {
    Processor.requireSupported()
    startWithoutSpareThreads()
    singleThreadedBLAS()
    do {
      var command = try Simulate.parseAsRoot()
      try command.run()
    } catch {
      Hints.exit(error)
    }
  }

  /// Starts the program over with one thread for OpenBLAS, unless the environment says already how many it may have.
  ///
  /// Its other threads would spin for a tenth of a second before they sleep, a sixth of a run's processor time, and
  /// only the environment it is loaded in can forbid them. Where a program can't be started over, it goes on.
  private static func startWithoutSpareThreads() {
    let name = "OPENBLAS_NUM_THREADS"
    guard getenv(name) == nil, setenv(name, "1", 1) == 0 else { return }
    execv("/proc/self/exe", CommandLine.unsafeArgv)
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

      Exit codes: 0 done · 1 run failed · 3 --until not reached · 64 usage · 65 bad scenario or seed table · 66 file missing ·
      73 can't create output · 74 write error · 75 sweep incomplete · 130 and 143 interrupted.
      """,
    version: version,
    subcommands: [
      Run.self, Check.self, Plan.self, Ask.self, TracePath.self, List.self, Describe.self, Compare.self,
      Attribute.self, BacktestCommand.self, FiguresCommand.self, Calibrate.self, Sweep.self,
      SensitivityCommand.self, Report.self, Claims.self, DataCommand.self,
    ],
    defaultSubcommand: Run.self)

  /// The names of all commands.
  static var commands: [String] {
    configuration.subcommands.map { $0._commandName }
  }
}
