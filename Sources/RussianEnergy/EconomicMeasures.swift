public import Engine

extension RussianEnergy {
  /// What a policy may set where policies are weighed against each other: measures of economic policy alone. All else
  /// (strikes, outages, repairs, ports, the strait) is what the future brings.
  ///
  /// A name that ends in a star means all that begin so.
  public static let economicMeasures = [
    "price_cap.*", "sanctions.*", "fleet.services_ban", "eu.*", "eu_cost.tariff_*", "pipeline.duty*",
    "buyers.eu_allowed", "fuel.export_ban", "world.stock_release", "ukraine.us_aid", "ukraine.us_return_*",
    "ukraine.eu_loan", "ukraine.loan_plan", "ukraine.domestic_budget", "ukraine.other_donors",
  ]

  /// Whether a parameter is one of them.
  public static func isEconomicMeasure(_ parameter: String) -> Bool {
    economicMeasures.contains { name in
      name.hasSuffix("*") ? parameter.hasPrefix(String(name.dropLast())) : parameter == name
    }
  }

  /// Sections of what the war damages, and of what is damaged: a policy never sets them.
  public static let damaged = [
    "strikes", "outages", "maintenance", "refining", "ports", "regions", "products", "strait",
  ]

  /// Whether a policy may also say what it believes of a parameter: how buyers, markets and fleets respond to it.
  public static func isBelief(_ parameter: ParameterDeclaration) -> Bool {
    parameter.kind == .uncertain && !damaged.contains(String(parameter.section))
  }
}
