import Foundation
import Testing

@Suite("simulate sweep submit")
struct SweepSubmitTests {
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
        # One task of the sweep; Slurm says which.
        export OPENBLAS_CORETYPE=X
        exec 'DIR/it'\''s/bin/simulate' sweep shard 'DIR/it'\''s' --index-from-env --threads 1 "$@"

        # DIR/it's/jobs/merge.sh
        #!/bin/sh
        # The merge verifies every shard against the plan; it exits 75 where one is missing.
        exec 'DIR/it'\''s/bin/simulate' sweep merge 'DIR/it'\''s' --grace 90

        # DIR/it's/jobs/submit.sh
        #!/bin/sh
        # Submits what the run lacks: 4 of 5 shards.
        set -eu
        arrays=
        array=$(sbatch --parsable --requeue --open-mode=append --export=NONE --job-name='Twenty' \
          --array=0,2-4%8 --cpus-per-task=1 --partition='long' --time='1:00:00' --mem='2G' \
          --output='DIR/it'\''s/log/%a.log' 'DIR/it'\''s/jobs/shard.sh')
        arrays=$arrays${arrays:+:}${array%%;*}
        merge=$(sbatch --parsable --requeue --open-mode=append --export=NONE --job-name='merge Twenty' --dependency=afterany:$arrays --partition='long' \
          --output='DIR/it'\''s/log/merge.log' 'DIR/it'\''s/jobs/merge.sh')
        echo $arrays "${merge%%;*}"

        """#)
    #expect(sweep.command.names("it's/jobs") == nil)
  }

  @Test("More tasks than a scheduler's array may have become several, and short shards share a task")
  func arrays() throws {
    let sweep = try SweepCommand()
    let many = "name: Many\nscenario: tiny\naxes:\n  brent.anchor: 50 to 90 USD/bbl in 2500 steps\n"
    try many.write(toFile: "\(sweep.folder)/many.txt", atomically: false, encoding: .utf8)
    try sweep.sweep("plan", "many.txt", "--output", "many", "--shards", "2500")
    let single = try sweep.sweep("submit", "many", "--engine", "slurm", "--dry-run").output
    for array in ["--array=0-1000 ", "--array=0-1000 ", "--array=0-497 "] { #expect(single.contains(array)) }
    #expect(single.contains("shard.sh' --offset 1001)") && single.contains("shard.sh' --offset 2002)"))
    let grouped = try sweep.sweep("submit", "many", "--engine", "slurm", "--group", "10", "--dry-run").output
    #expect(grouped.contains("--array=0-249 ") && grouped.contains(" --group 10 \"$@\""))
    try sweep.sweep(
      "shard", "many", "--index-from-env", "--offset", "200", "--group", "10",
      environment: ["SLURM_ARRAY_TASK_ID": "49"])
    #expect(sweep.command.names("many/shards") == (2490..<2500).map { "00\($0).csv" })
  }

  @Test("Runs beside each other share one program")
  func program() throws {
    let sweep = try SweepCommand()
    for run in ["one", "two"] { try sweep.sweep("plan", "sweep.txt", "--output", run, "--shards", "2") }
    let numbers = try ["one", "two"].map { run in
      try FileManager.default.attributesOfItem(atPath: "\(sweep.folder)/\(run)/bin/simulate")[
        .systemFileNumber]
        as? Int
    }
    #expect(numbers[0] != nil && numbers[0] == numbers[1])
    try sweep.sweep("shard", "two", "0")
  }

  private static let changes = [
    (#""blas_core": "[^"]*""#, #""blas_core": "Haswell; rm -rf /""#, "'blas_core' is a name of letters"),
    (#""blas_core": "[^"]*""#, #""blas_core": "$(id)""#, "'blas_core' is a name of letters"),
    (#""blas_core": "[^"]*""#, #""blas_core": """#, "'blas_core' is a name of letters"),
    (#""blas_core": "[^"]*","#, "", "a plan has a 'blas_core', and here is none"),
    (#""cases": 20"#, #""cases": 10000001"#, "'cases' is a whole number from 1 to 10000000"),
    (#""shards": 2"#, #""shards": 21"#, "'shards' is a whole number from 1 to 20"),
    (#""file": ""#, #""file": "../"#, "'file' is the name of a file below inputs/"),
    (#""sha256": "."#, #""sha256": "g"#, "'sha256' is a SHA-256"),
    (#""seed": ""#, #""seed": "-"#, "'seed' is a whole number from 0"),
  ]

  @Test("A plan that was changed by hand is refused at its line before any of it reaches a script")
  func changed() throws {
    let sweep = try SweepCommand()
    try sweep.sweep("plan", "sweep.txt", "--output", "run", "--shards", "2")
    let plan = try #require(sweep.command.text("run/plan.json"))
    for (field, text, words) in Self.changes {
      let changed = plan.replacing(try Regex(field), with: text, maxReplacements: 1)
      #expect(changed != plan)
      try changed.write(toFile: "\(sweep.folder)/run/plan.json", atomically: false, encoding: .utf8)
      for arguments in [["status"], ["merge"], ["shard"], ["resume"], ["submit", "--engine", "slurm"]] {
        let process = try sweep.command.start(
          ["sweep", arguments[0], "run"] + (arguments[0] == "shard" ? ["0"] : []) + arguments.dropFirst())
        process.waitUntilExit()
        let outcome = sweep.command.outcome(process)
        #expect(outcome.code == 65, "\(arguments): \(outcome.errors)")
        #expect(
          outcome.errors.firstMatch(of: /^run\/plan.json:\d+:\d+: error: (.*)/)?.1.contains(words) == true,
          "\(arguments): \(outcome.errors)")
      }
    }
    #expect(sweep.command.names("run/jobs") == nil && sweep.command.names("run/shards") == [])
  }

  @Test("Processors of several types are noticed at the merge")
  func mixed() throws {
    let sweep = try SweepCommand()
    try sweep.sweep("plan", "sweep.txt", "--output", "run", "--shards", "2")
    try sweep.sweep("shard", "run", "0", environment: ["OPENBLAS_CORETYPE": "Haswell"])
    try sweep.sweep("shard", "run", "1", environment: ["OPENBLAS_CORETYPE": "Prescott"])
    #expect(try sweep.sweep("merge", "run").errors.contains("processors of several types"))
  }
}
