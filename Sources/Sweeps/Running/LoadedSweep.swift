internal import Engine
internal import Hashing
internal import Kernels
internal import Reports
internal import Sampling
internal import Scenarios
internal import Storage
internal import Studies

/// A sweep with the texts that it was read from.
public struct LoadedSweep {
  /// Its cases.
  public let study: SweepStudy
  let path: String
  let shipped: [String]
  /// Scenario files in the order they were read, then seed tables; `file` is the name of the copy.
  let inputs: [(input: SweepPlanFile.Input, bytes: [UInt8])]
  /// inputs/cases.csv
  let table: [UInt8]
  let program: SweepProgram

  /// The version of the numbers: a change of it is a change of every result.
  private static let numbers = 1

  /// Reads a sweep file, with the scenario files and seed tables that it rests on.
  ///
  /// - Parameters:
  ///   - shipped: folders of scenarios that everybody has.
  ///   - seeds: the folder of the seed tables.
  ///   - overlays: folders laid over them.
  /// - Throws: `ScenarioFailure` with everything that is wrong.
  public init(
    _ file: String, shipped: [String], seeds: String, overlays: [String] = [], for program: SweepProgram
  ) throws {
    try self.init(file, shipped, (seeds, overlays), program, Scenario.bytes)
  }

  /// Reads the sweep of a run from its frozen copies, which must be as they were.
  ///
  /// - Throws: `StudyFailure` where an input is missing or changed, or another program planned the run.
  public init(_ plan: SweepPlanFile, in folder: SweepFolder, for program: SweepProgram) throws {
    for input in plan.inputs {
      let path = "\(folder.inputs)/\(input.file)"
      guard let bytes = Files.bytes(of: path) else {
        throw StudyFailure("error: \(path) is missing: the run can't go on without its inputs", .invalid)
      }
      guard SHA256.hex(bytes) == input.hash else {
        throw StudyFailure(
          "error: \(path) was changed after the plan; plan the changed sweep in another folder", .invalid)
      }
    }
    let copies = Dictionary(plan.inputs.map { ($0.path, $0.file) }, uniquingKeysWith: { first, _ in first })
    let overlays = Set(plan.inputs.map(\.file).filter { $0.hasPrefix(LoadedSweep.overlay) }.map(Files.folder))
      .sorted()
    let seeds = ("\(folder.inputs)/seeds", overlays.map { "\(folder.inputs)/\($0)" })
    try self.init(plan.sweep, plan.shipped, seeds, program) { path in
      copies[path].flatMap { Files.bytes(of: "\(folder.inputs)/\($0)") }
    }
    guard hash == plan.hash else {
      throw StudyFailure(
        "error: \(folder.path) was planned by another version of the model; run \(folder.program)",
        .invalid)
    }
  }

  private init(
    _ file: String, _ shipped: [String], _ folders: (seeds: String, overlays: [String]),
    _ program: SweepProgram,
    _ bytes: @escaping (String) throws -> [UInt8]?
  ) throws {
    path = file
    self.shipped = shipped
    self.program = program
    let seeds = try SeedFiles(directory: folders.seeds, overlays: folders.overlays)
    let source = program.source(seeds.tables)
    var read: [(path: String, bytes: [UInt8])] = []
    func content(_ path: String) throws -> [UInt8]? {
      guard let content = try bytes(path) else { return nil }
      if !read.contains(where: { $0.path == path }) { read.append((path, content)) }
      return content
    }
    study = try seeds.judged(source) {
      let study = try SweepStudy.load(
        file, shipped: shipped, source,
        read: { try content($0).map { try InputFile.text($0) } }, bytes: content)
      return (study, study.model, study.common.asOf)
    }
    let tables = try LoadedSweep.copies(seeds, folders.overlays).compactMap { copy in
      try Files.content(of: copy.path).map { (name: copy.name, bytes: $0) }
    }
    func input(
      _ path: String, _ file: String, _ bytes: [UInt8]
    ) -> (input: SweepPlanFile.Input, bytes: [UInt8]) {
      (SweepPlanFile.Input(path: path, file: file, hash: SHA256.hex(bytes)), bytes)
    }
    let scenarios = read.enumerated().map { index, item in
      let number = index < 10 ? "0\(index)" : "\(index)"
      return input(item.path, "\(number)-\(Files.stem(of: item.path)).txt", item.bytes)
    }
    inputs = scenarios + tables.map { input("", $0.name, $0.bytes) }
    table = LoadedSweep.table(study)
  }

  /// The copies of overlays are in folders of this name and a number, in the order in which they are laid.
  private static let overlay = "overlay-"

  /// The seed tables and overlays, each with the name of its copy.
  private static func copies(_ seeds: SeedFiles, _ overlays: [String]) -> [(name: String, path: String)] {
    seeds.files.map { file in
      guard let number = overlays.firstIndex(where: { file.path.hasPrefix($0 + "/") }) else {
        return (file.shown, file.path)
      }
      let name = file.path.split(separator: "/").last.map(String.init) ?? ""
      return ("\(overlay)\(number < 10 ? "0" : "")\(number)/\(name)", file.path)
    }
  }

  /// What the results depend on, and nothing else.
  var hash: String {
    let settings = study.common
    let lines =
      [
        "throttle sweep \(LoadedSweep.numbers)", "version \(program.version)", "block \(blockWidth)",
        "paths \(settings.paths)", "seed \(settings.seed)",
        "design \(settings.design.rawValue) \(study.seed)",
        "period \(settings.period)", "as_of \(settings.asOf)",
        "outputs \(settings.outputs.joined(separator: " "))",
        "spans \(study.spans.map(\.rawValue).joined(separator: " "))", "cases \(SHA256.hex(table))",
      ] + inputs.map { "\($0.input.path.isEmpty ? $0.input.file : "scenario") \($0.input.hash)" }
    return SHA256.hex(Array(lines.joined(separator: "\n").utf8))
  }

  /// The columns of cases.csv: the case, its policy if there are any, and the axes.
  private static func table(_ study: SweepStudy) -> [UInt8] {
    let hasPolicies = study.policies.count > 1 || study.policies[0].name != ""
    var table = CSVTable(
      header: ["case"] + (hasPolicies ? ["policy"] : []) + study.axes.map(\.parameter.name))
    for number in 0..<study.count {
      table.add(number)
      if hasPolicies { table.add(study.policies[study.policy(of: number)].name) }
      for axis in study.axes.indices { table.add(study.value(axis: axis, of: number)) }
      table.endRow()
    }
    return table.bytes
  }
}
