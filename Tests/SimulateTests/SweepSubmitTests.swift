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
}
