internal import Kernels
internal import Sampling

/// A model and its settings, compiled: what each parameter, event, factor and pin needs in every month.
struct Plan: Sendable {
  /// One parameter: the columns of its steps and, for each month, their weights.
  struct Value: Sendable {
    let slot: Int
    let samplers: [Sampler?]
    let constants: [Double]
    /// First of its step columns; nil where one column serves all months.
    let stepColumn: Int?
    /// `[month][step]`.
    let weights: [[Double]]
    let dimension: Int
    let isRandom: Bool
    /// An event changes it.
    let isTouched: Bool
    let range: ClosedRange<Double>
  }

  struct Effect: Sendable {
    let slot: Int
    let kind: EventEffect.Kind
    let sampler: Sampler
  }

  struct Event: Sendable {
    let setting: EventSetting
    let stream: Stream
    let effects: [Effect]
  }

  let model: Model
  let settings: Settings
  /// The months that are computed: from the model's first, which may lie before the period that is reported.
  let months: Period
  let design: Design
  let values: [Value]
  let stepColumns: Int
  let events: [Event]
  let factorStreams: [Stream]
  let shockStreams: [Stream]
  let factorCopula: GaussianCopula?
  let parameterCopula: GaussianCopula?
  /// The slots that the parameter copula joins, in its order.
  let joined: [Int]
  /// By output slot, then by computed month; NaN where the model runs free.
  let pinned: [Int: [Double]]
  let warnings: [String]

  init(model: Model, settings: Settings) throws {
    self.model = model
    self.settings = settings
    let months = try Plan.months(model, settings)
    self.months = months
    design = Design(settings.design, seed: settings.seed, paths: settings.paths)
    let touched = Set(settings.events.flatMap { $0.effects.map(\.parameter) })
    var columns = 0
    values = model.parameters.indices.map { slot in
      Plan.value(slot, model, settings, months, touched, &columns)
    }
    stepColumns = columns
    events = try settings.events.map { try Plan.event($0, model, settings.seed) }
    factorStreams = model.factors.map { Stream(seed: settings.seed, name: "factor:\($0)") }
    shockStreams = model.shocks.map { Stream(seed: settings.seed, name: $0) }
    let joint = try Correlations(model: model, settings: settings)
    factorCopula = joint.factors
    parameterCopula = joint.parameters
    joined = joint.slots
    pinned = try Plan.pins(model, settings, months)
    warnings = joint.warnings
  }

  /// A parameter's independent uniform numbers on a block of paths.
  func uniforms(of value: Value, firstPath: Int, into column: Column) {
    design.uniforms(dimension: value.dimension, firstPath: firstPath, into: column)
  }

  /// How many months are computed before the period.
  var leadIn: Int { settings.period.first - months.first }

  private static func months(_ model: Model, _ settings: Settings) throws(ModelError) -> Period {
    guard model.start <= settings.period.first else {
      throw ModelError(["the model starts in \(model.start), after the period's first month"])
    }
    return Period(first: model.start, last: settings.period.last)
  }

  private static func value(
    _ slot: Int, _ model: Model, _ settings: Settings, _ months: Period, _ touched: Set<String>,
    _ columns: inout Int
  ) -> Value {
    let declaration = model.parameters[slot]
    let (schedule, weights) = Plan.schedule(declaration, settings, months)
    let isMixed = weights.contains { $0.count { $0 != 0 } > 1 }
    let isDated = weights.contains { $0 != weights[0] }
    let varies = isMixed || isDated || touched.contains(declaration.name)
    let random = !schedule.isConstant
    defer { if varies { columns += schedule.steps.count } }
    return Value(
      slot: slot,
      samplers: schedule.steps.map { $0.value.isConstant ? nil : Sampler($0.value) },
      constants: schedule.steps.map { $0.value.isConstant ? $0.value.quantile(0.5) : 0 },
      stepColumn: varies ? columns : nil, weights: weights, dimension: model.dimensions[slot],
      isRandom: random, isTouched: touched.contains(declaration.name), range: declaration.range)
  }

  /// A parameter's steps and their weights in each computed month. What a scenario decides holds from the first
  /// month of its period; what it believes holds in the months before, too.
  private static func schedule(
    _ declaration: ParameterDeclaration, _ settings: Settings, _ months: Period
  ) -> (Schedule, weights: [[Double]]) {
    let standard = declaration.standard
    func weights(_ schedule: Schedule) -> [[Double]] {
      (0..<months.count).map { schedule.weights(in: months.month($0)) }
    }
    guard let own = settings.values[declaration.name]?.schedule else { return (standard, weights(standard)) }
    guard declaration.kind == .lever, months.first < settings.period.first else { return (own, weights(own)) }
    let mixed = zip(weights(standard), weights(own)).enumerated().map { index, pair in
      months.month(index) < settings.period.first
        ? pair.0 + own.steps.map { _ in 0 } : standard.steps.map { _ in 0 } + pair.1
    }
    return (Schedule(steps: standard.steps + own.steps), mixed)
  }

  private static func event(_ setting: EventSetting, _ model: Model, _ seed: UInt64) throws -> Event {
    let effects = try setting.effects.map { effect in
      guard let slot = model.slot(of: effect.parameter) else {
        throw ModelError(["the event \(setting.name) changes \(effect.parameter), which is not a parameter"])
      }
      return Effect(slot: slot, kind: effect.kind, sampler: Sampler(effect.value))
    }
    return Event(
      setting: setting, stream: Stream(seed: seed, name: "event:\(setting.name)"), effects: effects)
  }

  private static func pins(_ model: Model, _ settings: Settings, _ months: Period) throws -> [Int: [Double]] {
    for name in settings.pins.keys where !model.pins.contains(where: { $0.variable == name }) {
      throw ModelError(["\(name) can't be pinned"])
    }
    var result: [Int: [Double]] = [:]
    for declared in model.pins {
      let values = Plan.told(declared, settings, months)
      if !values.allSatisfy(\.isNaN) { result[declared.output.slot] = values }
    }
    return result
  }

  /// What a series is pinned to: before the period to what is known, in it to what the scenario says.
  private static func told(
    _ declared: PinDeclaration, _ settings: Settings, _ months: Period
  ) -> [Double] {
    (0..<months.count).map { index in
      let month = months.month(index), isBefore = month < settings.period.first
      switch settings.pins[declared.variable] {
      case nil: return isBefore ? declared.history[month] ?? .nan : .nan
      case .history: return declared.history[month] ?? .nan
      case .table(let table):
        let told = table.keys.filter { $0 <= month }.max().flatMap { table[$0] }
        return told ?? (isBefore ? declared.history[month] : nil) ?? .nan
      }
    }
  }
}

extension Schedule {
  /// The share of a month that each step weighs: the mean over its days.
  public func weights(in month: Month) -> [Double] {
    if steps.count == 1 { return [1] }
    var sums = [Double](repeating: 0, count: steps.count)
    for offset in 0..<month.days { addWeights(of: month.first + offset, to: &sums) }
    return sums.map { $0 / Double(month.days) }
  }

  private func addWeights(of day: Day, to sums: inout [Double]) {
    let current = steps.lastIndex { ($0.from ?? day) <= day } ?? 0
    let next = current + 1
    guard isRamp, next < steps.count, let from = steps[current].from, let to = steps[next].from else {
      sums[current] += 1
      return
    }
    let along = Double(day - from) / Double(to - from)
    sums[current] += 1 - along
    sums[next] += along
  }
}
