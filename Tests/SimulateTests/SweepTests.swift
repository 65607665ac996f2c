import Engine
import Foundation
import Kernels
import Reports
import Sampling
import Scenarios
import Studies
import Testing

@testable import simulate

/// A folder with a sweep of 20 small cases.
struct SweepCommand {
  let command: Command
  var folder: String { command.folder }

  init(paths: Int = 48, more: String = "") throws {
    command = try Command()
    _ = try command.scenario()
    let text = """
      name: Twenty
      scenario: tiny
      paths: \(paths)
      axes:
        price_cap.level: 60 to 30 USD/bbl in 5 steps
        strikes.intensity: 0 to 300 % in 4 steps
      outputs: [oil.revenue, refining.runs]
      \(more)

      """
    try text.write(toFile: "\(folder)/sweep.txt", atomically: false, encoding: .utf8)
  }

  @discardableResult
  func sweep(
    _ arguments: String..., environment: [String: String] = [:], code: Int32 = 0,
    at location: SourceLocation = #_sourceLocation
  ) throws -> Command.Outcome {
    let process = try command.start(["sweep"] + arguments, environment: environment)
    process.waitUntilExit()
    let outcome = command.outcome(process)
    #expect(outcome.code == code, "\(arguments): \(outcome.errors)", sourceLocation: location)
    return outcome
  }

  func bytes(_ run: String) -> [Data?] {
    [command.bytes("\(run)/cases.csv"), command.bytes("\(run)/outcomes.csv")]
  }

  /// What one process makes of it.
  func reference() throws -> [Data?] {
    try sweep("run", "sweep.txt", "--output", "reference", "--shards", "1", "--threads", "1")
    #expect(command.text("reference/outcomes.csv")?.split(separator: "\n").count == 1 + 20 * 2 * 2)
    return bytes("reference")
  }
}

@Suite("Shards")
struct ShardTests {
  @Test(
    "Shards are all cases, in order, none twice, alike in size",
    arguments: [(1, 1), (20, 1), (20, 3), (20, 20), (7, 5), (1000, 16), (10_000_000, 999)])
  func partition(cases: Int, shards: Int) {
    var next = 0
    var sizes: Set<Int> = []
    for shard in 0..<shards {
      let range = SweepPlanFile.range(shard, of: shards, cases: cases)
      #expect(range.lowerBound == next)
      next = range.upperBound
      sizes.insert(range.count)
    }
    #expect(next == cases)
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1 && sizes.min() != 0)
  }

  @Test(
    "Numbers of shards as Slurm writes them",
    arguments: [([], ""), ([3], "3"), ([0, 1], "0-1"), ([3, 8, 12, 13, 14, 15], "3,8,12-15")]
      as [([Int], String)])
  func list(indices: [Int], text: String) {
    #expect(spans(of: indices) == text)
  }

  @Test("A shard cut or changed anywhere is bad, and so is another plan's")
  func torn() throws {
    let sweep = try SweepCommand()
    try sweep.sweep("plan", "sweep.txt", "--output", "run", "--shards", "4")
    try sweep.sweep("shard", "run", "2")
    let folder = SweepFolder(path: "\(sweep.folder)/run")
    let plan = try SweepPlanFile(of: folder)
    _ = try SweepShardFile(2, of: plan, in: folder)
    let whole = try #require(FileManager.default.contents(atPath: folder.shard(2)))
    #expect(
      whole.starts(
        with: Data("# throttle-shard format=1 results=\(plan.hash) shard=2 first=10 cases=5 rows=20 ".utf8)))
    var damaged = [Data(), whole.dropLast(), whole + Data("\n".utf8), whole.dropFirst(5), whole.prefix(200)]
    for place in stride(from: 20, to: whole.count, by: 97) {
      var copy = whole
      copy[place] ^= 1
      damaged.append(copy)
    }
    for data in damaged {
      try Data(data).write(to: URL(fileURLWithPath: folder.shard(2)))
      #expect(throws: SweepShardFile.Unusable.self) { _ = try SweepShardFile(2, of: plan, in: folder) }
    }
    try whole.write(to: URL(fileURLWithPath: folder.shard(3)))
    #expect(throws: SweepShardFile.Unusable.self) { _ = try SweepShardFile(3, of: plan, in: folder) }
  }
}

