public import Sampling

/// The table that mechanisms write themselves into; binding, documentation, sweep axes and column headers
/// all derive from it.
public final class Declarations {
  /// The seed tables as known on the scenario's day.
  public let seeds: SeedTables
  /// The first month of the run.
  public let start: Month
  /// Every parameter so far, by slot.
  public private(set) var parameters: [ParameterDeclaration] = []
  /// Every series so far, by slot.
  public private(set) var outputs: [OutputDeclaration] = []
  /// The series that can be pinned.
  public private(set) var pins: [PinDeclaration] = []
  /// The names of the parameters, and of the series with their regions.
  private var names: Set<String> = []
  private(set) var states: [StateDeclaration] = []
  private(set) var stateColumns = 0
  private(set) var mostEvents = 0
  private(set) var controls: [State] = []
  private(set) var regimes: [RegimeDeclaration] = []
  private(set) var rates: [Int] = []
  private(set) var shocks: [String] = []
  private(set) var spreads: [String] = []
  private(set) var directions: [Direction] = []
  /// The names of the correlated normal numbers, by index.
  public private(set) var factors: [String] = []
  /// Pairs of factors or parameters with their standard correlation, −1 to 1.
  public private(set) var correlations: [(String, String, Double)] = []
  var inputs: [InputDeclaration] = []
  var scored: [ScoredSeries] = []
  var measures: [DeclaredMeasure] = []
  var estimations: [Estimation] = []
  var yardsticks: [Yardstick] = []
  var formerNames: [FormerName] = []
  private(set) var faults: [String] = []
  /// The region of series that name none.
  let home: String
  /// The mechanism that declares, and its place in the list.
  var section = ""
  var mechanism = 0

  init(seeds: SeedTables, start: Month, home: String) {
    self.seeds = seeds
    self.start = start
    self.home = home
  }

  /// Something that somebody decides.
  public func lever(
    _ key: String, _ standard: Double, _ unit: Unit, in range: ClosedRange<Double>, _ summary: String,
    source: String
  ) -> Parameter {
    lever(key, Schedule(.constant(standard)), unit, in: range, summary, source: source)
  }

  /// Something that somebody decides, with dated values that a seed table gives.
  public func lever(
    _ key: String, _ standard: Schedule, _ unit: Unit, in range: ClosedRange<Double>, _ summary: String,
    source: String, origin: String = "default"
  ) -> Parameter {
    add(key, .lever, standard, unit, range, summary, source, origin)
  }

  /// A decision that is either taken or not.
  public func toggle(_ key: String, _ standard: Bool, _ summary: String, source: String) -> Parameter {
    lever(key, standard ? 1 : 0, .toggle, in: 0...1, summary, source: source)
  }

  /// Something that nobody knows exactly; its default is a distribution.
  public func uncertain(
    _ key: String, _ standard: Distribution, _ unit: Unit, in range: ClosedRange<Double>, _ summary: String,
    source: String
  ) -> Parameter {
    add(key, .uncertain, Schedule(standard.clamped(to: range)), unit, range, summary, source, "default")
  }

  /// The state of the world when the run begins. A value that was not observed is given as a distribution.
  public func startValue(
    _ key: String, _ observed: Observation, _ unit: Unit, in range: ClosedRange<Double>, _ summary: String
  ) -> Parameter {
    let value = observed.distribution.clamped(to: range)
    let parameter = add(
      key, .start, Schedule(value), unit, range, summary, observed.source, observed.origin)
    parameters[parameter.slot].observed = observed.observed
    return parameter
  }

  func derive(_ parameter: Parameter, _ rule: Derivation) { parameters[parameter.slot].derivation = rule }

  /// A parameter of an entity that a row of a seed table names: it needs no place in the dimension register.
  public func ofRow(_ parameter: Parameter) -> Parameter {
    parameters[parameter.slot].isOfRow = true
    return parameter
  }

  private func add(
    _ key: String, _ kind: ParameterKind, _ standard: Schedule, _ unit: Unit, _ range: ClosedRange<Double>,
    _ summary: String, _ source: String, _ origin: String
  ) -> Parameter {
    let name = "\(section).\(key)"
    if !names.insert(name).inserted { faults.append("\(name) is declared twice") }
    if source.isEmpty { faults.append("\(name) has no source") }
    if !unit.isKnown { faults.append("\(name) has the unit \(unit), which nobody registered") }
    parameters.append(
      ParameterDeclaration(
        name: name, kind: kind, unit: unit, range: range, standard: standard, summary: summary,
        source: source, origin: origin))
    return Parameter(slot: parameters.count - 1)
  }

