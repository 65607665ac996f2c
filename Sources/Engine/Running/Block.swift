public import Kernels
internal import Sampling

/// The memory of one block of paths. A worker owns one and uses it again for each of its blocks.
@usableFromInline
final class Block: @unchecked Sendable {
  /// No output is remembered for more months than this.
  @usableFromInline static let longestMemory = 15

  let plan: Plan
  private let onUniforms: UniformChange?
  private let onNormals: NormalChange?
  /// By slot; parameters that are fixed to the same value share a column.
  let parameters: UnsafePointer<Column>
  let steps: ColumnStore
  /// Where the months of each output stand in the ring.
  let outputs: UnsafePointer<MonthColumns>
  /// The same of what mechanisms read of each other, by the number of the input.
  let inputs: UnsafePointer<MonthColumns>
  let states: ColumnGroups
  /// What parameters, series and states stand in.
  private let parameterMemory, ringMemory, stateMemory: ColumnStore
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
    parameterMemory = ColumnStore(grouped: plan.values.count)
    parameters = Block.lasting(Block.columns(of: plan.values, in: ColumnGroups(parameterMemory)))
    steps = ColumnStore(columns: plan.stepColumns)
    let depths = plan.model.outputs.map { Block.depth(remembering: $0.memory) }
    ringMemory = ColumnStore(grouped: depths.reduce(0, +))
    let ring = ColumnGroups(ringMemory)
    var first = 0
    let outputs = depths.enumerated().map { slot, depth in
      defer { first += depth }
      return MonthColumns(columns: ring[first..<first + depth], slot: slot)
    }
    let parameters = parameters
    let inputs = plan.model.inputs.map { source in
      switch source {
      case .output(let slot): outputs[slot]
      case .parameter(let slot): MonthColumns(columns: ColumnMatrix(parameters[slot]), slot: nil)
      }
    }
    (self.outputs, self.inputs) = (Block.lasting(outputs), Block.lasting(inputs))
    stateMemory = ColumnStore(grouped: plan.model.stateColumns)
    states = ColumnGroups(stateMemory)
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

  /// The months of a series that are kept, this one among them: a power of two.
  private static func depth(remembering months: Int) -> Int {
    var depth = 1
    while depth <= months { depth *= 2 }
    return depth
  }

  deinit {
    parameters.deallocate()
    outputs.deallocate()
    inputs.deallocate()
  }

  /// Where fixed values are the same they share what is so likelier to be in the cache.
  private static func columns(of values: [Plan.Value], in memory: ColumnGroups) -> [Column] {
    var shared: [UInt64: Column] = [:]
    return values.map { value in
      let own = memory[value.slot]
      guard let fixed = value.fixed else { return own }
      if let column = shared[fixed.bitPattern] { return column }
      own.fill(fixed)
      shared[fixed.bitPattern] = own
      return own
    }
  }

  private static func lasting<Place>(_ places: [Place]) -> UnsafePointer<Place> {
    let memory = UnsafeMutablePointer<Place>.allocate(capacity: max(places.count, 1))
    memory.initialize(from: places, count: places.count)
    return UnsafePointer(memory)
  }

  /// Draws the parameters and events of a block, and lets the mechanisms set their start state.
  func begin(firstPath: Int) {
    forgetMonths()
    stateMemory.zero()
    drawParameters(firstPath: firstPath)
    events.begin(firstPath: firstPath)
    for factor in directed { factor.begin() }
    let paths = MonthView(block: self, index: -1)
    for row in plan.dated.indices { place(row, plan.dated[row].startWeights) }
    for mechanism in plan.model.mechanisms { mechanism.begin(paths) }
    for factor in directed { factor.draw(plan, monthly, firstPath: firstPath) }
  }

  /// Series were 0 in all months before the first. Those of the run are written before they are read.
  private func forgetMonths() {
    for slot in plan.model.outputs.indices {
      for back in 0..<max(outputs[slot].mask, 1) { output(slot, month: -1, back: back).fill(0) }
    }
  }

  /// Draws the parameters and the pins of a block: one number each a path, whatever its dates.
  func drawParameters(firstPath: Int) {
    self.firstPath = firstPath
    for (row, slot) in plan.joined.enumerated() {
      if row < plan.known.count {
        uniforms[row].fill(plan.known[row])
      } else {
        drawUniforms(of: slot, into: uniforms[row])
      }
    }
    plan.parameterCopula?.apply(uniforms.matrix(0..<plan.joined.count))
    for slot in plan.drawn { draw(slot) }
    for (row, pin) in plan.pins.enumerated() where pin.isRandom {
      pin.stream.uniforms(
        entity: 0, firstPath: UInt32(firstPath), month: .max, draw: 0, into: pinUniforms[row])
    }
  }

