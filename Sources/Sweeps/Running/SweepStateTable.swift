internal import Engine
public import Reports

extension SweepState {
  /// A row for each shard: whether it is done.
  public func table(_ plan: SweepPlanFile) -> StudyTable {
    var table = StudyTable(
      "status.csv", "Which shards are done",
      [
        ("shard", "integer", "Number of the shard"), ("first_case", "integer", "Its first case"),
        ("cases", "integer", "How many it has"), ("done", "boolean", "Whether it is there and right"),
      ])
    let open = Set(self.open)
    for shard in 0..<plan.shards {
      let cases = plan.range(shard)
      for number in [shard, cases.lowerBound, cases.count] { table.table.add(number) }
      table.table.add(String(!open.contains(shard)))
      table.table.endRow()
    }
    return table
  }

  /// How far the run is, and what is missing.
  public func text(_ plan: SweepPlanFile) -> String {
    let cases = plan.cases - open.reduce(0) { $0 + plan.range($1).count }
    return
      "\(plan.name): \(done) of \(plan.shards) shards done, \(grouped(cases)) of \(grouped(plan.cases)) cases, "
      + "\(failures.count) failed\n" + (open.isEmpty ? "" : gaps + "\n")
  }
}
