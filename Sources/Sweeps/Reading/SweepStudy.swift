public import Engine
public import Reports
internal import Sampling
public import Scenarios
public import ScenarioText
internal import Storage
public import Studies

/// A named scenario of a sweep; every combination of the axes' values is run under each.
public struct SweepPolicy: Sendable {
  /// Empty where the sweep names no policies.
  public let name: String
  /// What a run of it takes besides the axes' values.
  public internal(set) var settings: Settings
}

/// A parameter that a sweep varies.
public struct SweepAxis: Sendable {
  /// What is varied.
  public let parameter: ParameterDeclaration
  /// The day from which the case's value holds; nil for the whole time.
  public let from: Day?
  let key: Node.Key
  let levels: SweepLevels
}

/// A sweep file, read and checked: a scenario, what is varied, and every case that comes of it.
public struct SweepStudy: Sendable {
  /// What results are called.
  public let name: String
  /// The sweep file as the user named it.
  public let file: String
  /// The sweep file and the scenario files that it rests on.
  public let sources: [Source]
  /// The model of all cases.
  public let model: Model
  /// Never empty: without policies, one of no name.
  public let policies: [SweepPolicy]
  /// What is varied, in the order of the file.
  public let axes: [SweepAxis]
  /// Whether months, years or the total are kept of each case.
  public let spans: [ResultSpan]
  /// What each case is asked.
  public let questions: [Question]
  /// The seed of the design; the shocks have the scenario's.
  public let seed: UInt64
  /// Doubts of the scenarios, placed.
  public let warnings: [Diagnostic]
  /// How the axes are combined.
  let parts: [SweepPart]
  /// The values of the axes, combination after combination.
  let points: SweepPoints

  /// How many runs the sweep takes.
  public var count: Int { policies.count * points.count }

  /// Combinations that the constraints ruled out.
  public var excluded: Int { points.excluded }

  /// The settings that all cases share: paths, period, seed and outputs.
  public var common: Settings { policies[0].settings }

  /// Reads and checks a sweep.
  ///
  /// - Parameters:
  ///   - path: the sweep file.
  ///   - shipped: folders of scenarios that everybody has.
  ///   - read: the text of a file, nil where there is none.
  ///   - bytes: the content of a table that a value names; with `read` the only access to files.
  /// - Throws: `ScenarioFailure` with everything that is wrong.
  public static func load(
    _ path: String, shipped: [String], _ model: ModelSource, read: @escaping (String) throws -> String?,
    bytes: @escaping (String) throws -> [UInt8]? = Scenario.bytes
  ) throws -> SweepStudy {
    let source = Source(file: path, text: try text(path, read))
    var problems: [Diagnostic] = []
    var sources = [source]
    do {
      let root = try parse(source)
      var scenarios = SweepScenarios(
        source: source, root: root, shipped: shipped, model: model, read: read, bytes: bytes)
      var reader = SweepReader(source: source, root: root, read: read)
      return try reader.study(&scenarios)
    } catch let diagnostics as Diagnostics {
      problems = diagnostics.items
    } catch let failure as ScenarioFailure where failure.kind == .invalid {
      problems = failure.diagnostics.items
      sources = failure.sources.filter { $0.file != path } + sources
    }
    throw ScenarioFailure(kind: .invalid, diagnostics: Diagnostics(problems), sources: sources)
  }

  private static func text(_ path: String, _ read: (String) throws -> String?) throws -> String {
    do {
      if let text = try read(path) { return text }
    } catch let error as InputError {
      throw ScenarioFailure(path, error)
    }
    let start = Place(file: path, line: 1, column: 1)
    throw ScenarioFailure(
      kind: .fileMissing, diagnostics: Diagnostics([Diagnostic("there is no such file", at: start)]),
      sources: [])
  }

  /// The number of a case's policy.
  public func policy(of number: Int) -> Int { number / points.count }

  /// The value of an axis in a case, in the parameter's unit.
  public func value(axis: Int, of number: Int) -> Double {
    points.values[number % points.count * axes.count + axis]
  }

  /// Where in their own distributions the axes stand that the scenario correlates with something: what is correlated with
  /// them moves along.
  private func known(_ number: Int, _ settings: Settings) -> [String: Double] {
    let names = Set(
      settings.correlations.flatMap { [$0.first, $0.second] } + model.correlations.flatMap { [$0.0, $0.1] })
    var result: [String: Double] = [:]
    for (place, axis) in axes.enumerated() where axis.from == nil && names.contains(axis.parameter.name) {
      let schedule = settings.values[axis.parameter.name]?.schedule ?? axis.parameter.standard
      guard let own = schedule.latest, !own.isConstant else { continue }
      result[axis.parameter.name] = own.cumulative(value(axis: place, of: number))
    }
    return result
  }

  /// One case, ready to be run. All cases share their random numbers.
  public func trial(_ number: Int) -> Trial {
    var settings = policies[policy(of: number)].settings
    settings.known = known(number, settings)
    // The outcomes of all cases have the same columns.
    settings.percentiles = []
    settings.shortfalls = []
    for (place, axis) in axes.enumerated() {
      let value = value(axis: place, of: number)
      let before = settings.values[axis.parameter.name]?.schedule ?? axis.parameter.standard
      settings.values[axis.parameter.name] = SetValue(
        schedule: before.replaced(by: .constant(value), from: axis.from, origin: file), origin: file,
        text: "\(value)")
    }
    return Trial(model: model, settings: settings)
  }
}
