internal import ArgumentParser
internal import Reports
internal import Studies

/// `simulate selftest`: known answers, computed on this machine.
struct SelfTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "selftest",
    abstract: "Compute known answers on this machine: vectors, bits, and laws in closed form.",
    discussion: """
      Averages of random draws stand beside their exact values with z, the difference in standard errors: |z| above 5 is a \
      failure. Bits are the same on every machine. Exit code 1 where one check fails.
      """)

  @OptionGroup var common: CommonOptions

  func run() throws {
    try reporting {
      var failed = 0
      for check in SelfTest.all {
        let finding = check.run()
        if !finding.holds { failed += 1 }
        let line = "\(finding.holds ? "ok  " : "FAIL")  \(padded(check.name, to: 42))  \(finding.words)\n"
        if finding.holds { try common.console.show(line) } else { try common.console.put(line) }
      }
      guard failed == 0 else {
        throw Failure(
          "error: \(failed) of \(SelfTest.all.count) checks fail: results of this machine are wrong", .failed)
      }
      try common.console.show("\(SelfTest.all.count) checks hold\n")
    }
  }
}
