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
      ("blas_core", .text(core)), ("sweep", .text(sweep)), ("shipped", .list(shipped.map(JSON.text))),
      (
        "inputs",
        .list(
          inputs.map { input in
            .object([("path", .text(input.path)), ("file", .text(input.file)), ("sha256", .text(input.hash))])
          })
      ),
    ]).document
  }

  /// Reads the plan of a run. JSON is read by the parser of scenarios.
  ///
  /// - Throws: `StudyFailure` where there is none, or it can't be read.
  public init(of folder: SweepFolder) throws {
    guard let bytes = Files.bytes(of: folder.plan) else {
      throw StudyFailure(
        "error: \(folder.path) holds no plan.json; make one with 'simulate sweep plan'", .fileMissing)
    }
    guard let root = try? parse(String(decoding: bytes, as: UTF8.self), file: folder.plan),
      let plan = SweepPlanFile(root)
    else {
      throw StudyFailure("error: \(folder.plan) can't be read; make the run anew in another folder", .invalid)
    }
    self = plan
  }

  /// Whether a text can be the name of OpenBLAS' kernels: it goes into the scripts of batch systems.
  private static func isCore(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
          || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      }
  }

  private init?(_ root: Node) {
    func text(_ key: String) -> String? { root[key]?.text }
    func whole(_ key: String) -> Int? { text(key).flatMap { Int($0) } }
    guard text("kind") == "throttle sweep", whole("format") == 1, let name = text("name"),
      let sweep = text("sweep"), let hash = text("results_hash"), let cases = whole("cases"),
      let casesHash = text("cases_hash"), let paths = whole("paths"), let months = whole("months"),
      let seed = text("seed").flatMap({ UInt64($0) }), let shards = whole("shards"), cases > 0,
      (1...cases).contains(shards), let program = text("program_sha256"), let mark = text("program_mark"),
      let core = text("blas_core"), SweepPlanFile.isCore(core),
      let version = text("version"), let items = root["inputs"]?.items, let shipped = root["shipped"]?.items
    else { return nil }
    let inputs = items.compactMap { item -> Input? in
      guard let path = item["path"]?.text, let file = item["file"]?.text, let hash = item["sha256"]?.text
      else { return nil }
      return Input(path: path, file: file, hash: hash)
    }
    guard inputs.count == items.count else { return nil }
    self.init(
      name: name, sweep: sweep, shipped: shipped.compactMap(\.text), hash: hash, cases: cases,
      casesHash: casesHash, paths: paths, months: months, seed: seed, shards: shards, program: program,
      mark: mark,
      core: core, version: version, inputs: inputs)
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
