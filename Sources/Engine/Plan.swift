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
  /// By output slot, then by month of the period; NaN where the model runs free.
  let pinned: [Int: [Double]]
  let warnings: [String]
  private let onUniforms: UniformChange?

  init(model: Model, settings: Settings, onUniforms: UniformChange? = nil) throws {
    self.model = model
    self.onUniforms = onUniforms
    self.settings = settings
    design = Design(settings.design, seed: settings.seed, paths: settings.paths)
    let touched = Set(settings.events.flatMap { $0.effects.map(\.parameter) })
    var columns = 0
    values = model.parameters.indices.map { slot in
      Plan.value(slot, model, settings, touched, &columns)
    }
    stepColumns = columns
    events = try settings.events.map { try Plan.event($0, model, settings.seed) }
    factorStreams = model.factors.map { Stream(seed: settings.seed, name: "factor:\($0)") }
    shockStreams = model.shocks.map { Stream(seed: settings.seed, name: $0) }
    let joint = try Correlations(model: model, settings: settings)
    factorCopula = joint.factors
    parameterCopula = joint.parameters
    joined = joint.slots
    pinned = try Plan.pins(model, settings)
    warnings = joint.warnings
  }

  /// A parameter's independent uniform numbers on a block of paths.
  func uniforms(of value: Value, firstPath: Int, into column: Column) {
    design.uniforms(dimension: value.dimension, firstPath: firstPath, into: column)
    onUniforms?(value.slot, firstPath, column)
  }

  private static func value(
    _ slot: Int, _ model: Model, _ settings: Settings, _ touched: Set<String>, _ columns: inout Int
  ) -> Value {
    let declaration = model.parameters[slot]
    let schedule = settings.values[declaration.name]?.schedule ?? declaration.standard
    let weights = (0..<settings.period.count).map { schedule.weights(in: settings.period.month($0)) }
    let isMixed = weights.contains { $0.count { $0 != 0 } > 1 }
    let varies = isMixed || Set(weights).count > 1 || touched.contains(declaration.name)
    let random = !schedule.isConstant
    defer { if varies { columns += schedule.steps.count } }
    return Value(
      slot: slot,
      samplers: schedule.steps.map { $0.value.isConstant ? nil : Sampler($0.value) },
      constants: schedule.steps.map { $0.value.isConstant ? $0.value.quantile(0.5) : 0 },
      stepColumn: varies ? columns : nil, weights: weights, dimension: model.dimensions[slot],
      isRandom: random, isTouched: touched.contains(declaration.name), range: declaration.range)
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

  private static func pins(_ model: Model, _ settings: Settings) throws -> [Int: [Double]] {
    var result: [Int: [Double]] = [:]
    for (name, pin) in settings.pins {
      guard let declared = model.pins.first(where: { $0.variable == name }) else {
        throw ModelError(["\(name) can't be pinned"])
      }
      result[declared.output.slot] = (0..<settings.period.count).map { index in
        let month = settings.period.month(index)
        switch pin {
        case .history: return declared.history[month] ?? .nan
        case .table(let table):
          return table.keys.filter { $0 <= month }.max().flatMap { table[$0] } ?? .nan
        }
      }
    }
    return result
  }
}

extension Schedule {
  /// The share of a month that each step weighs: the mean over its days.
  public func weights(in month: Month) -> [Double] {
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
