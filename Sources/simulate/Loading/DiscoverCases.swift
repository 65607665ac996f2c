internal import ArgumentParser
internal import Reports
internal import RussianEnergy
internal import Scenarios
internal import Storage
internal import Studies
internal import Sweeps

/// How boxes are searched.
struct DiscoverOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Least density of a box, in per cent.", valueName: "percent"))
  var density = 80.0

  @Option(help: ArgumentHelp("Share of a box that a slice takes, in per cent.", valueName: "percent"))
  var peel = 5.0

  @Option(help: ArgumentHelp("Least share of all cases in a box, in per cent.", valueName: "percent"))
  var mass = 5.0

  @Option(help: ArgumentHelp("The most boxes.", valueName: "n"))
  var boxes = 3

  @Option(help: ArgumentHelp("Of more axes, the ones that tell most by themselves.", valueName: "n"))
  var axes = 24

  @Option(
    help: ArgumentHelp(
      "Number of each case of a sweep that the condition is about: mean, p05, p25, p50, p75 or p95.",
      valueName: "name"),
    transform: SweepOutcomes.typed)
  var statistic: String?

  func validate() throws {
    if !(density > 0 && density <= 100) {
      throw ValidationError("--density lies between 0 and 100 (per cent).")
    }
    if !(peel > 0 && peel < 50) { throw ValidationError("--peel lies between 0 and 50 (per cent).") }
    if !(mass > 0 && mass < 100) { throw ValidationError("--mass lies between 0 and 100 (per cent).") }
    try within(1...1000, "--axes", axes)
    try within(1...20, "--boxes", boxes)
  }

  var rules: Discovery.Rules {
    var rules = Discovery.Rules()
    rules.density = density / 100
    rules.search.peel = peel / 100
    rules.search.least = mass / 100
    rules.boxes = boxes
    rules.axes = axes
    return rules
  }

  /// As given, for the record.
  var flags: [String] {
    ["--density \(density)", "--peel \(peel)", "--mass \(mass)", "--boxes \(boxes)", "--axes \(axes)"]
      + (statistic.map { ["--statistic \($0)"] } ?? [])
  }
}

/// What a discovery looks at: the cases of a sweep, or the paths of a run.
struct DiscoverCases {
  let noun: String
  let axes: [DiscoveryAxis]
  let isWanted: [Bool]
  let inputs: [RunRecord.Input]

  init(_ path: String, _ condition: String, statistic: String?, _ common: CommonOptions) throws {
    guard Files.isFolder(path) else { throw Failure("error: no such folder of a run: \(path)", .fileMissing) }
    let folder = SweepFolder(path: path)
    guard !Files.exists(folder.plan) else {
      let cases = try FinishedSweep(folder, for: program).cases(
        condition, statistic ?? SweepOutcomes.columns[0])
      (noun, axes, isWanted) = ("case", cases.axes, cases.isWanted)
      inputs = RunRecord.Input(file: folder.outcomes).map { [$0] } ?? []
      return
    }
    if statistic != nil { throw Failure("error: --statistic is for the folder of a sweep's run", .usage) }
    let former = try FormerRun(path), command = try Run.parse(former.arguments)
    let scenario = try LoadedScenario(
      former.scenario, common: common, options: command.scenario, texts: former.texts)
    let settings = scenario.settings.reporting(scenario.questions, scenario.model)
    let cases = try RunCases(condition, folder: path, scenario.model, settings)
    (noun, axes, isWanted) = ("path", cases.axes, cases.isWanted)
    inputs = former.resources.filter { [DrawsFile.name, PathsFile.name].contains($0.name) }.map {
      RunRecord.Input(path: "\(path)/\($0.name)", hash: $0.hash)
    }
  }
}

extension SweepOutcomes {
  /// A number of each case, as `--statistic` takes it.
  static func typed(_ text: String) throws -> String {
    guard columns.contains(text) else {
      throw ValidationError("--statistic is one of \(columns.joined(separator: ", ")).")
    }
    return text
  }
}

extension FinishedSweep {
  /// Its cases as a choice between what the model calls measures of economic policy.
  func choice(_ goal: String, _ statistic: String, _ levers: [String]) throws -> SweepDecisions {
    try decisions(
      goal, statistic, levers: levers, isMeasure: RussianEnergy.isEconomicMeasure,
      isBelief: RussianEnergy.isBelief)
  }
}
