internal import Kernels

/// One thread's memory and what it counted.
final class Worker: @unchecked Sendable {
  /// Shares of a month are counted in whole millionths, so that sums don't depend on their order.
  static let activeGrid = 1e6

  private let block: Block
  private let runners: [Runner]
  private let series: [Series]
  /// The series that are kept and their rows, those of each mechanism together.
  private let sources: [(output: Output, row: Int)]
  /// By mechanism, which of them it computes.
  private let own: [Range<Int>]
  private let marks: PathMarks?
  private(set) var begun: [Int]
  private(set) var active: [Int]
  private(set) var report = ConservationReport()
  private let names: [String]
  private var laps: Laps

  /// The parts of the work that aren't a mechanism's; the mechanisms follow.
  private enum Part: Int, CaseIterable {
    case draws, months, checks, keeping

    var name: String {
      switch self {
      case .draws: "parameters and events"
      case .months: "dated values and factors"
      case .checks: "conservation checks"
      case .keeping: "keeping the series"
      }
    }
  }

  init(plan: Plan, series: [Series], _ options: RunOptions) {
    laps = Laps(
      count: Part.allCases.count + plan.model.mechanisms.count, isOn: options.profile != nil)
    names = plan.model.sections.map(\.name)
    block = Block(plan: plan, onUniforms: options.onUniforms, onNormals: options.onNormals)
    runners = plan.model.mechanisms.map { Runner.of($0) }
    self.series = series
    let owners = series.map { plan.model.outputs[$0.slot].mechanism }
    let rows = plan.model.mechanisms.indices.map { place in series.indices.filter { owners[$0] == place } }
    sources = rows.joined().map { (Output(slot: series[$0].slot), $0) }
    var first = 0
    own = rows.map { rows in
      defer { first += rows.count }
      return first..<first + rows.count
    }
    marks = options.marks
    begun = Array(repeating: 0, count: plan.events.count * plan.months.count)
    active = begun
  }

  /// Computes a block, of which so many paths count, into the memory of the kept values from a place on.
  ///
  /// - Parameter look: shown the block after each month of the period.
  func run(
    firstPath: Int, used: Int, into kept: Kept, at offset: Int, look: ((Block) -> Void)? = nil
  ) {
    let leadIn = block.plan.leadIn, runners = runners.map { Unmanaged.passUnretained($0) }
    // Variables of the function: those of the object would be asked at each mechanism whether accesses overlap.
    var report = report, laps = laps
    defer { (self.report, self.laps) = (report, laps) }
    laps.start()
    block.begin(firstPath: firstPath)
    laps.lap(Part.draws.rawValue)
    for index in 0..<block.plan.months.count {
      block.prepare(month: index)
      laps.lap(Part.months.rawValue)
      let paths = MonthView(block: block, index: index)
      report.month = paths.month
      report.firstPath = firstPath
      if index >= leadIn { find(month: index - leadIn, of: kept, at: offset) }
      for place in runners.indices {
        runners[place]._withUnsafeGuaranteedRef { $0.step(paths) }
        laps.lap(Part.allCases.count + place)
        report.mechanism = names[place]
        runners[place]._withUnsafeGuaranteedRef { $0.check(paths, &report) }
        laps.lap(Part.checks.rawValue)
        guard index >= leadIn else { continue }
        // While they are in the cache.
        for kind in own[place] {
          let source = paths[sources[kind].output]
          let target = kept.pointer(series: sources[kind].row, month: index - leadIn) + offset
          for path in 0..<blockWidth { target[path] = source[path] }
        }
        laps.lap(Part.keeping.rawValue)
      }
      if index >= leadIn {
        end(month: index - leadIn, paths, into: kept, at: offset)
        look?(block)
      }
      laps.lap(Part.keeping.rawValue)
    }
    countEvents(used)
  }

  /// Writes to each row that a month will be kept in. Their pages aren't known to the processor, which looks for several at
  /// a time here, and would wait for each where the row is kept.
  private func find(month: Int, of kept: Kept, at offset: Int) {
    for row in series.indices { kept.pointer(series: row, month: month)[offset] = 0 }
  }

  /// Keeps what a month has once all mechanisms have gone through it.
  private func end(month: Int, _ paths: MonthView, into kept: Kept, at offset: Int) {
    for (row, series) in series.enumerated() {
      guard let conversion = series.conversion else { continue }
      convert(kept.pointer(series: row, month: month) + offset, conversion, month, paths)
    }
    keepControls(of: month, into: kept, at: offset)
    marks?.addRegimes(of: block)
  }

  /// Adds the events of a block's paths, of which so many count.
  private func countEvents(_ used: Int) {
    marks?.addEvents(of: block)
    for row in begun.indices {
      var starts = 0, months = 0
      for path in 0..<used {
        starts += Int(block.events.begun[row][path])
        months += Int(block.events.active[row][path] * Worker.activeGrid)
      }
      begun[row] += starts
      active[row] += months
    }
  }

  /// Brings a month's values to the unit in which they are shown.
  private func convert(
    _ values: UnsafeMutablePointer<Double>, _ conversion: Conversion, _ month: Int, _ paths: MonthView
  ) {
    let factor = conversion.factors[month]
    for path in 0..<blockWidth { values[path] *= factor }
    for rate in conversion.rates {
      let rates = paths[Output(slot: rate.slot)]
      for path in 0..<blockWidth {
        values[path] = rate.isDivided ? values[path] / rates[path] : values[path] * rates[path]
      }
    }
  }

  /// Adds a month's controls to those of its year.
  private func keepControls(of month: Int, into kept: Kept, at offset: Int) {
    let years = kept.layout.monthsOfYear
    guard let year = years.firstIndex(where: { $0.contains(month) }) else { return }
    for (row, state) in block.plan.model.controls.enumerated() {
      let source = block.states[state.first]
      let target = kept.pointer(control: row * years.count + year) + offset
      let isFirst = month == years[year].lowerBound
      if isFirst { target.update(repeating: 0, count: blockWidth) }
      for path in 0..<blockWidth { target[path] += source[path] }
    }
  }

  /// How many times each event of the scenario began in each month of the period, on a path of the last block.
  func begun(path: Int) -> [[Double]] {
    let months = block.plan.months.count
    return block.plan.events.indices.map { event in
      (block.plan.leadIn..<months).map { block.events.begun[event * months + $0][path] }
    }
  }

  /// Adds this thread's times.
  func add(to profile: Profile) {
    let names = Part.allCases.map(\.name) + self.names
    for (name, time) in zip(names, laps.nanoseconds) { profile.add(name, seconds: Double(time) * 1e-9) }
  }
}

/// A mechanism as an object: one in an array is copied each time it is asked, and its references are counted, which waits
/// for all that was written before.
private class Runner {
  func step(_ paths: MonthView) {}
  func check(_ paths: MonthView, _ report: inout ConservationReport) {}

  static func of<Own: Mechanism>(_ mechanism: Own) -> Runner { RunnerOf(mechanism) }
}

private final class RunnerOf<Own: Mechanism>: Runner {
  private let mechanism: Own

  init(_ mechanism: Own) { self.mechanism = mechanism }

  override func step(_ paths: MonthView) { mechanism.step(paths) }

  override func check(_ paths: MonthView, _ report: inout ConservationReport) {
    mechanism.check(paths, &report)
  }
}
