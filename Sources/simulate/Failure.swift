internal import ArgumentParser
internal import Engine
internal import Reports
internal import ScenarioText
internal import Scenarios
internal import Storage
internal import Studies

/// How a command ends; the numbers are those of sysexits.h and of the shell's convention for signals.
enum Ending: Int32 {
  case failed = 1
  case targetMissed = 3
  case usage = 64
  case badScenario = 65
  case fileMissing = 66
  case cannotCreate = 73
  case writeError = 74
  case incomplete = 75
}

extension Ending {
  init(_ kind: StudyFailure.Kind) {
    self =
      switch kind {
      case .failed: .failed
      case .usage: .usage
      case .invalid: .badScenario
      case .fileMissing: .fileMissing
      case .incomplete: .incomplete
      }
  }
}

/// A failure that is told to the user in full.
struct Failure: Error {
  let message: String
  let ending: Ending

  init(_ message: String, _ ending: Ending) {
    self.message = message
    self.ending = ending
  }
}

/// Runs a command's work; whatever it throws becomes words on standard error and an exit code.
func reporting(_ work: () throws -> Void) throws {
  do {
    try work()
  } catch let error as Failure {
    Console.complain(error.message + "\n")
    throw ExitCode(error.ending.rawValue)
  } catch let error as StudyFailure {
    Console.complain(error.message + "\n")
    throw ExitCode(Ending(error.kind).rawValue)
  } catch let error as ScenarioFailure {
    Console.complain(error.rendered + "\n")
    throw ExitCode((error.kind == .fileMissing ? Ending.fileMissing : .badScenario).rawValue)
  } catch is Interrupted {
    Console.complain("interrupted: nothing was written for this scenario\n")
    throw ExitCode(128 + Interruption.signal)
  } catch let error as OutputError {
    Console.complain("error: \(error)\n")
    if case .cannotWrite = error { throw ExitCode(Ending.writeError.rawValue) }
    throw ExitCode(Ending.cannotCreate.rawValue)
  } catch let error as SeedErrors {
    Console.complain("\(error)\n")
    throw ExitCode((error.folderMissing ? Ending.fileMissing : .badScenario).rawValue)
  } catch let error as ModelError {
    // The wiring is tested; what is left is a row that a table hasn't.
    for fault in error.faults { Console.complain("error: \(fault)\n") }
    throw ExitCode(Ending.badScenario.rawValue)
  } catch let error as ExitCode {
    throw error
  } catch {
    Console.complain("error: \(error)\n")
    throw ExitCode(Ending.failed.rawValue)
  }
}
