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
    /// `[month][distribution of the schedule]`.
    let weights: [[Double]]
    /// The same of the month before the first, of which the start state is.
    let startWeights: [Double]
    /// `[month]`: where a month is cut; empty for a parameter that no event changes.
    let pieces: [[SchedulePiece]]
    let dimension: Design.Dimension
    let isRandom: Bool
    /// What events do to it, in the order of the scenario; empty for most.
    let touches: [Touch]
    let range: ClosedRange<Double>

    /// Its value where that is the same on all paths and in all months.
    var fixed: Double? {
      guard !isRandom, stepColumn == nil, let step = weights[0].firstIndex(where: { $0 != 0 }) else {
        return nil
      }
      return constants[step]
    }

    /// Whether a month begins with another mixture than the last; what an event may have changed is always set anew.
    func moves(in month: Int) -> Bool {
      !touches.isEmpty || weights[month] != (month > 0 ? weights[month - 1] : startWeights)
    }
  }

  struct Effect: Sendable {
    let slot: Int
    let kind: EventEffect.Kind
    let sampler: Sampler
  }

  /// An effect on a parameter: the event, and the effect's place in it.
  struct Touch: Sendable {
    let event: Int
    let effect: Int
    let kind: EventEffect.Kind
  }

  /// A pinned series: what each computed month is pinned to, nothing where the model runs free.
  struct Pin: Sendable {
    /// One number of a month: a sampler, or a constant where there is none.
    struct Part: Sendable {
      let sampler: Sampler?
      let constant: Double
      let weight: Double
    }

    let slot: Int
    let months: [[Part]]
    let stream: Stream
    var isRandom: Bool { months.contains { $0.contains { $0.sampler != nil } } }
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
  /// Of the parameters, and of the numbers that are spread besides.
  let design, spreadDesign: Design
  let values: [Value]
  /// The slots of those that aren't fixed.
  let drawn: [Int]
  /// Those of them that have columns of steps.
  let dated: [Value]
  /// By month, the places among them of those that are set anew.
  let moving: [[Int]]
  let stepColumns: Int
  let events: [Event]
  let factorStreams: [Stream]
  let shockStreams: [Stream]
  let factorCopula: GaussianCopula?
  let parameterCopula: GaussianCopula?
  /// The slots that the parameter copula joins, in its order.
  let joined: [Int]
  /// The numbers of the first of them, whose place in their distributions is known.
  let known: [Double]
  /// The series that are pinned in some month.
  let pins: [Pin]
  /// The place in `pins` of an output slot.
  let pinOf: [Int: Int]
  let warnings: [String]

  init(model: Model, settings: Settings) throws {
    self.model = model
    self.settings = settings
    let months = try Plan.months(model, settings)
    self.months = months
    let design = settings.design(of: .parameters)
    self.design = design
    spreadDesign = settings.design(of: .drivers)
    let touches = Plan.touches(settings)
    var columns = 0
    let values = model.parameters.indices.map { slot in
      Plan.value(slot, design.dimension(model.dimensions[slot]), model, settings, months, touches, &columns)
    }
    self.values = values
    drawn = values.indices.filter { values[$0].fixed == nil }
    let dated = values.filter { $0.stepColumn != nil }
    self.dated = dated
    moving = (0..<months.count).map { month in dated.indices.filter { dated[$0].moves(in: month) } }
    stepColumns = columns
    events = try settings.events.map { try Plan.event($0, model, settings.seed(of: .events)) }
    factorStreams = model.factors.enumerated().map {
      Stream(seed: settings.seed(of: model.group(ofFactor: $0)), name: "factor:\($1)")
    }
    shockStreams = model.shocks.map { Stream(seed: settings.seed(of: model.group(ofShock: $0)), name: $0) }
    let joint = try Correlations(model: model, settings: settings)
    factorCopula = joint.factors
    parameterCopula = joint.parameters
    joined = joint.slots
    known = joint.known
    pins = try Plan.pins(model, settings, months)
    pinOf = Dictionary(pins.enumerated().map { ($1.slot, $0) }, uniquingKeysWith: { first, _ in first })
    warnings =
      joint.warnings
      + model.unregistered.map { "\($0) has no place in the dimension register: simulate describe --lock" }
  }

  /// A parameter's independent uniform numbers on a block of paths.
  func uniforms(of slot: Int, firstPath: Int, into column: Column) {
    design.uniforms(of: values[slot].dimension, firstPath: firstPath, into: column)
  }

  /// How many months are computed before the period.
  var leadIn: Int { settings.period.first - months.first }

  private static func months(_ model: Model, _ settings: Settings) throws(ModelError) -> Period {
    guard model.start <= settings.period.first else {
      throw ModelError(["the model starts in \(model.start), after the period's first month"])
    }
    return Period(first: model.start, last: settings.period.last)
  }

  private static func touches(_ settings: Settings) -> [String: [Touch]] {
    var result: [String: [Touch]] = [:]
    for (event, setting) in settings.events.enumerated() {
      for (place, effect) in setting.effects.enumerated() {
        result[effect.parameter, default: []].append(Touch(event: event, effect: place, kind: effect.kind))
      }
    }
    return result
  }

  private static func value(
    _ slot: Int, _ dimension: Design.Dimension, _ model: Model, _ settings: Settings, _ months: Period,
    _ touches: [String: [Touch]], _ columns: inout Int
  ) -> Value {
    let declaration = model.parameters[slot]
    let touches = touches[declaration.name] ?? []
    let layers = Plan.layers(slot, model, settings, months)
    let distributions = layers.distributions
    let weights = layers.weights(in: months), last = months.first - 1
    let start = layers.weights(in: Period(first: last, last: last))[0]
    let isMixed = weights.contains { $0.count { $0 != 0 } > 1 }
    let isDated = weights.contains { $0 != start }
    let varies = isMixed || isDated || !touches.isEmpty
    defer { if varies { columns += distributions.count } }
    return Value(
      slot: slot,
      samplers: distributions.map { $0.isConstant ? nil : Sampler($0) },
      constants: distributions.map { $0.isConstant ? $0.quantile(0.5) : 0 },
      stepColumn: varies ? columns : nil, weights: weights, startWeights: start,
      pieces: touches.isEmpty ? [] : layers.pieces(in: months), dimension: dimension,
      isRandom: distributions.contains { !$0.isConstant }, touches: touches, range: declaration.range)
  }

  /// What a scenario decides holds from the first month of its period; what it believes holds in the months before,
  /// too.
  private static func layers(
    _ slot: Int, _ model: Model, _ settings: Settings, _ months: Period
  ) -> Layers {
    let declaration = model.parameters[slot], own = settings.schedule(of: slot, in: model)
    let isDecided =
      settings.values[declaration.name] != nil && declaration.kind == .lever
      && months.first < settings.period.first
    return Layers(before: isDecided ? declaration.standard : nil, own: own, begin: settings.period.first)
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

  private static func pins(_ model: Model, _ settings: Settings, _ months: Period) throws -> [Pin] {
    for name in settings.pins.keys where !model.pins.contains(where: { $0.variable == name }) {
      throw ModelError(["\(name) can't be pinned"])
    }
    return model.pins.compactMap { declared in
      let values = pinned(declared, settings, months)
      guard values.contains(where: { !$0.isEmpty }) else { return nil }
      return Pin(
        slot: declared.output.slot, months: values,
        stream: Stream(seed: settings.seed(of: .parameters), name: "pin:\(declared.variable)"))
    }
  }

  /// What a series is pinned to: to what is known, unless history is off in the period or the scenario says otherwise.
  private static func pinned(
    _ declared: PinDeclaration, _ settings: Settings, _ months: Period
  ) -> [[Pin.Part]] {
    (0..<months.count).map { index in
      let parts = settings.pinned(declared, in: months.month(index)) ?? []
      return parts.map { part in
        let isKnown = part.value.isConstant
        return Pin.Part(
          sampler: isKnown ? nil : Sampler(part.value), constant: isKnown ? part.value.quantile(0.5) : 0,
          weight: part.weight)
      }
    }
  }
}

extension Settings {
  /// What a series is pinned to in a month; nil where it is simulated.
  public func pinned(_ declared: PinDeclaration, in month: Month) -> [PinSetting.Part]? {
    let usual = month < period.first || history ? declared.history[month] : nil
    guard let pin = pins[declared.variable] else { return usual.map { [.init(.constant($0))] } }
    return pin.parts(of: month, observed: declared.history, usual: usual)
  }
}
