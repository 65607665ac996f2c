public import Engine

/// The model: the ordered list of its mechanisms. One month runs them in this order; what a mechanism reads
/// of a later one is last month's.
public enum RussianEnergy {
  /// The mechanisms in their order; naming them registers the model's units.
  public static let mechanisms: [any Mechanism.Type] = EnergyUnits.areRegistered ? list : []

  /// Each is called like its section, and so is its file.
  private static let list: [any Mechanism.Type] = [
    Strait.self,
    World.self,
    Brent.self,
    Rub.self,
    Strikes.self,
    Outages.self,
    Maintenance.self,
    Production.self,
    Refining.self,
    Ports.self,
    Fuel.self,
    Regions.self,
    Products.self,
    Sanctions.self,
    Fleet.self,
    Supply.self,
    Crude.self,
    Buyers.self,
    Urals.self,
    Cracks.self,
    ProductPrices.self,
    PriceCap.self,
    Oil.self,
    Gas.self,
    EU.self,
    LNG.self,
    Pipeline.self,
    EUStorage.self,
    EUCost.self,
    GasBudget.self,
    Coal.self,
    Damper.self,
    Tax.self,
    Budget.self,
    Ukraine.self,
  ]

  /// Models made of these tables.
  public static func source(_ seeds: SeedTables) -> ModelSource {
    ModelSource(seeds: seeds, reach: reach(seeds), decisions: decisions) { try model($0, $1) }
  }

  /// Tables that hold decisions of governments alone.
  private static let decisions = [
    "sanction_steps", "price_caps", "embargoes", "fuel_policies", "eu_packages", "eu_bans", "eu_steps",
    "tax_parameters", "opec_quotas",
  ]

  /// From when to when runs can start with these tables.
  ///
  /// Prices of oil and gas, exports, storage, the wealth fund and yearly volumes of gas are what a start state can't
  /// be guessed without; a run may start in the month after the newest whole month of Brent.
  public static func reach(_ seeds: SeedTables) -> Reach? {
    Reach(
      seeds,
      tables: [
        "prices_monthly", "gas_prices_monthly", "oil_exports_monthly", "eu_storage", "wealth_fund",
        "lng_volumes", "pipeline_volumes",
      ], newest: ("prices_monthly", "brent"))
  }

  /// What scenarios are ranked by unless a user names other series: the state's revenue, and the country's.
  public static let ranked = ["budget.oil_gas", "energy.revenue"]

  /// Makes the words of energy and money known, for who reads units before a model is made.
  public static func registerUnits() { _ = EnergyUnits.areRegistered }

  /// The table whose newest month limits the first month of a period.
  public static let startTable = "prices_monthly"

  /// Whose series need no region.
  public static let home = "Russia"

  /// The model for a period, from the tables as known on the scenario's day.
  ///
  /// It starts after the newest month whose oil price is known: months between that and the period are computed,
  /// with what is known of them pinned, rather than guessed at as a start state; a year of them at most.
  ///
  /// - Parameters:
  ///   - others: mechanisms of one's own, which come after the model's.
  ///   - names: their parameters, in an order that stays: each has a dimension of the design by its place.
  public static func model(
    _ seeds: SeedTables, _ first: Month, adding others: [any Mechanism.Type] = [],
    parameters names: [String] = []
  ) throws(ModelError) -> Model {
    let newest = seeds[startTable].filter { $0.number("brent") != nil }.compactMap(\.wholeMonth).max()
    let start = newest.map { min(first, max($0 + 1, first - wholeYear)) } ?? first
    return try Model(
      mechanisms + others, register: register + names, influential: influential, home: home, seeds: seeds,
      start: start)
  }
}
