import Engine
import Sampling
import TestSupport
import Testing

/// What a year of oil exports earned, forecast from its January on with prices told: what is wrong then is volumes and
/// what the law makes of prices.
@Suite struct YearlyRevenueTests {
  private static let pins = [
    "brent.price", "rub.rate", "urals.price", "cracks.gasoline", "cracks.diesel",
  ]

  private func run(_ year: Int, _ outputs: [String]) throws -> Found {
    try Trial(
      asOf: "2026-05-20", from: "\(year)-01", to: "\(year)-12", paths: 1024, pins: Self.pins,
      outputs: outputs
    ).run()
  }

  private func published(_ column: String, in year: Int) -> [Double] {
    monthly("oil_exports_monthly", column).filter { $0.key.year == year }.map(\.value)
  }

  /// Two of its own errors are two standard deviations of the year's sum, so that narrow years must be right ones.
  @Test("A year's revenue is met within three per cent and two of its own errors", arguments: 2023...2025)
  func aYearIsMet(year: Int) throws {
    let months = try run(year, ["oil.revenue"])["oil.revenue"]
    let earned = published("revenue", in: year)
    #expect(months.count == 12 && earned.count == 12)
    let sums = months[0].indices.map { path in months.reduce(0) { $0 + $1[path] } }
    let truth = earned.reduce(0, +), error = mean(sums) - truth
    #expect(abs(error) <= 0.03 * truth, "\(year): \(100 * error / truth) %")
    #expect(abs(error) <= 2 * variance(sums).squareRoot(), "\(year): \(error) bn USD")
  }

  /// Output is counted, so that a year's crude is what is neither run nor burnt.
  @Test("A year's crude exports are met within two per cent", arguments: 2023...2025)
  func crudeIsMet(year: Int) throws {
    let found = try run(year, ["crude.exports"])
    let truth = mean(published("crude", in: year))
    let error = mean(found.means("crude.exports")) / truth - 1
    #expect(abs(error) <= 0.02, "\(year): \(100 * error) %")
  }
}
