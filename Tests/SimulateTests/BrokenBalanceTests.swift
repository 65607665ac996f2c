import Testing

/// What the program does of a fault of the model, which no scenario can bring about.
@Suite struct BrokenBalanceTests {
  @Test("A balance that doesn't hold ends a run with 1, names the mechanism and leaves nothing")
  func brokenBalance() throws {
    let command = try Command(), file = try command.scenario(paths: 300)
    let sound = try command.simulate("run", file, "-q", "-o", "sound")
    #expect(sound.code == 0 && command.names("sound")?.contains("monthly.csv") == true)
    let broken = try command.simulate(
      "run", file, "-q", "-o", "broken", environment: ["THROTTLE_BREAK": "2025-11"])
    #expect(broken.code == 1 && broken.output.isEmpty)
    #expect(
      broken.errors.contains("conservation is violated, nothing was written")
        && broken.errors.contains("2025-11, broken_balance, path 5: what is put in"), "\(broken.errors)")
    #expect(command.names("broken") == nil)
  }
}
