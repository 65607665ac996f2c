import Engine
import Kernels
import Sampling
import Testing

/// Adds a rate that somebody decides, month by month, and shows a price that history may tell.
private struct Ledger: Mechanism {
  static let section = "ledger"
  static let summary = "A sum and a price."
  let rate: Parameter
  let sum, price: Output

  init(_ declare: Declarations) {
    rate = declare.lever("rate", 1, .share, in: 0...1000, "Added each month.", source: "test")
    sum = declare.output("sum", .share, .last, "All that was added.", headline: true, memory: 1)
    price = declare.output("price", .share, .mean, "Told, or last month's.", headline: true, memory: 1)
    declare.pin(price, to: [Month(year: 2025, month: 1): 30, Month(year: 2025, month: 2): 40])
  }

  func step(_ paths: MonthView) {
    let now = paths[sum], before = paths.before(sum), rate = paths[rate]
    for path in paths.indices { now[path] = before[path] + rate[path] }
    paths[price].assign(paths.before(price))
    if let told = paths.pinned(price) { paths[price].assign(told) }
  }
}

@Suite("A model may start before the period that is asked for")
struct LeadInTests {
  private func ledger(_ settings: Settings) throws -> [[Double]] {
    let model = try Model(
      [Ledger.self], register: ["ledger.rate"], seeds: SeedTables(tables: [:]),
      start: Month(year: 2025, month: 1))
    return try run(model, settings).monthly.map { $0.map(\.mean) }
  }

  @Test("The months before it are computed with the same numbers and left out of the results")
  func same() throws {
    let whole = try runWithValues(tinyModel([Walk.self]), tinySettings(months: 4, paths: 300))
    let later = try runWithValues(
      tinyModel([Walk.self]), tinySettings(from: "2025-03", months: 2, paths: 300))
    #expect(later.results.monthly[0].count == 2)
    for series in later.values.indices {
      #expect(later.values[series] == Array(whole.values[series][2...]))
    }
  }

  @Test("What a scenario decides holds from its first month on")
  func lever() throws {
    var settings = tinySettings(from: "2025-03", months: 2, paths: 16)
    settings.values["ledger.rate"] = always(.constant(10))
    #expect(try ledger(settings)[0] == [12, 22])
    settings.values = [:]
    #expect(try ledger(settings)[0] == [3, 4])
  }

  @Test("What is known of the months before it is told, and nothing of the period itself")
  func told() throws {
    #expect(try ledger(tinySettings(from: "2025-02", months: 2, paths: 16))[1] == [30, 30])
    var settings = tinySettings(from: "2025-02", months: 2, paths: 16)
    settings.pins["ledger.price"] = .history
    #expect(try ledger(settings)[1] == [40, 40])
  }

  @Test("Random events begin with the period")
  func events() throws {
    var settings = tinySettings(from: "2025-03", months: 2, paths: 64)
    settings.events = [
      EventSetting(
        name: "Rush", timing: .random(rate: .constant(50), from: nil, until: nil), chance: .constant(1),
        lasts: nil, effects: [EventEffect(parameter: "ledger.rate", kind: .sets, value: .constant(100))],
        origin: "test")
    ]
    let sums = try ledger(settings)[0]
    #expect(sums[0] > 50 && sums[0] < 102, "\(sums)")
  }

  @Test("A model that starts after the period began is refused")
  func late() throws {
    let model = try tinyModel([Walk.self], start: "2025-02")
    #expect(throws: ModelError.self) { try run(model, tinySettings()) }
  }
}
