/// A run as a Slurm job array with a merge after it.
struct Slurm: SweepEngine {
  let name = "slurm"

  var mostTask: Int? {
    let setting = Shell.lines(of: "scontrol show config 2>/dev/null").first { $0.hasPrefix("MaxArraySize") }
    return setting?.split(separator: "=").last.flatMap { Int($0.filter(\.isNumber)) }.map { $0 - 1 }
  }

  func scripts(_ job: BatchJob) -> [(name: String, text: String)] {
    [("shard.sh", shardScript(job)), ("merge.sh", mergeScript(job)), ("submit.sh", submitScript(job))]
  }

  func states(of jobs: [String]) -> [String] {
    let numbers = jobs.joined(separator: ",")
    let states = Shell.lines(
      of: "squeue --noheader --array --format=%T --jobs=\(numbers) 2>/dev/null | sort | uniq -c")
    return states.map { "Slurm: " + $0.split(separator: " ").joined(separator: " ").lowercased() }
  }

  /// The task of one shard. The kernels of OpenBLAS are pinned, whatever node it comes to.
  private func shardScript(_ job: BatchJob) -> String {
    let group = job.request.group > 1 ? " --group \(job.request.group)" : ""
    return """
      #!/bin/sh
      # One task of the sweep; Slurm says which.
      export OPENBLAS_CORETYPE=\(Shell.quoted(pinnedCore(job.plan)))
      exec \(Shell.quoted(job.folder.program)) sweep shard \(Shell.quoted(job.folder.path)) --index-from-env --threads \(job.request.processors)\(group) "$@"

      """
  }

  private func mergeScript(_ job: BatchJob) -> String {
    """
    #!/bin/sh
    # The merge verifies every shard against the plan; it exits 75 where one is missing.
    exec \(Shell.quoted(job.folder.program)) sweep merge \(Shell.quoted(job.folder.path)) --grace \(job.request.grace)

    """
  }

  /// Kernels that every x86-64-v3 processor can run.
  private func pinnedCore(_ plan: SweepPlanFile) -> String {
    ["Haswell", "Zen", "SkylakeX", "Cooperlake", "SapphireRapids"].contains(plan.core) ? "Haswell" : plan.core
  }

  /// `afterany`: a merge after `afterok` would never start when a task fails, and verifies anyway.
  private func submitScript(_ job: BatchJob) -> String {
    let (open, request, path) = (job.open, job.request, job.folder.path)
    let limit = request.mostRunning.map { "%\($0)" } ?? ""
    let partition = option("partition", request.partition)
    let extra = partition + option("time", request.time) + option("mem", request.memory)
    let shared = "--parsable --requeue --open-mode=append --export=NONE"
    let log = path.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%") + "/log"
    let name = Shell.quoted(String(job.plan.name.prefix(60)))
    let mergeName = Shell.quoted("merge " + String(job.plan.name.prefix(54)))
    var script =
      "#!/bin/sh\n# Submits what the run lacks: \(open.count) of \(job.plan.shards) shards.\nset -eu\narrays=\n"
    for (offset, tasks) in job.arrays {
      let more = offset == 0 ? "" : " --offset \(offset)"
      script += """
        array=$(sbatch \(shared) --job-name=\(name) \\
          --array=\(spans(of: tasks))\(limit) --cpus-per-task=\(request.processors)\(extra) \\
          --output=\(Shell.quoted(log + (offset == 0 ? "/%a.log" : "/\(offset)+%a.log"))) \(Shell.quoted(path + "/jobs/shard.sh"))\(more))
        arrays=$arrays${arrays:+:}${array%%;*}

        """
    }
    let after = open.isEmpty ? "" : " --dependency=afterany:$arrays"
    return script + """
      merge=$(sbatch \(shared) --job-name=\(mergeName)\(after)\(partition) \\
        --output=\(Shell.quoted(log + "/merge.log")) \(Shell.quoted(path + "/jobs/merge.sh")))
      echo $arrays "${merge%%;*}"

      """
  }

  private func option(_ name: String, _ value: String?) -> String {
    value.map { " --\(name)=\(Shell.quoted($0))" } ?? ""
  }
}
