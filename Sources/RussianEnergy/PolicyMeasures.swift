/// A measure against Russian energy, and what its absence would look like in the model.
public struct PolicyMeasure: Sendable {
  /// What results call it.
  public let name: String
  /// Parameters and the values that switch the measure off from the first month on.
  public let off: [(parameter: String, value: Double)]
}

extension RussianEnergy {
  /// The measures that an attribution takes apart; those that a model or scenario lacks have no effect.
  ///
  /// What was done before the period stays done: tanks, habits and the discount at the start are what they were.
  public static let measures = [
    PolicyMeasure(name: "strikes", off: [("strikes.intensity", 0)]),
    PolicyMeasure(
      name: "price cap", off: [("price_cap.compliance", 0), ("price_cap.product_compliance", 0)]),
    PolicyMeasure(
      name: "vessel listings",
      off: [("sanctions.vessel_listings", 0), ("fleet.start_idle", 0), ("fleet.extra_idle", 0)]),
    PolicyMeasure(
      name: "listings of companies",
      off: [
        ("sanctions.buyer_pressure", 0), ("sanctions.start_pressure", 0),
        ("sanctions.start_price_pressure", 0),
      ]),
    PolicyMeasure(name: "measures on India", off: [("sanctions.on_india", 0)]),
    PolicyMeasure(name: "measures on China", off: [("sanctions.on_china", 0)]),
    PolicyMeasure(name: "EU crude ban", off: [("sanctions.eu_crude_ban", 0)]),
    PolicyMeasure(name: "EU LNG bans", off: [("eu.lng_bans_decided", 0)]),
    PolicyMeasure(name: "EU pipeline gas bans", off: [("eu.pipeline_bans_decided", 0)]),
    PolicyMeasure(name: "EU tariffs", off: [("eu_cost.tariff_china", 0), ("eu_cost.tariff_india", 0)]),
    PolicyMeasure(name: "services ban", off: [("fleet.services_ban", 0)]),
  ]
}
