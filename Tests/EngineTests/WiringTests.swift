@testable import Engine
import Kernels
import Sampling
import Testing

/// Declares what a test asks for, all of it wrong.
private struct Broken: Mechanism {
  static let section = "broken"
  static let summary = "Badly wired."
  let output: Output

  init(_ declare: Declarations) {
    for _ in 0..<2 {
      _ = declare.lever("value", 1, .share, in: 0...2, "Twice.", source: "test")
      _ = declare.factor("gamma")
    }
    _ = declare.lever("orphan", 1, .share, in: 0...2, "Without a source.", source: "")
    _ = declare.input("nobody.has_this")
    _ = declare.state(of: "nobody.has_that")
    output = declare.output("sum", .share, .mean, "One.")
    _ = declare.output("sum", .share, .mean, "The same.")
    _ = declare.output("sum", .share, .mean, "Another region is another series.", region: "China")
    _ = declare.output("odd", "furlong", .mean, "In a unit that nobody knows.")
    declare.fault("a fault of its own")
  }

  func step(_ paths: MonthView) {}
}

/// Counts the months: 1 in the first.
private struct Counter: Mechanism {
  static let section = "counter"
  static let summary = "Counts months."
  let count: Output
  let hidden, shown: State

  init(_ declare: Declarations) {
    count = declare.output("count", .count, .mean, "Months so far.", headline: true)
    hidden = declare.state("hidden")
    shown = declare.state("shown", shared: true)
  }

  func step(_ paths: MonthView) { paths[count].fill(Double(paths.index + 1)) }
}

/// Reads the count for this month; right only where it stands after it.
private struct Eager: Mechanism {
  static let section = "eager"
  static let summary = "Reads this month's count."
  let count: Input
  let seen: Output

  init(_ declare: Declarations) {
    count = declare.input("counter.count")
    seen = declare.output("seen", .count, .mean, "What it saw.", headline: true)
  }

  func step(_ paths: MonthView) { paths[seen].assign(paths[count]) }
}

/// Reads the count of the month before; right wherever it stands.
private struct Patient: Mechanism {
  static let section = "patient"
  static let summary = "Reads last month's count."
  let count: PastInput
  let seen: Output

  init(_ declare: Declarations) {
    count = declare.lastMonth("counter.count")
    seen = declare.output("seen", .count, .mean, "What it saw.", headline: true)
  }

  func step(_ paths: MonthView) { paths[seen].assign(paths.before(count)) }
}

/// Reads another's memory that isn't shared.
private struct Nosy: Mechanism {
  static let section = "nosy"
  static let summary = "Reads what is none of its business."

  init(_ declare: Declarations) {
    _ = declare.state(of: "counter.shown")
    _ = declare.state(of: "counter.hidden")
  }

  func step(_ paths: MonthView) {}
}

@Suite struct WiringTests {
  @Test(
    "Every fault of wiring is thrown",
    arguments: [
      "broken.value is declared twice", "factor gamma is declared twice", "broken.orphan has no source",
      "no mechanism has the series or parameter nobody.has_this that broken reads",
      "broken reads the state nobody.has_that", "broken.sum is declared twice for World",
      "a fault of its own",
      "broken.odd has the unit furlong, which nobody registered",
    ])
  func everyFaultOfWiringIsThrown(fault: String) throws {
    let error = try #require(throws: ModelError.self) { try tinyModel([Broken.self]) }
    #expect(error.faults.contains { $0.hasPrefix(fault) }, "\(error)")
  }

  @Test("A register that names a parameter twice is a fault")
  func aRegisterThatNamesAParameterTwiceIsAFault() throws {
    let error = try #require(throws: ModelError.self) {
      try Model(
        [Echo.self], register: ["echo.value", "echo.value"], seeds: SeedTables(tables: [:]),
        start: Month(year: 2025, month: 1))
    }
    #expect(error.faults == ["the dimension register names a parameter twice"])
  }

  @Test("A parameter without a place in the register draws by its name, and is told")
  func aParameterWithoutAPlaceDrawsByItsName() throws {
    func model(_ register: [String]) throws -> Model {
      try Model(
        [Echo.self], register: register, seeds: SeedTables(tables: [:]), start: Month(year: 2025, month: 1))
    }
    let new = try model([]), other = try model(["another.one"])
    #expect(new.unregistered == new.parameters.map(\.name))
    #expect(new.dimensions == other.dimensions)
    #expect(try model(new.unregistered).unregistered == [])
  }

  @Test("Reading a later mechanism for this month is a fault")
  func readingALaterMechanismForThisMonthIsAFault() throws {
    let error = try #require(throws: ModelError.self) { try tinyModel([Eager.self, Counter.self]) }
    #expect(
      error.faults == [
        "eager reads counter.count, which a later mechanism computes: declare it with lastMonth"
      ])
    let behind = try run(tinyModel([Counter.self, Eager.self]), tinySettings(months: 3))
    #expect(behind.monthly[1].map(\.mean) == [1, 2, 3])
  }

  @Test("Last month is the month before, wherever the reader stands", arguments: [true, false])
  func lastMonthIsTheMonthBeforeWhereverTheReaderStands(isFirst: Bool) throws {
    let list: [any Mechanism.Type] =
      isFirst ? [Patient.self, Counter.self] : [Counter.self, Patient.self]
    let results = try run(tinyModel(list), tinySettings(months: 4))
    let row = try #require(results.series.firstIndex { $0.declaration.variable == "patient.seen" })
    #expect(results.monthly[row].map(\.mean) == [0, 1, 2, 3])
  }

  @Test("Memory that is not shared cannot be read") func memoryThatIsNotSharedCannotBeRead() throws {
    let error = try #require(throws: ModelError.self) { try tinyModel([Counter.self, Nosy.self]) }
    #expect(error.faults == ["nosy reads the state counter.hidden, which is not declared as shared"])
  }
}