@Suite("simulate sweep")
struct SweepTests {
  @Test(
    "The same bytes for 1, 3, 7 and 16 shards, any order, 1 and 2 threads, and a processor without AVX2 and FMA"
  )
  func reproducible() throws {
    let sweep = try SweepCommand(paths: 300)
    let reference = try sweep.reference()
    for shards in [3, 7, 16] {
      let run = "run\(shards)"
      try sweep.sweep("plan", "sweep.txt", "--output", run, "--shards", "\(shards)")
      for index in (0..<shards).map({ ($0 * 5 + 3) % shards }) {
        try sweep.sweep("shard", run, "\(index)", "--threads", index % 2 == 0 ? "1" : "2")
      }
      try sweep.sweep("merge", run)
      #expect(sweep.bytes(run) == reference)
    }
    let older = ["GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2_Usable,-FMA_Usable,-AVX2,-FMA"]
    try sweep.sweep("run", "sweep.txt", "--output", "older", "--threads", "2", environment: older)
    #expect(sweep.bytes("older") == reference)
    let other = ["OPENBLAS_CORETYPE": "Prescott"]
    try sweep.sweep("run", "sweep.txt", "--output", "other", environment: other)
    #expect(sweep.bytes("other") == reference)
  }

  @Test("Killed at any moment, a run goes on and ends with the same bytes")
  func killed() throws {
    let sweep = try SweepCommand(paths: 2000)
    let reference = try sweep.reference()
    try sweep.sweep("plan", "sweep.txt", "--output", "run", "--shards", "16")
    for pause in [50_000, 120_000, 200_000, 90_000, 300_000] as [UInt32] {
      let process = try sweep.command.start(["sweep", "resume", "run"])
      usleep(pause)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let folder = SweepFolder(path: "\(sweep.folder)/run")
      let state = SweepState(try SweepPlanFile(of: folder), in: folder)
      #expect(state.bad.isEmpty)
    }
    try sweep.sweep("resume", "run")
    #expect(sweep.bytes("run") == reference)
  }

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

