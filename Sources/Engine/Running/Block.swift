internal import Kernels
internal import Sampling

/// The memory of one block of paths. A worker owns one and uses it again for each of its blocks.
final class Block: @unchecked Sendable {
  /// No output is remembered for more months than this.
  static let longestMemory = 15

  let plan: Plan
  private let onUniforms: UniformChange?
  private let onNormals: NormalChange?
  let parameters: ColumnStore
  let steps: ColumnStore
  let ring: ColumnStore
  /// Where an output's months stand in the ring: its first column, and a mask that wraps month numbers.
  private let places: [(first: Int, mask: Int)]
  let states: ColumnStore
  let factors: ColumnStore
  let normals: ColumnStore
  let uniforms: ColumnStore
  /// For sums that a mechanism needs for a moment.
  let scratch = ColumnStore(columns: 4)
  let events: EventDraws
  /// The numbers of shocks and factors.
  let monthly = MonthlyNumbers()
  /// What each pinned series is pinned to this month, and the numbers behind it.
  let pins: ColumnStore
  private let pinUniforms: ColumnStore
  /// The factors whose months are drawn together.
  let directed: [DirectedFactor]
  /// The sparse events that a mechanism has in hand, and those that happen of them.
  var addresses: Addresses
  var hits: HitList
  var firstPath = 0

  init(plan: Plan, onUniforms: UniformChange? = nil, onNormals: NormalChange? = nil) {
    self.plan = plan
    self.onUniforms = onUniforms
    self.onNormals = onNormals
    parameters = ColumnStore(columns: plan.values.count)
    steps = ColumnStore(columns: plan.stepColumns)
    var columns = 0
    places = plan.model.outputs.map { output in
      let depth = output.memory < 2 ? 2 : Block.longestMemory + 1
      defer { columns += depth }
      return (columns, depth - 1)
    }
    ring = ColumnStore(columns: columns)
    states = ColumnStore(columns: plan.model.stateColumns)
    factors = ColumnStore(columns: plan.model.factors.count)
    normals = ColumnStore(columns: plan.model.factors.count)
    uniforms = ColumnStore(columns: plan.joined.count + 1)
    events = EventDraws(plan: plan)
    pins = ColumnStore(columns: plan.pins.count)
    pinUniforms = ColumnStore(columns: plan.pins.count + 1)
    directed = plan.model.directions.map { DirectedFactor($0, plan: plan) }
    addresses = Addresses(capacity: plan.model.mostEvents)
    hits = HitList(capacity: plan.model.mostEvents)
  }

  /// Draws the parameters and events of a block, and lets the mechanisms set their start state.
  func begin(firstPath: Int) {
    ring.zero()
    states.zero()
    drawParameters(firstPath: firstPath)
    events.begin(firstPath: firstPath)
    for factor in directed { factor.begin() }
    let paths = MonthView(block: self, index: -1)
    for value in plan.values where value.stepColumn != nil { place(value, value.startWeights) }
    for mechanism in plan.model.mechanisms { mechanism.begin(paths) }
    for factor in directed { factor.draw(plan, monthly, firstPath: firstPath) }
  }

  /// Draws the parameters and the pins of a block: one number each a path, whatever its dates.
  func drawParameters(firstPath: Int) {
    self.firstPath = firstPath
    for (row, slot) in plan.joined.enumerated() {
      if row < plan.known.count {
        uniforms[row].fill(plan.known[row])
      } else {
        drawUniforms(of: plan.values[slot], into: uniforms[row])
      }
    }
    plan.parameterCopula?.apply(uniforms.matrix(0..<plan.joined.count))
    for value in plan.values { draw(value) }
    for (row, pin) in plan.pins.enumerated() where pin.isRandom {
      pin.stream.uniforms(
        entity: 0, firstPath: UInt32(firstPath), month: .max, draw: 0, into: pinUniforms[row])
    }
  }

  /// Sets what the pinned series are pinned to in a month.
  func placePins(month index: Int) {
    let scratch = pinUniforms[plan.pins.count]
    for (row, pin) in plan.pins.enumerated() {
      let target = pins[row]
      target.fill(0)
      for part in pin.months[index] {
        if let sampler = part.sampler {
          sampler(uniforms: pinUniforms[row], into: scratch)
        } else {
          scratch.fill(part.constant)
        }
        for path in target.indices { target[path] += part.weight * scratch[path] }
      }
    }
  }

  private func drawUniforms(of value: Plan.Value, into column: Column) {
    plan.uniforms(of: value, firstPath: firstPath, into: column)
    onUniforms?(value.slot, firstPath, column)
  }

  private func draw(_ value: Plan.Value) {
    var uniform = uniforms[plan.joined.count]
    if value.isRandom {
      if let row = plan.joined.firstIndex(of: value.slot) {
        uniform = uniforms[row]
      } else {
        drawUniforms(of: value, into: uniform)
      }
    }
    for step in value.samplers.indices {
      let target = value.stepColumn.map { steps[$0 + step] } ?? parameters[value.slot]
      if value.stepColumn == nil && value.weights[0][step] == 0 { continue }
      if let sampler = value.samplers[step] {
        sampler(uniforms: uniform, into: target)
      } else {
        target.fill(value.constants[step])
      }
    }
  }

  /// Sets the columns of a month: dated values and what events make of them, then the correlated factors.
  func prepare(month index: Int) {
    placePins(month: index)
    for value in plan.values where value.stepColumn != nil {
      place(value, value.weights[index])
      if !value.touches.isEmpty { events.apply(to: value, month: index, steps, parameters[value.slot]) }
    }
    guard let copula = plan.factorCopula else { return }
    let month = plan.months.month(index).ordinal
    for (row, stream) in plan.factorStreams.enumerated() where !directed.contains(where: { $0.factor == row })
    {
      normals[row].assign(monthly.uniforms(stream, firstPath: firstPath, month: month))
      replaceByNormalQuantiles(normals[row])
    }
    for factor in directed { normals[factor.factor].assign(factor.month(index)) }
    let rows = 0..<plan.factorStreams.count
    if let onNormals { for row in rows { onNormals(row, index, firstPath, normals[row]) } }
    copula.correlate(normals: normals.matrix(rows), into: factors.matrix(rows))
  }

  private func place(_ value: Plan.Value, _ weights: [Double]) {
    guard let first = value.stepColumn else { return }
    let target = parameters[value.slot]
    target.fill(0)
    for (step, weight) in weights.enumerated() where weight != 0 {
      let column = steps[first + step]
      for path in target.indices { target[path] += weight * column[path] }
    }
  }

  /// The column of an output, `back` months before the month with this index.
  @inline(__always)
  func output(_ slot: Int, month index: Int, back: Int) -> Column {
    let place = places[slot]
    if back > place.mask { forget(slot, back) }
    return ring[place.first + ((index - back + 2 * (Block.longestMemory + 1)) & place.mask)]
  }

  private func forget(_ slot: Int, _ back: Int) -> Never {
    let output = plan.model.outputs[slot]
    fatalError("\(output.variable) is read \(back) months back: declare it with memory: \(back)")
  }
}
