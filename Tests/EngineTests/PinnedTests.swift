import Engine
import Kernels
import Sampling
import Testing

/// A series that is 1 unless it is pinned.
private struct Priced: Mechanism {
  static let section = "priced"
  static let summary = "A price."
  let price: Output

  init(_ declare: Declarations) {
    price = declare.output("price", .share, .mean, "A price.", headline: true)
    declare.pin(price, to: [Month(year: 2025, month: 1): 30, Month(year: 2025, month: 2): 40])
  }

  func step(_ paths: MonthView) {
    paths[price].fill(1)
    if let pinned = paths.pinned(price) { paths[price].assign(pinned) }
  }
}

@Suite struct PinnedTests {
  private func months(_ pin: PinSetting, paths: Int = 4096) throws -> Results {
    var settings = tinySettings(months: 4, paths: paths)
    settings.pins["priced.price"] = pin
    return try run(tinyModel([Priced.self]), settings)
  }

  @Test("Months given are held, the others run free.")
  func given() throws {
    let pin = PinSetting(months: [Month(year: 2025, month: 2): [.init(.constant(7))]])
    #expect(try months(pin, paths: 16).monthly[0].map(\.mean) == [1, 7, 1, 1])
    #expect(
      try months(.table([Month(year: 2025, month: 2): 7]), paths: 16).monthly[0].map(\.mean) == [1, 7, 7, 7])
  }

  @Test("History is shifted month by month, and what is given lies over it.")
  func shifted() throws {
    var pin = PinSetting(history: .init(.constant(0.5), isShare: true))
    #expect(try months(pin, paths: 16).monthly[0].map(\.mean) == [45, 60, 1, 1])
    pin.months[Month(year: 2025, month: 1)] = [.init(.constant(3))]
    pin.holdsLast = true
    #expect(try months(pin, paths: 16).monthly[0].map(\.mean) == [3, 60, 60, 60])
  }

  @Test("A spread has its quantiles, and one path is high in all months or in none.")
  func spread() throws {
    let month = Month(year: 2025, month: 1)
    let pin = PinSetting(months: [
      month: [.init(.uniform(low: 0, high: 1))],
      month + 1: [
        .init(.uniform(low: 0, high: 1), weight: 0.5), .init(.uniform(low: 10, high: 11), weight: 0.5),
      ],
    ])
    var settings = tinySettings(months: 2, paths: 4096)
    settings.pins["priced.price"] = pin
    let values = try runWithValues(tinyModel([Priced.self]), settings).values[0]
    let mean: Double = values[0].reduce(0, +) / 4096
    let error: Double = (1.0 / 12 / 4096).squareRoot()
    #expect(abs(mean - 0.5) < 4 * error)
    let gaps = zip(values[0], values[1]).map { pair -> Double in abs(pair.1 - 5 - pair.0) }
    #expect((gaps.max() ?? 1) < 1e-12)
  }
}