  @Test(
    "The batch system's number of the task",
    arguments: [
      ("SLURM_ARRAY_TASK_ID", "3"), ("JOB_COMPLETION_INDEX", "3"), ("AWS_BATCH_JOB_ARRAY_INDEX", "3"),
      ("PBS_ARRAY_INDEX", "3"), ("PARALLEL_SEQ", "4"),
    ])
  func index(variable: String, value: String) throws {
    let sweep = try SweepCommand()
    try sweep.sweep("plan", "sweep.txt", "--output", "run", "--shards", "4")
    try sweep.sweep("shard", "run", "--index-from-env", environment: [variable: value])
    #expect(sweep.command.names("run/shards") == ["000003.csv"])
    try sweep.sweep("shard", "run", "--index-from-env", code: 64)
    try sweep.sweep("shard", "run", "--index-from-env", environment: [variable: "5"], code: 64)
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

  @Test("submit --dry-run shows the jobs for what is missing")
  func dryRun() throws {
    let sweep = try SweepCommand()
    try sweep.sweep("plan", "sweep.txt", "--output", "it's", "--shards", "5")
    try sweep.sweep("shard", "it's", "1")
    let outcome = try sweep.sweep(
      "submit", "it's", "--engine", "slurm", "--partition", "long", "--time", "1:00:00", "--mem", "2G",
      "--max-running", "8", "--dry-run")
    let real = try #require(realpath(sweep.folder, nil))
    defer { free(real) }
    var shown = outcome.output.replacingOccurrences(of: String(cString: real), with: "DIR")
    if let core = shown.firstRange(of: "CORETYPE=") {
      shown.replaceSubrange(
        core.upperBound..<(shown[core.upperBound...].firstIndex(of: "\n") ?? shown.endIndex), with: "X")
    }
    #expect(
      shown == #"""
        # DIR/it's/jobs/shard.sh
        #!/bin/sh
        # One shard of the sweep; Slurm says which.
        export OPENBLAS_CORETYPE=X
        exec 'DIR/it'\''s/bin/simulate' sweep shard 'DIR/it'\''s' --index-from-env --threads 1

        # DIR/it's/jobs/merge.sh
        #!/bin/sh
        # The merge verifies every shard against the plan; it exits 75 where one is missing.
        exec 'DIR/it'\''s/bin/simulate' sweep merge 'DIR/it'\''s' --grace 90

        # DIR/it's/jobs/submit.sh
        #!/bin/sh
        # Submits what the run lacks: 4 of 5 shards.
        set -eu
        array=$(sbatch --parsable --requeue --open-mode=append --export=NONE --job-name='Twenty' \
          --array=0,2-4%8 --cpus-per-task=1 --partition='long' --time='1:00:00' --mem='2G' \
          --output='DIR/it'\''s/log/%a.log' 'DIR/it'\''s/jobs/shard.sh')
        array=${array%%;*}
        merge=$(sbatch --parsable --requeue --open-mode=append --export=NONE --job-name='merge Twenty' --dependency=afterany:$array --partition='long' \
          --output='DIR/it'\''s/log/merge.log' 'DIR/it'\''s/jobs/merge.sh')
        echo "$array" "${merge%%;*}"

        """#)
    #expect(sweep.command.names("it's/jobs") == nil)
  }

  @Test("Processors of several types are noticed at the merge")
  func mixed() throws {
    let sweep = try SweepCommand()
    try sweep.sweep("plan", "sweep.txt", "--output", "run", "--shards", "2")
    try sweep.sweep("shard", "run", "0", environment: ["OPENBLAS_CORETYPE": "Haswell"])
    try sweep.sweep("shard", "run", "1", environment: ["OPENBLAS_CORETYPE": "Prescott"])
    #expect(try sweep.sweep("merge", "run").errors.contains("processors of several types"))
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

/// A mechanism whose series is no number when its parameter is above one half.
private struct Brittle: Mechanism {
  static let section = "brittle"
  static let summary = "Breaks."
  let value: Parameter
  let result: Output

  init(_ declare: Declarations) {
    value = declare.lever("value", 0, .share, in: 0...1, "A number.", source: "test")
    result = declare.output("result", .share, .mean, "Its logarithm.", headline: true)
  }

  func step(_ paths: Paths) {
    let value = paths[value], result = paths[result]
    for path in result.indices { result[path] = value[path] > 0.5 ? .nan : value[path] }
  }
}

@Suite("Cases that fail")
struct FailedCaseTests {
  @Test("A failed case is recorded with its reason, and the rest goes on")
  func failed() throws {
    let texts = [
      "s.txt": "scenario: base\naxes:\n  brittle.value: 0 to 1 in 3 steps",
      "base.txt": "as_of: 2025-09-23\nperiod: 2025-09 to 2025-10\npaths: 16",
    ]
    let study = try SweepStudy.load(
      "s.txt", shipped: [], seeds: SeedTables(tables: [:]), read: { texts[$0] },
      makeModel: { try Model([Brittle.self], register: ["brittle.value"], seeds: $0, start: $1) })
    let bodies = try (0..<3).map { try SweepWork.rows($0, study, threads: 1) }
    let folder = SweepFolder(path: try Command().folder + "/run")
    let cases = Array("case,brittle.value\n0,0.0\n1,0.5\n2,1.0\n".utf8)
    let plan = SweepPlanFile(
      name: "s", sweep: "s.txt", shipped: [], hash: "abc", cases: 3, casesHash: SHA256.hex(cases), paths: 16,
      months: 2, seed: 1, shards: 2, program: "", mark: "", core: "", version: "", inputs: [])
    try SweepFolder.create(folder.path + "/shards")
    try folder.put(cases, at: folder.plannedCases)
    try folder.put(Array(plan.document.utf8), at: folder.plan)
    for shard in 0..<2 {
      let body = Array(bodies[plan.range(shard)].joined())
      let header = SweepShardFile.header(plan, shard, core: "Haswell", body: body)
      try folder.put(Array(header.utf8) + body, at: folder.shard(shard))
    }
    try SweepMerging(folder: folder, console: Console(isQuiet: true, isVerbose: false)).run()
    let table = try String(contentsOfFile: folder.cases, encoding: .utf8)
    #expect(
      table == """
        case,brittle.value,status,reason
        0,0.0,done,
        1,0.5,done,
        2,1.0,failed,brittle.result (Russia) is nan in 2025-09 on path 0; this is a fault of the model

        """)
    let outcomes = try String(contentsOfFile: folder.outcomes, encoding: .utf8)
    #expect(outcomes.split(separator: "\n").map { $0.prefix(2) } == ["ca", "0,", "0,", "1,", "1,"])
  }
}
