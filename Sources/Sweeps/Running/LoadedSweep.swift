internal import Engine
internal import Kernels
internal import Reports
internal import Sampling
internal import Scenarios

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
  /// - Throws: `ScenarioFailure` with everything that is wrong.
  public init(_ file: String, shipped: [String], seeds: String, for program: SweepProgram) throws {
    try self.init(file, shipped, seeds, program) { Files.bytes(of: $0) }
  }

  /// Reads the sweep of a run from its frozen copies, which must be as they were.
  ///
  /// - Throws: `SweepFailure` where an input is missing or changed, or another program planned the run.
  public init(_ plan: SweepPlanFile, in folder: SweepFolder, for program: SweepProgram) throws {
    for input in plan.inputs {
      let path = "\(folder.inputs)/\(input.file)"
      guard let bytes = Files.bytes(of: path) else {
        throw SweepFailure("error: \(path) is missing: the run can't go on without its inputs", .invalid)
      }
      guard SHA256.hex(bytes) == input.hash else {
        throw SweepFailure(
          "error: \(path) was changed after the plan; plan the changed sweep in another folder", .invalid)
      }
    }
    let copies = Dictionary(plan.inputs.map { ($0.path, $0.file) }, uniquingKeysWith: { first, _ in first })
    try self.init(plan.sweep, plan.shipped, "\(folder.inputs)/seeds", program) { path in
      copies[path].flatMap { Files.bytes(of: "\(folder.inputs)/\($0)") }
    }
    guard hash == plan.hash else {
      throw SweepFailure(
        "error: \(folder.path) was planned by another version of the model; run \(folder.program)",
        .invalid)
    }
  }

  private init(
    _ file: String, _ shipped: [String], _ folder: String, _ program: SweepProgram,
    _ bytes: @escaping (String) -> [UInt8]?
  ) throws {
    path = file
    self.shipped = shipped
    self.program = program
    let seeds = try SeedFiles(directory: folder)
    var read: [(path: String, bytes: [UInt8])] = []
    study = try SweepStudy.load(file, shipped: shipped, program.source(seeds.tables)) { path in
      guard let content = bytes(path) else { return nil }
      if !read.contains(where: { $0.path == path }) { read.append((path, content)) }
      return String(decoding: content, as: UTF8.self)
    }
    let tables = seeds.hashes.map(\.file).compactMap { name in
      Files.bytes(of: "\(folder)/\(name)").map { (name: name, bytes: $0) }
    }
    let scenarios = read.enumerated().map { index, item in
      let number = index < 10 ? "0\(index)" : "\(index)"
      return (
        input: SweepPlanFile.Input(
          path: item.path, file: "\(number)-\(Files.stem(of: item.path)).txt", hash: SHA256.hex(item.bytes)),
        bytes: item.bytes
      )
    }
    inputs =
      scenarios
      + tables.map { item in
        (
          input: SweepPlanFile.Input(path: "", file: "seeds/\(item.name)", hash: SHA256.hex(item.bytes)),
          bytes: item.bytes
        )
      }
    table = LoadedSweep.table(study)
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
      ] + inputs.map { "\($0.input.file.hasPrefix("seeds/") ? $0.input.file : "scenario") \($0.input.hash)" }
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
