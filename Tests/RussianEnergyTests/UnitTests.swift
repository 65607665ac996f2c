import Engine
import Testing

@testable import RussianEnergy

@Suite struct UnitTests {
  init() { #expect(EnergyUnits.areRegistered) }

  @Test(
    "Units measure what they say",
    arguments: [
      ("kb/d", "oil volume per time"), ("USD/bbl", "USD per oil volume"), ("bn RUB", "RUB"),
      ("%", "a share or count"), ("/month", "1 per time"), ("bn USD/month", "USD per time"),
      ("Mt/y", "mass per time"), ("USD/MMBtu", "USD per energy"), ("RUB/USD", "RUB per USD"),
    ])
  func unitsMeasureWhatTheySay(text: String, meaning: String) {
    #expect(Unit(text)?.dimension.description == meaning)
    #expect(Unit(text)?.description == text)
  }

  @Test(
    "Formulas and conversions share their constants",
    arguments: [
      ("month", "d", daysPerMonth), ("year", "month", monthsPerYear),
      ("Mb/d", "kb/d", kilo), ("bn USD", "USD", thousandsPerBillion * kilo), ("share", "%", percent),
      ("t", "bbl", barrelsPerTonne), ("bcm", "TWh", GasUnits.twhPerBcm),
      ("Mt", "bcm", GasUnits.bcmPerMegatonne),
    ])
  func formulasAndConversionsShareTheirConstants(from: String, to: String, constant: Double) throws {
    let source = try #require(Unit(from)), target = try #require(Unit(to))
    #expect(abs(try #require(source.conversion(to: target)).factor / constant - 1) < 1e-14)
  }

  @Test(
    "Unknown units are refused",
    arguments: ["", "/", "kb/", "furlong", "kb/d/d", "bn", "bn/month", "kb//d", "USD/barrel", "k b"])
  func unknownUnitsAreRefused(text: String) {
    #expect(Unit(text) == nil)
  }

  @Test(
    "Conversions within a dimension need no constant",
    arguments: [
      ("mb", "kb", 1000.0), ("Mb/d", "kb/d", 1000.0), ("%", "share", 0.01), ("kb/d", "bbl/day", 1000.0),
      ("bn USD/year", "bn USD/month", 1.0 / 12), ("year", "d", 365.2425), ("month", "d", 30.436875),
      ("tn RUB", "bn RUB", 1000.0), ("TWh", "MWh", 1e6),
    ])
  func conversionsWithinADimensionNeedNoConstant(from: String, to: String, factor: Double) throws {
    let source = try #require(Unit(from)), target = try #require(Unit(to))
    let found = try #require(source.conversion(to: target))
    #expect(abs(found.factor / factor - 1) < 1e-12)
    #expect(found.constant == nil)
  }

  @Test(
    "Conversions between dimensions name their constant",
    arguments: [
      ("Mt/y", "kb/d", 1e6 * 7.33 / 1000 / 365.2425, "7.33 bbl"), ("USD/t", "USD/bbl", 1 / 7.33, "7.33 bbl"),
      ("bcm", "TWh", 10.55, "10.55 TWh"), ("Mt", "bcm", 1.36, "1.36 bcm"),
      ("kb/d", "Mt/y", 0.049_828, "7.33"),
    ])
  func conversionsBetweenDimensionsNameTheirConstant(
    from: String, to: String, factor: Double, constant: String
  ) throws {
    let source = try #require(Unit(from)), target = try #require(Unit(to))
    let found = try #require(source.conversion(to: target))
    #expect(abs(found.factor / factor - 1) < 1e-5)
    #expect(found.constant?.hasPrefix(constant) == true)
  }

  @Test("There and back is the same") func thereAndBackIsTheSame() throws {
    let pairs = [("Mt/month", "kb/d"), ("USD/t", "USD/bbl"), ("bcm", "TWh"), ("Mt", "bcm")]
    for (from, to) in pairs {
      let one = try #require(Unit(from)), other = try #require(Unit(to))
      let there = try #require(one.conversion(to: other)).factor
      let back = try #require(other.conversion(to: one)).factor
      #expect(abs(there * back - 1) < 1e-12)
    }
  }

  @Test(
    "Different things do not convert",
    arguments: [("USD", "EUR"), ("kb/d", "USD/bbl"), ("%", "d"), ("kb", "kb/d"), ("RUB/USD", "USD/RUB")])
  func differentThingsDoNotConvert(from: String, to: String) throws {
    let source = try #require(Unit(from)), target = try #require(Unit(to))
    #expect(source.conversion(to: target) == nil)
  }

  @Test("Named units all parse") func namedUnitsAllParse() {
    let named: [Unit] = [
      .kbPerDay, .barrelsMillion, .mtPerYear, .mtPerMonth, .megatonnes, .usdPerBarrel, .roublesPerTonne,
      .usdPerTonne, .roublesPerDollar, .billionDollars, .billionRoubles, .billionEuros,
      .billionRoublesPerMonth, .share, .percent, .count, .index, .toggle, .days,
      .months, .perMonth, .barrelsPerTonne, .millionBarrelsPerDay,
    ]
    for unit in named { #expect(unit.factor.isFinite && Unit(unit.symbol) == unit, "\(unit)") }
  }
}