  /// Sets what the pinned series are pinned to in a month.
  func placePins(month index: Int) {
    let scratch = pinUniforms[plan.pins.count]
    for (row, pin) in plan.pins.enumerated() where !pin.months[index].isEmpty {
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

  private func drawUniforms(of slot: Int, into column: Column) {
    plan.uniforms(of: slot, firstPath: firstPath, into: column)
    onUniforms?(slot, firstPath, column)
  }

  /// Draws a parameter. Here and below the plan is asked for what is wanted of it: a copy would count references to all
  /// that a parameter holds.
  private func draw(_ slot: Int) {
    var uniform = uniforms[plan.joined.count]
    if plan.values[slot].isRandom {
      if let row = plan.joined.firstIndex(of: slot) {
        uniform = uniforms[row]
      } else {
        drawUniforms(of: slot, into: uniform)
      }
    }
    let stepColumn = plan.values[slot].stepColumn
    for step in plan.values[slot].samplers.indices {
      let target = stepColumn.map { steps[$0 + step] } ?? parameters[slot]
      if stepColumn == nil && plan.values[slot].weights[0][step] == 0 { continue }
      if let sampler = plan.values[slot].samplers[step] {
        sampler(uniforms: uniform, into: target)
      } else {
        target.fill(plan.values[slot].constants[step])
      }
    }
  }

  /// Sets the columns of a month: dated values and what events make of them, then the correlated factors.
  func prepare(month index: Int) {
    placePins(month: index)
    for row in plan.moving[index] {
      place(row, plan.dated[row].weights[index])
      guard !plan.dated[row].touches.isEmpty else { continue }
      events.apply(to: plan.dated[row], month: index, steps, parameters[plan.dated[row].slot])
    }
    guard let copula = plan.factorCopula else { return }
    let month = plan.months.month(index).ordinal
    for (row, stream) in plan.factorStreams.enumerated() where !directed.contains(where: { $0.factor == row })
    {
      normalQuantiles(of: monthly.uniforms(stream, firstPath: firstPath, month: month), into: normals[row])
    }
    for factor in directed { normals[factor.factor].assign(factor.month(index)) }
    let rows = 0..<plan.factorStreams.count
    if let onNormals { for row in rows { onNormals(row, index, firstPath, normals[row]) } }
    copula.correlate(normals: normals.matrix(rows), into: factors.matrix(rows))
  }

  /// Mixes the steps of a dated parameter.
  private func place(_ row: Int, _ weights: [Double]) {
    guard let first = plan.dated[row].stepColumn else { return }
    let target = parameters[plan.dated[row].slot]
    target.fill(0)
    for (step, weight) in weights.enumerated() where weight != 0 {
      let column = steps[first + step]
      for path in target.indices { target[path] += weight * column[path] }
    }
  }

  /// The column of an output, `back` months before the month with this index.
  @inline(__always)
  func output(_ slot: Int, month index: Int, back: Int) -> Column {
    column(outputs[slot], month: index, back: back)
  }

  /// The same of a series or a parameter.
  @inlinable @inline(__always)
  func column(_ months: MonthColumns, month index: Int, back: Int) -> Column {
    if back > months.most { forget(months.slot, back) }
    return months.columns[(index &- back &+ 2 &* (Block.longestMemory &+ 1)) & months.mask]
  }

  @usableFromInline
  func forget(_ slot: Int, _ back: Int) -> Never {
    let output = plan.model.outputs[slot]
    fatalError("\(output.variable) is read \(back) months back: declare it with memory: \(back)")
  }
}

/// The columns of a series' months, whose number is a power of two; or the one column of a parameter.
@usableFromInline
struct MonthColumns: Sendable {
  @usableFromInline let columns: ColumnMatrix
  /// Wraps the numbers of months.
  @usableFromInline let mask: Int
  /// How many months back it is known, and the output's slot.
  @usableFromInline let most, slot: Int

  init(columns: ColumnMatrix, slot: Int?) {
    self.columns = columns
    mask = columns.rows - 1
    most = slot == nil ? .max : mask
    self.slot = slot ?? 0
  }
}
