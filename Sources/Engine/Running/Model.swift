/// The model doesn't hang together, or a setting names what it doesn't have.
public struct ModelError: Error, CustomStringConvertible {
  /// Everything that is wrong, each in one line.
  public let faults: [String]
  /// One fault a line.
  public var description: String { faults.joined(separator: "\n") }

  /// An error of one fault or more.
  public init(_ faults: [String]) {
    self.faults = faults
  }
}

/// One mechanism reads series of another.
public struct Feed: Sendable, Equatable {
  /// The section that computes the series, and the one that reads it.
  public let from, to: String
  /// Whether it reads months before only.
  public let isPast: Bool
}

/// The mechanisms in their order, with everything they declared.
public struct Model: Sendable {
  enum Source: Sendable { case output(Int), parameter(Int) }

  /// Every parameter, by slot, in the order of the mechanisms.
  public let parameters: [ParameterDeclaration]
  /// Every series, by slot, in the order of the mechanisms.
  public let outputs: [OutputDeclaration]
  /// The series that can be pinned, with what was observed of them.
  public let pins: [PinDeclaration]
  /// The published series that forecasts are scored against.
  public let scored: [ScoredSeries]
  /// The measures that an attribution takes apart.
  public let measures: [DeclaredMeasure]
  /// How parameters are estimated from what is published.
  public let estimations: [Estimation]
  /// Names of earlier versions, and what has become of them.
  public let formerNames: [FormerName]
  /// The names of the correlated normal numbers.
  public let factors: [String]
  /// Pairs of factors or parameters with their standard correlation, −1 to 1.
  public let correlations: [(String, String, Double)]
  /// The first month of runs, which the start values belong to.
  public let start: Month
  /// The region of series that name none.
  public let home: String
  /// The mechanisms in their order: section and summary.
  public let sections: [(name: String, summary: String)]
  /// What feeds what, each pair once, in the order of the mechanisms.
  public let feeds: [Feed]
  let mechanisms: [any Mechanism]
  let shocks: [String]
  let directions: [Direction]
  let spreads: [String]
  let stateColumns: Int
  let mostEvents: Int
  let controls: [State]
  let regimes: [RegimeDeclaration]
  /// Yearly amounts that results in money can be shown as a share of.
  public let yardsticks: [Yardstick]
  /// The slots of the exchange rates.
  let rates: [Int]
  let inputs: [Source]
  /// The permanent dimension of the design of each parameter, and of each spread number.
  let dimensions, spreadDimensions: [Int]
  /// What is drawn and has no place in the dimension register yet, in the order of the model.
  public let unregistered: [String]
  private let slots: [String: Int]

  /// Puts mechanisms together.
  ///
  /// - Parameters:
  ///   - register: the names of all parameters there ever were; a parameter's place in it is its dimension of
  ///     the design for good, so that a new parameter changes nobody's numbers.
  ///   - influential: the parameters and spread numbers that matter most, at most `Design.leading`: they have the
  ///     design's first dimensions.
  ///   - home: the region of series that name none.
  ///   - seeds: already cut to what was known on the scenario's day.
  /// - Throws: every fault of wiring at once: names declared twice or unknown, a later mechanism's series read for
  ///   this month, units that nobody registered, parameters without a source.
  public init(
    _ kinds: [any Mechanism.Type], register: [String], influential: [String] = [], home: String = "World",
    seeds: SeedTables, start: Month
  ) throws(ModelError) {
    let declare = Declarations(seeds: seeds, start: start, home: home)
    mechanisms = kinds.enumerated().map { place, kind in
      declare.mechanism = place
      declare.section = kind.section
      return kind.init(declare)
    }
    parameters = declare.parameters
    pins = declare.pins
    scored = declare.scored
    measures = declare.measures
    estimations = declare.estimations
    formerNames = declare.formerNames
    factors = declare.factors
    correlations = declare.correlations
    shocks = declare.shocks
    directions = declare.directions
    spreads = declare.spreads
    stateColumns = declare.stateColumns
    mostEvents = declare.mostEvents
    controls = declare.controls
    regimes = declare.regimes
    rates = declare.rates
    yardsticks = declare.yardsticks
    self.start = start
    self.home = home
    sections = kinds.map { ($0.section, $0.summary) }
    slots = Dictionary(parameters.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    var faults = declare.faults + declare.formerFaults
    inputs = Model.resolve(declare, slots, &faults)
    outputs = Model.remembered(declare, inputs)
    feeds = Model.feeds(declare, inputs, kinds.map { $0.section })
    let places = DesignPlaces(register: register, influential: influential, &faults)
    dimensions = parameters.map { places.dimension(of: $0.name) }
    spreadDimensions = declare.spreads.map { places.dimension(of: $0) }
    unregistered = (parameters.filter { !$0.isOfRow }.map(\.name) + declare.spreads).filter {
      !places.has($0)
    }
    guard faults.isEmpty else { throw ModelError(faults) }
  }

  /// The outputs, those that are read with `lastMonth` being remembered for a month at least.
  private static func remembered(_ declare: Declarations, _ inputs: [Source]) -> [OutputDeclaration] {
    var outputs = declare.outputs
    for (input, source) in zip(declare.inputs, inputs) where input.isPast {
      if case .output(let slot) = source { outputs[slot].memory = max(outputs[slot].memory, 1) }
    }
    return outputs
  }

  private static func feeds(_ declare: Declarations, _ inputs: [Source], _ names: [String]) -> [Feed] {
    var feeds: [Feed] = []
    for (input, source) in zip(declare.inputs, inputs) {
      guard case .output(let slot) = source else { continue }
      let giver = declare.outputs[slot].mechanism
      let feed = Feed(from: names[giver], to: input.reader, isPast: input.isPast)
      if giver != input.mechanism && !feeds.contains(feed) { feeds.append(feed) }
    }
    return feeds
  }

  private static func resolve(
    _ declare: Declarations, _ slots: [String: Int], _ faults: inout [String]
  ) -> [Source] {
    var found: [String: Int] = [:]
    for (slot, output) in declare.outputs.enumerated() { found["\(output.variable)|\(output.region)"] = slot }
    return declare.inputs.map { input in
      if let slot = found["\(input.name)|\(input.region)"] {
        if !input.isPast && declare.outputs[slot].mechanism > input.mechanism {
          faults.append(
            "\(input.reader) reads \(input.name), which a later mechanism computes: declare it with lastMonth"
          )
        }
        return .output(slot)
      }
      if let slot = slots[input.name] { return .parameter(slot) }
      faults.append("no mechanism has the series or parameter \(input.name) that \(input.reader) reads")
      return .output(0)
    }
  }

  /// The slot of a parameter by its full name.
  public func slot(of parameter: String) -> Int? { slots[parameter] }

  /// The regimes that draws.csv counts, each value but the first: `brent.regime.crisis`.
  public var regimeNames: [String] {
    regimes.flatMap { regime in regime.values.dropFirst().map { "\(regime.name).\($0)" } }
  }

  /// The declaration of an output.
  public func declaration(of output: Output) -> OutputDeclaration { outputs[output.slot] }

  /// The slots of every region of a variable.
  public func outputSlots(of variable: String) -> [Int] {
    outputs.indices.filter { outputs[$0].variable == variable }
  }
}