  /// A series that can be reported. It is remembered for `memory` months back: those that `MonthView.before` is asked for,
  /// and last month for those who declare it with `lastMonth`.
  public func output(
    _ key: String, _ unit: Unit, _ aggregation: Aggregation, _ summary: String, region: String? = nil,
    counterpart: String = "", community: String = "", headline: Bool = false, memory: Int = 0,
    observed: Observed? = nil
  ) -> Output {
    let variable = key.contains(".") ? key : "\(section).\(key)"
    let isHome = region == nil || region == home
    let region = region ?? home
    if !unit.isKnown { faults.append("\(variable) has the unit \(unit), which nobody registered") }
    if !names.insert("\(variable)|\(region)").inserted {
      faults.append("\(variable) is declared twice for \(region)")
    }
    outputs.append(
      OutputDeclaration(
        variable: variable, region: region, isHome: isHome, mechanism: mechanism, unit: unit,
        aggregation: aggregation, summary: summary, counterpart: counterpart, community: community,
        isHeadline: headline,
        memory: memory, observed: observed))
    return Output(slot: outputs.count - 1)
  }

  /// Memory carried from month to month, `rows` adjacent columns.
  ///
  /// - Parameter shared: whether later mechanisms may read it; others' memory is none of their business.
  public func state(_ key: String, rows: Int = 1, shared: Bool = false) -> State {
    let state = State(first: stateColumns, rows: rows)
    stateColumns += rows
    states.append(StateDeclaration(name: "\(section).\(key)", state: state, isShared: shared))
    return state
  }

  /// Memory for a number a month whose mean is exactly 0 whatever the parameters are: a control variate, which takes
  /// from the error of means what it explains.
  public func control(_ key: String) -> State {
    controls.append(state(key, shared: true))
    return controls[controls.count - 1]
  }

  /// Room for so many sparse events of a block in a month; see `MonthView.listing`.
  public func reserveEvents(perBlockMonth count: Int) {
    mostEvents = max(mostEvents, count)
  }

  /// Names the values 0, 1 … of a state that says which regime a month is in.
  public func regime(_ key: String, _ state: State, _ names: [String]) {
    regimes.append(RegimeDeclaration(name: "\(section).\(key)", state: state, values: names))
  }

  /// Independent random numbers under a name.
  public func shock(_ key: String) -> Shock {
    shocks.append("\(section).\(key)")
    return Shock(index: shocks.count - 1)
  }

  /// A uniform number a path, for what matters most of the shocks: the design spreads it like a parameter.
  public func spread(_ key: String) -> Spread {
    spreads.append("\(section).\(key)")
    return Spread(index: spreads.count - 1)
  }

  /// A standard normal number a month that may be correlated with other factors.
  public func factor(_ name: String) -> Factor {
    if factors.contains(name) { faults.append("factor \(name) is declared twice") }
    factors.append(name)
    return Factor(index: factors.count - 1)
  }

  /// The same, where a sum over the months matters more than any one of them: the design spreads that sum.
  ///
  /// In `begin` the mechanism says in `MonthView.direction` what each month weighs on each path.
  public func factor(_ name: String, along spread: Spread) -> Factor {
    let factor = factor(name)
    directions.append(Direction(factor: factor, spread: spread))
    return factor
  }

  /// The default correlation of two factors or two parameters; a scenario may set another.
  public func correlate(_ first: String, _ second: String, _ value: Double) {
    correlations.append((first, second, value))
  }

  /// Says that a series is an exchange rate, such as `RUB/USD`: results are shown in another currency by it, path by
  /// path.
  public func exchangeRate(_ output: Output) { rates.append(output.slot) }

  /// Lets observed or given values replace a simulated series; its own column of the seed tables is its history.
  public func pin(_ output: Output) {
    guard let observed = outputs[output.slot].observed else {
      faults.append(
        "\(outputs[output.slot].variable) is pinned, but no column of the seed tables observes it")
      return
    }
    pin(output, to: observed.months(seeds))
  }

  /// Lets observed or given values replace a simulated series.
  public func pin(_ output: Output, to history: [Month: Double]) {
    let declared = outputs[output.slot]
    let isOneOfMany = outputs.contains { $0.variable == declared.variable && $0.region != declared.region }
    let name = isOneOfMany ? "\(declared.variable)[\(declared.region)]" : declared.variable
    pins.append(PinDeclaration(output: output, variable: name, history: history))
  }

  /// Reports a fault of wiring that the model can't run with.
  public func fault(_ text: String) {
    faults.append(text)
  }
}
