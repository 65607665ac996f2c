internal import Engine

/// The quantities that the model is about, with the words of their units. A currency or fuel is one line here.
enum EnergyUnits {
  /// Registers them; asked for before anything is declared.
  static let areRegistered: Bool = {
    ProperNames.register(["Urals", "Brent", "Europe", "Russia", "Ukraine", "India", "China"])
    UnitWords.register("oil volume", ["bbl": 1, "kb": 1e3, "mb": 1e6, "Mb": 1e6])
    UnitWords.register("mass", ["t": 1, "kt": 1e3, "Mt": 1e6])
    UnitWords.register("gas volume", ["bcm": 1, "mcm": 1e-3])
    UnitWords.register("energy", ["MWh": 1, "TWh": 1e6, "MMBtu": GasUnits.mwhPerMMBtu])
    for currency in ["USD", "EUR", "RUB"] { UnitWords.register(currency, [currency: 1]) }
    // The tonnes that series are in are of products and LNG, whose densities differ.
    UnitWords.bridge(
      "\(barrelsPerTonne) bbl of crude a tonne", from: "mass", to: "oil volume", rate: barrelsPerTonne,
      there: [])
    UnitWords.bridge(
      "\(GasUnits.twhPerBcm) TWh of gas a bcm", from: "gas volume", to: "energy",
      rate: GasUnits.twhPerBcm * 1e6)
    UnitWords.bridge(
      "\(GasUnits.bcmPerMegatonne) bcm of gas a Mt of LNG", from: "mass", to: "gas volume",
      rate: GasUnits.bcmPerMegatonne / 1e6, there: ["lng"], back: ["lng"])
    return true
  }()

  /// A unit of energy.
  static func unit(_ text: String) -> Unit { areRegistered ? Unit(stringLiteral: text) : .index }
}

extension Unit {
  static let kbPerDay = EnergyUnits.unit("kb/d"), barrelsMillion = EnergyUnits.unit("mb")
  static let mtPerYear = EnergyUnits.unit("Mt/y"), mtPerMonth = EnergyUnits.unit("Mt/month")
  static let megatonnes = EnergyUnits.unit("Mt"), barrelsPerTonne = EnergyUnits.unit("bbl/t")
  static let usdPerBarrel = EnergyUnits.unit("USD/bbl"), usdPerTonne = EnergyUnits.unit("USD/t")
  static let roublesPerTonne = EnergyUnits.unit("RUB/t"), roublesPerDollar = EnergyUnits.unit("RUB/USD")
  static let billionDollars = EnergyUnits.unit("bn USD"), billionRoubles = EnergyUnits.unit("bn RUB")
  static let billionEuros = EnergyUnits.unit("bn EUR")
  static let billionRoublesPerMonth = EnergyUnits.unit("bn RUB/month")
  static let millionBarrelsPerDay = EnergyUnits.unit("Mb/d")
}
