internal import Reports
internal import ScenarioText
internal import Storage
internal import Studies

/// `plan.json`: what a sweep's run will compute, and from what.
public struct SweepPlanFile: Sendable {
  /// A file as it was read for the plan.
  struct Input: Sendable {
    /// As the sweep or a scenario named it; empty for a seed table.
    let path: String
    /// Where the copy lies, below `inputs/`.
    let file: String
    let hash: String
  }

  /// What the sweep is called.
  public let name: String
  let sweep: String
  let shipped: [String]
  /// What results are computed from; neither shards nor threads nor engine.
  public let hash: String
  /// How many runs the sweep takes.
  public let cases: Int
  let casesHash: String
  let paths: Int
  let months: Int
  let seed: UInt64
  /// In how many parts they are computed.
  public let shards: Int
  let program: String
  /// A quick fingerprint of the same program.
  let mark: String
  let core: String
  let version: String
  let inputs: [Input]

  /// The cases of a shard; all shards together are all cases, in order.
  static func range(_ shard: Int, of shards: Int, cases: Int) -> Range<Int> {
    let bound = { (index: Int) in
      index * (cases / shards) + index * (cases % shards) / shards
    }
    return bound(shard)..<bound(shard + 1)
  }

  /// The cases of a shard.
  public func range(_ shard: Int) -> Range<Int> { SweepPlanFile.range(shard, of: shards, cases: cases) }

  var document: String {
    JSON.object([
      ("kind", .text("throttle sweep")), ("format", .integer(1)), ("name", .text(name)),
      ("results_hash", .text(hash)), ("cases", .integer(cases)), ("cases_hash", .text(casesHash)),
      ("paths", .integer(paths)), ("months", .integer(months)), ("seed", .text(String(seed))),
      ("shards", .integer(shards)), ("program_sha256", .text(program)), ("program_mark", .text(mark)),
      ("version", .text(version)),
      ("blas_core", .text(core)), ("sweep", .text(sweep)), ("shipped", .texts(shipped)),
      (
        "inputs",
        .list(
          inputs.map { input in
            .object([("path", .text(input.path)), ("file", .text(input.file)), ("sha256", .text(input.hash))])
          })
      ),
    ]).document
  }

  init(
    name: String, sweep: String, shipped: [String], hash: String, cases: Int, casesHash: String, paths: Int,
    months: Int, seed: UInt64, shards: Int, program: String, mark: String, core: String, version: String,
    inputs: [Input]
  ) {
    self.name = name
    self.sweep = sweep
    self.shipped = shipped
    self.hash = hash
    self.cases = cases
    self.casesHash = casesHash
    self.paths = paths
    self.months = months
    self.seed = seed
    self.shards = shards
    self.program = program
    self.mark = mark
    self.core = core
    self.version = version
    self.inputs = inputs
  }
}
