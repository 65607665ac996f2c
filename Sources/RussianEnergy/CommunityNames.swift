public import Engine

extension RussianEnergy {
  /// Names and units for the tables of the energy-scenario community, as its registry of units (iam-units) reads them:
  /// `bbl` is 31.5 gallons there, `kb` a kilobarn, `USD/million Btu` a millionth of a dollar times a Btu, and the rouble
  /// unknown.
  public static let community = CommunityNames(
    root: "Throttle",
    acronyms: ["eu", "lng", "ttf", "jkm", "fob", "espo", "usd", "eur"],
    measures: [
      "kb/d": .init("million oil_bbl/day", 1e-3), "Mb/d": .init("million oil_bbl/day"),
      "mb": .init("million oil_bbl"), "USD/bbl": .init("USD/oil_bbl"),
      "Mt": .init("Mt"), "Mt/y": .init("Mt/yr"), "t": .init("t"), "USD/t": .init("USD/t"),
      "bcm": .init("billion m**3"), "USD/mcm": .init("USD/m**3", 1e-3),
      "USD/MMBtu": .init("USD/MBtu"), "EUR/MWh": .init("EUR/MWh"),
      "bn USD": .init("billion USD"), "bn EUR": .init("billion EUR"),
      "bn RUB": .init("billion USD", from: "RUB"), "RUB/t": .init("USD/t", from: "RUB"),
      "%": .init("%"), "share": .init("%", 100), "d": .init("day"),
    ],
    rates: ["RUB": "rub.rate"])
}
