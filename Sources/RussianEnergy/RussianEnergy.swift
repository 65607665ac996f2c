public import Engine

/// The model: the ordered list of its mechanisms. One month runs them in this order; what a mechanism reads
/// of a later one is last month's.
public enum RussianEnergy {
  public static let mechanisms: [any Mechanism.Type] = [
    WorldResponse.self,
    Brent.self,
    Rouble.self,
    Campaign.self,
    Outages.self,
    Maintenance.self,
    Refining.self,
    Ports.self,
    FuelMarket.self,
    RegionalFuel.self,
    ProductExports.self,
    Sanctions.self,
    Fleet.self,
    SupplyResponse.self,
    CrudeBalance.self,
    Buyers.self,
    Discount.self,
    ProductPrices.self,
    PriceCap.self,
    ExportRevenue.self,
    GasPrices.self,
    EUDecisions.self,
    LNG.self,
    PipelineGas.self,
    EUStorage.self,
    EUCost.self,
    GasBudget.self,
    FuelDamper.self,
    OilTaxes.self,
    Budget.self,
    UkraineFinance.self,
  ]
}
