public import Kernels
public import Sampling

/// What a mechanism sees of a block in one month: columns by handle.
public struct MonthView {
  @usableFromInline let block: Block
  /// The block's columns of parameters, memory and factors, at hand without asking the block each time.
  @usableFromInline let parameters: UnsafePointer<Column>
  @usableFromInline let states: ColumnGroups
  @usableFromInline let factors: ColumnMatrix
  /// Those of series, and of what is read of other mechanisms.
  @usableFromInline let outputs, inputs: UnsafePointer<MonthColumns>
  /// Months since the first that is computed; −1 while the start state is set.
  public let index: Int

  /// The month that is computed; while the start state is set, the month before the period.
  public let month: Month
  /// The number of its first day, counted from 1970-01-01.
  public let firstDay: Double
  /// How many days the month has.
  public let days: Double

  init(block: Block, index: Int) {
    self.block = block
    self.index = index
    parameters = block.parameters
    states = block.states
    factors = block.factors.matrix(0..<block.factors.columns)
    outputs = block.outputs
    inputs = block.inputs
    month = block.plan.months.first + index
    firstDay = Double(month.first.number)
    days = Double(month.days)
  }

  /// The places in every column, one a path.
  @inlinable public var indices: Range<Int> { 0..<blockWidth }
  /// The number of the block's first path in the run.
  public var first: Int { block.firstPath }

  /// A parameter's value this month on each path, in its unit.
  @inlinable public subscript(parameter: Parameter) -> Column { parameters[parameter.slot] }
  /// A factor's number this month on each path: standard normal, correlated with the other factors'.
  @inlinable public subscript(factor: Factor) -> Column { factors[factor.index] }
  /// The mechanism's own series this month, for it to write; in the unit it was declared with.
  @inlinable public subscript(output: Output) -> Column { before(output, 0) }

  /// Another mechanism's series or parameter this month on each path, in the unit it was declared with.
  @inlinable public subscript(input: Input) -> Column { before(input, 0) }

  /// A mechanism's memory, one column.
  @inlinable public subscript(state: State) -> Column { states[state.first] }

  /// A mechanism's memory, all its rows.
  @inlinable public func matrix(_ state: State) -> ColumnMatrix {
    states[state.first..<state.first + state.rows]
  }

  /// A column of one value, which the next call with this place takes.
  public func filled(_ value: Double, in place: Int = 0) -> Column {
    let column = block.scratch[place]
    column.fill(value)
    return column
  }

  /// Some of the mechanism's series added up in their order: a column that the next call with this place takes.
  public func sum(_ outputs: [Output], in place: Int = 0) -> Column {
    let sum = block.scratch[place]
    add(outputs.count, into: sum) { self[outputs[$0]] }
    return sum
  }

  /// The same of other mechanisms' series.
  public func sum(_ inputs: [Input], in place: Int = 0) -> Column {
    let sum = block.scratch[place]
    add(inputs.count, into: sum) { self[inputs[$0]] }
    return sum
  }

  /// Some columns added up in their order, into another one.
  public func add(_ columns: [Column], into sum: Column) {
    add(columns.count, into: sum) { columns[$0] }
  }

  /// So many columns, each given by its place: a list of them would be asked for and given back every time.
  @inline(__always)
  private func add(_ count: Int, into sum: Column, _ column: (Int) -> Column) {
    sum.fill(0)
    // Four at a time, so that the sum is seldom stored.
    let whole = count & ~3
    for place in stride(from: 0, to: whole, by: 4) {
      let (a, b, c, d) = (column(place), column(place + 1), column(place + 2), column(place + 3))
      for path in indices { sum[path] = sum[path] + a[path] + b[path] + c[path] + d[path] }
    }
    for place in whole..<count {
      let column = column(place)
      for path in indices { sum[path] += column[path] }
    }
  }

  /// An output `months` ago, at most 15.
  @inlinable
  public func before(_ output: Output, _ months: Int = 1) -> Column {
    block.column(outputs[output.slot], month: index, back: months)
  }

  /// Another mechanism's output `months` ago, at least one.
  public func before(_ input: PastInput, _ months: Int = 1) -> Column {
    if months < 1 { fatalError("a series that was declared with lastMonth is read for this month") }
    return before(Input(index: input.index), months)
  }

  /// Another mechanism's output `months` ago; a parameter is what it is now.
  @inlinable
  public func before(_ input: Input, _ months: Int = 1) -> Column {
    block.column(inputs[input.index], month: index, back: months)
  }

  /// What a series is pinned to this month on each path; nil where the model runs free.
  public func pinned(_ output: Output) -> Column? {
    guard index >= 0, let row = block.plan.pinOf[output.slot], !block.plan.pins[row].months[index].isEmpty
    else { return nil }
    return block.pins[row]
  }

  /// A number that the design spreads over the paths.
  public func uniforms(_ spread: Spread, into column: Column) {
    block.plan.spreadDesign.uniforms(
      dimension: block.plan.model.spreadDimensions[spread.index], firstPath: first, into: column)
  }

