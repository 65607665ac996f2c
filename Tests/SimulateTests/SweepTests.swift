import Foundation
import Testing

@Suite("simulate sweep")
struct SweepTests {
  @Test("SIGTERM ends with 143, keeps what is finished and says how to go on")
  func interrupted() throws {
    let sweep = try SweepCommand(paths: 100_000)
    try sweep.sweep("plan", "sweep.txt", "--output", "run", "--shards", "20")
    let process = try sweep.command.start(["sweep", "resume", "run"])
    let first = "\(sweep.folder)/run/shards/000000.csv"
    let deadline = Date(timeIntervalSinceNow: 60)
    while !FileManager.default.fileExists(atPath: first) && Date() < deadline { usleep(20_000) }
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    let outcome = sweep.command.outcome(process)
    #expect(outcome.code == 143)
    #expect(outcome.errors.contains("go on with: simulate sweep resume run"))
    #expect(FileManager.default.fileExists(atPath: first))
  }

  @Test("A merge of an incomplete run names what is missing and bad and ends with 75; resume does just that")
  func incomplete() throws {
    let sweep = try SweepCommand()
    let reference = try sweep.reference()
    try sweep.sweep("plan", "sweep.txt", "--output", "run", "--shards", "10")
    for index in [0, 4, 9] { try sweep.sweep("shard", "run", "\(index)") }
    try "torn".write(toFile: "\(sweep.folder)/run/shards/000004.csv", atomically: false, encoding: .utf8)
    let outcome = try sweep.sweep("merge", "run", code: 75)
    #expect(
      outcome.errors == """
        error: the run is incomplete, nothing was merged: 2 of 10 shards are done
        missing shards: 1-3,5-8
        bad shard 4: run/shards/000004.csv: it isn't a shard
        go on with: simulate sweep resume run

        """)
    #expect(sweep.command.bytes("run/outcomes.csv") == nil)
    #expect(
      try sweep.sweep("status", "run").output == """
        Twenty: 2 of 10 shards done, 4 of 20 cases, 0 failed
        missing shards: 1-3,5-8
        bad shard 4: run/shards/000004.csv: it isn't a shard

        """)
    let before = try FileManager.default.attributesOfItem(atPath: "\(sweep.folder)/run/shards/000009.csv")
    let resumed = try sweep.sweep("resume", "run")
    #expect(resumed.errors.contains("000004.csv is done again: it isn't a shard"))
    let after = try FileManager.default.attributesOfItem(atPath: "\(sweep.folder)/run/shards/000009.csv")
    #expect(before[.systemFileNumber] as? Int == after[.systemFileNumber] as? Int)
    #expect(sweep.bytes("run") == reference)
  }

  @Test(
    "Each case answers the sweep's questions as its own scenario does; sensitivity looks at the answers, too")
  func questions() throws {
    let sweep = try SweepCommand(
      paths: 64,
      more: "questions:\n  - oil.revenue in 2025-12 < 14 bn USD\n  - p10(urals.price) in 2025-12\n"
        + "  - when brent.price > 70 USD/bbl")
    try sweep.sweep("run", "sweep.txt", "--output", "run", "--shards", "3")
    let rows = try sweep.command.rows("run/questions.csv")
    #expect(rows.count == 20 * 6)
    let outcomes = try sweep.command.rows("run/outcomes.csv")
    #expect(outcomes.count == 20 * 2 * 2 && Set(outcomes.map { $0["variable"] }).count == 2)
    let asked = try sweep.command.simulate(
      "ask", "tiny.txt", "oil.revenue in 2025-12 < 14 bn USD", "p10(urals.price) in 2025-12",
      "when brent.price > 70 USD/bbl", "--paths", "64", "--set", "price_cap.level=30 USD/bbl", "--set",
      "strikes.intensity=300 %", "--output", "asked")
    #expect(asked.code == 0, "\(asked.errors)")
    let wanted = try sweep.command.rows("asked/questions.csv"), last = rows.filter { $0["case"] == "19" }
    #expect(last.count == wanted.count)
    for (row, other) in zip(last, wanted) {
      for column in ["question", "kind", "value", "se", "low", "high", "paths", "unit"] {
        #expect(row[column] == other[column], "\(column)")
      }
    }
    let found = try sweep.command.simulate("sensitivity", "run", "--output", "s")
    #expect(found.code == 0, "\(found.errors)")
    #expect(sweep.command.text("s/sensitivity.csv")?.contains("p10(urals.price) in 2025-12") == true)
  }

  @Test("A changed input is refused with the reason")
  func changed() throws {
    let sweep = try SweepCommand()
    try sweep.sweep("plan", "sweep.txt", "--output", "run", "--shards", "2")
    try sweep.sweep("plan", "sweep.txt", "--output", "run")
    #expect(
      try sweep.sweep("plan", "sweep.txt", "--output", "run", "--shards", "3", code: 65).errors
        .contains("planned with 2 shards"))
    let scenario = "\(sweep.folder)/tiny.txt"
    let text = try String(contentsOfFile: scenario, encoding: .utf8)
    try (text + "\n# new").write(toFile: scenario, atomically: false, encoding: .utf8)
    let outcome = try sweep.sweep("run", "sweep.txt", "--output", "run", code: 65)
    #expect(outcome.errors.contains("run holds the plan of another sweep: tiny.txt changed"))
    let copy = "\(sweep.folder)/run/inputs/01-tiny.txt"
    try (text + "\n# new").write(toFile: copy, atomically: false, encoding: .utf8)
    #expect(
      try sweep.sweep("shard", "run", "1", code: 65).errors.contains("01-tiny.txt was changed after the plan")
    )
    #expect(
      try sweep.sweep("resume", "run", code: 65).errors.contains("01-tiny.txt was changed after the plan"))
    #expect(sweep.command.names("run/shards") == [])
  }

  @Test("The batch system's number of the task")
  func index() throws {
    let sweep = try SweepCommand()
    try sweep.sweep("plan", "sweep.txt", "--output", "run", "--shards", "4")
    for (variable, value) in [
      ("SLURM_ARRAY_TASK_ID", "3"), ("JOB_COMPLETION_INDEX", "3"), ("AWS_BATCH_JOB_ARRAY_INDEX", "3"),
      ("PBS_ARRAY_INDEX", "3"), ("PARALLEL_SEQ", "4"),
    ] {
      try sweep.sweep("shard", "run", "--index-from-env", environment: [variable: value])
      #expect(sweep.command.names("run/shards") == ["000003.csv"], "\(variable)")
      try sweep.sweep("shard", "run", "--index-from-env", environment: [variable: "5"], code: 64)
      unlink("\(sweep.folder)/run/shards/000003.csv")
    }
    try sweep.sweep("shard", "run", "--index-from-env", code: 64)
    try sweep.sweep("shard", "run", code: 64)
    try sweep.sweep("shard", "nowhere", "0", code: 66)
  }

  @Test("A bad sweep is 65 with its place, a missing one 66; plan without --output writes nothing")
  func codes() throws {
    let sweep = try SweepCommand(more: "where:\n  - price_cap.levle < 50 USD/bbl")
    let outcome = try sweep.sweep("plan", "sweep.txt", code: 65)
    #expect(outcome.errors.contains("sweep.txt:9:5: error: 'price_cap.levle' is not an axis of the sweep"))
    try sweep.sweep("plan", "nowhere.txt", code: 66)
    let good = try SweepCommand()
    let output = try good.sweep("plan", "sweep.txt").output
    #expect(output.contains("20 cases\n  price_cap.level    30.00, 37.50, 45.00, 52.50, 60.00 USD/bbl\n"))
    #expect(output.contains("Cost: about "))
    #expect(good.command.names(".")?.contains("run") == false)
  }

  @Test("Every shipped sweep can be planned")
  func shipped() throws {
    let command = try Command()
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(Command.top)/scenarios/sweeps")
    #expect(names.count >= 6)
    for name in names {
      let outcome = try command.simulate("sweep", "plan", "\(Command.top)/scenarios/sweeps/\(name)")
      #expect(outcome.code == 0, "\(name): \(outcome.errors)")
    }
  }
}
