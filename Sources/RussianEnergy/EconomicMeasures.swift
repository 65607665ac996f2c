extension RussianEnergy {
  /// What a policy may set where policies are weighed against each other: measures of economic policy alone. All else
  /// (strikes, outages, repairs, ports, the strait) is what the future brings.
  ///
  /// A name that ends in a star means all that begin so.
  public static let economicMeasures = [
    "price_cap.*", "sanctions.*", "fleet.services_ban", "eu.*", "eu_cost.tariff_*", "pipeline.duty*",
    "buyers.eu_allowed", "fuel.export_ban", "world.stock_release", "ukraine.us_aid", "ukraine.us_return_*",
    "ukraine.eu_loan", "ukraine.loan_plan", "ukraine.domestic_budget",
  ]

  /// Whether a parameter is one of them.
  public static func isEconomicMeasure(_ parameter: String) -> Bool {
    economicMeasures.contains { name in
      name.hasSuffix("*") ? parameter.hasPrefix(String(name.dropLast())) : parameter == name
    }
  }
}