  /// The months that are computed, from the model's first on.
  public var months: Int { block.plan.months.count }

  /// How many months are computed before the period.
  public var leadIn: Int { block.plan.leadIn }

  /// What each month of a factor weighs on each path: for its mechanism to fill in `begin`, by numbers that know
  /// nothing of the factor. Zero where it doesn't.
  public func direction(of factor: Factor) -> ColumnMatrix {
    for found in block.directed where found.factor == factor.index { return found.direction }
    fatalError("the factor isn't spread: declare it along something")
  }

  /// True where a series is pinned in a month, counted from the first that is computed.
  public func isPinned(_ output: Output, inMonth index: Int) -> Bool {
    block.plan.pinOf[output.slot].map { !block.plan.pins[$0].months[index].isEmpty } ?? false
  }

  /// Uniform numbers for all paths, addressed by (seed, shock, entity, path, month, draw).
  public func uniforms(_ shock: Shock, entity: Int = 0, draw: Int = 0, into column: Column) {
    column.assign(uniforms(shock, entity: entity, draw: draw))
  }

  /// The same where they are drawn, to be read in this month and not changed.
  public func uniforms(_ shock: Shock, entity: Int = 0, draw: Int = 0) -> Column {
    block.monthly.uniforms(
      block.plan.shockStreams[shock.index], entity: entity, firstPath: first, month: month.ordinal, draw: draw
    )
  }

  /// Standard normal numbers for all paths, addressed likewise.
  public func normals(_ shock: Shock, entity: Int = 0, draw: Int = 0, into column: Column) {
    normalQuantiles(of: uniforms(shock, entity: entity, draw: draw), into: column)
  }

  /// Two independent uniform columns for all paths, of 52 bits.
  public func uniformPair(
    _ shock: Shock, entity: Int = 0, draw: Int = 0, into first: Column, _ second: Column
  ) {
    block.plan.shockStreams[shock.index].uniformPair(
      entity: UInt32(entity), firstPath: UInt32(self.first), month: UInt32(month.ordinal), draw: UInt32(draw),
      into: first, second)
  }

  /// True where a parameter's value may differ between the months of a run.
  public func isDated(_ parameter: Parameter) -> Bool { block.plan.values[parameter.slot].stepColumn != nil }

  /// True where what follows from parameters alone is to be computed: in the first month, and again wherever they move.
  public func derives(from parameters: Parameter...) -> Bool {
    index <= 0 || parameters.contains(where: isDated)
  }

  /// Hands out an empty list for events that are too sparse for columns, with room for as many as were declared.
  public func listing(_ body: (inout Addresses) -> Void) {
    block.addresses.removeAll()
    body(&block.addresses)
  }

  /// Hands out an empty list of what may happen, and one of what does.
  public func listings(_ body: (inout Addresses, inout HitList) -> Void) {
    block.addresses.removeAll()
    block.hits.removeAll()
    body(&block.addresses, &block.hits)
  }

  /// Two independent uniform numbers for each address of a batch; `later` is added to the addresses' draws.
  public func uniformPair(
    _ shock: Shock, at addresses: borrowing Addresses, batch: Int, later: Int = 0, into first: Column,
    _ second: Column
  ) {
    block.plan.shockStreams[shock.index].uniformPair(
      at: addresses, batch: batch, month: UInt32(month.ordinal), later: UInt32(later), into: first, second)
  }

  /// Four independent uniform numbers of 32 bits for each of the 256 addresses from one on.
  public func uniformQuads(
    _ shock: Shock, at addresses: borrowing Addresses, from start: Int, later: Int = 0,
    into columns: ColumnMatrix
  ) {
    block.plan.shockStreams[shock.index].uniformQuads(
      at: addresses, from: start, month: UInt32(month.ordinal), later: UInt32(later), into: columns)
  }

  /// The same for each hit of a batch.
  public func uniformQuads(_ shock: Shock, at hits: ListedHits, later: Int = 0, into columns: ColumnMatrix) {
    block.plan.shockStreams[shock.index].uniformQuads(
      at: hits, firstPath: UInt32(first), month: UInt32(month.ordinal), later: UInt32(later), into: columns)
  }

  /// A uniform number of 52 bits for each hit of a batch; `later` is added to the hits' draws.
  public func uniforms(_ shock: Shock, at hits: ListedHits, later: Int, into column: Column) {
    block.plan.shockStreams[shock.index].uniforms(
      at: hits, firstPath: UInt32(first), month: UInt32(month.ordinal), later: UInt32(later), into: column)
  }

  /// The uniform number of one path, the same as `uniforms` gives it.
  public func uniform(_ shock: Shock, path: Int, entity: Int = 0, draw: Int = 0) -> Double {
    block.plan.shockStreams[shock.index].monthlyUniform(
      entity: UInt32(entity), path: UInt32(first + path), month: UInt32(month.ordinal), draw: UInt32(draw))
  }
}
