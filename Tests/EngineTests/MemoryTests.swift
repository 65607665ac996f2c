import Engine
import Kernels
import Sampling
import Testing

/// Months are counted from the one before the period, which is 0; those before it are negative.
private struct Counter: Mechanism {
  static let section = "counter"
  static let summary = "Counts months and looks back."
  let count: Output
  let lags: [Output]
  let later: PastInput
  let reads: Output

  init(_ declare: Declarations) {
    count = declare.output(
      "count", .count, .last, "Months since the start.", headline: true, memory: 12)
    lags = (1...12).map { declare.output("lag_\($0)", .count, .last, "Months since.", headline: true) }
    later = declare.lastMonth("follower.value")
    reads = declare.output("reads", .count, .last, "What a later mechanism had.", headline: true)
  }

  func begin(_ paths: MonthView) {
    paths[count].fill(0)
    for back in 1...12 { paths.before(count, back).fill(Double(-back)) }
  }

  func step(_ paths: MonthView) {
    let count = paths[count], before = paths.before(self.count)
    for path in paths.indices { count[path] = before[path] + 1 }
    for (index, lag) in lags.enumerated() { paths[lag].assign(paths.before(self.count, index + 1)) }
    paths[reads].assign(paths.before(later))
  }
}

/// Stands later in the list and shows the month's number in its year.
private struct Follower: Mechanism {
  static let section = "follower"
  static let summary = "Shows the month and a state that began at 100."
  let value, total: Output
  let sum: State
  let count: Input

  init(_ declare: Declarations) {
    value = declare.output("value", .count, .last, "Month of the year.", headline: true)
    total = declare.output("total", .count, .last, "A running sum.", headline: true)
    sum = declare.state("sum")
    count = declare.input("counter.count")
  }

  func begin(_ paths: MonthView) {
    paths[value].fill(Double(paths.month.ofYear))
    paths[sum].fill(100)
  }

  func step(_ paths: MonthView) {
    paths[value].fill(Double(paths.month.ofYear))
    let sum = paths[sum], count = paths[count], total = paths[total]
    for path in paths.indices {
      sum[path] += count[path]
      total[path] = sum[path]
    }
  }
}

@Suite struct MemoryTests {
  private func table(paths: Int = 300, months: Int = 30) throws -> [String: [Double]] {
    let model = try Model(
      [Counter.self, Follower.self], register: [], seeds: SeedTables(tables: [:]),
      start: Month(year: 2025, month: 11))
    let settings = tinySettings(from: "2025-11", months: months, paths: paths)
    let found = try runWithValues(model, settings)
    let names = found.results.series.map(\.declaration.variable)
    return Dictionary(uniqueKeysWithValues: zip(names, found.values.map { $0.map { $0[paths - 1] } }))
  }

  @Test("Outputs are remembered for twelve months, also before the start")
  func outputsAreRememberedForTwelveMonthsAlsoBeforeTheStart() throws {
    let table = try table()
    for back in 1...12 {
      let lag = try #require(table["counter.lag_\(back)"])
      let expected = (0..<30).map { Double($0 + 1 - back) }
      #expect(lag == expected, "\(back) months back")
    }
  }

  @Test("What a later mechanism has is last month's") func whatALaterMechanismHasIsLastMonths() throws {
    let reads = try #require(try table()["counter.reads"])
    let months = (0..<30).map { ($0 + 9) % 12 + 1 }
    #expect(reads == months.map(Double.init))
  }

  @Test("A state is carried from month to month and begins anew on each path")
  func aStateIsCarriedFromMonthToMonthAndBeginsAnewOnEachPath() throws {
    let totals = try #require(try table(paths: 1000)["follower.total"])
    var expected: [Double] = []
    for month in 1...30 { expected.append(100 + Double(month * (month + 1) / 2)) }
    #expect(totals == expected)
  }
}
