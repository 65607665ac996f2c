public import Engine

/// Which of the model's series a report begins with, and which its figures need beside the headline set.
public struct ReportedFigures: Sendable {
  /// A stream: from a node to a node, as wide as a series, or what is left of the first node where that is nil.
  public struct Stream: Sendable {
    /// The node that it leaves.
    public let from: String
    /// The node that it ends in; "to" where each region of the series is a node.
    public let to: String
    /// The series, whose unit all streams share.
    public let variable: String?
  }

  /// The series that answers are about, most asked for first.
  public let findings: [String]
  /// The series that is shown for each federal district.
  public let tiles: String
  /// The streams of the diagram of flows.
  public let streams: [Stream]
  /// Buyers in words, by the names of their series' regions.
  public let regions: [String: String]
  /// The levers and uncertain numbers that a page of sliders holds, in its order.
  public let explored: [String]
  /// Units that a reader may want instead of a series' own, by that.
  public let units: [String: [Unit]]
}

/// A sum of series that measures are held responsible for.
public struct AttributedSum: Sendable {
  /// What results call it.
  public let name: String
  /// The series that are added up.
  public let variables: [String]
  /// Whether measures take from it, so that less of it counts as positive.
  public let isLoss: Bool
}

extension RussianEnergy {
  /// The series in money that a sensitivity answers about.
  public static let answered = ["budget.oil_gas", "oil.revenue"]

  /// What an attribution shares out among the measures: what Russia loses, and what it costs others.
  public static let attributed = [
    AttributedSum(
      name: "export revenue lost", variables: ["oil.revenue", "pipeline.revenue", "lng.revenue"], isLoss: true
    ),
    AttributedSum(
      name: "budget revenue lost", variables: ["budget.oil_gas", "budget.gas_effect"], isLoss: true),
    AttributedSum(name: "cost to the EU", variables: ["eu.cost"], isLoss: false),
  ]

  /// What a report shows of this model.
  public static let reported = ReportedFigures(
    findings: ["budget.oil_gas", "energy.revenue", "oil.revenue", "refining.runs", "lng.revenue", "eu.cost"],
    tiles: "fuel.shortage",
    streams: [
      .init(from: "crude produced", to: "refinery runs", variable: "refining.runs"),
      .init(from: "crude produced", to: "crude exported", variable: "crude.exports"),
      .init(from: "refinery runs", to: "products exported", variable: "products.exports"),
      .init(from: "refinery runs", to: "products used at home", variable: nil),
      .init(from: "crude exported", to: "crude to", variable: "buyers.crude"),
    ],
    regions: [
      "china_sea": "China by sea", "china_pipe": "China by pipe", "india": "India", "turkey": "Turkey",
      "eu": "the EU", "other": "others",
    ],
    explored: [
      "price_cap.level", "price_cap.dynamic", "sanctions.on_india", "sanctions.on_china",
      "sanctions.us_enforces", "sanctions.eu_crude_ban", "sanctions.listing_rate", "fleet.services_ban",
      "fleet.extra_idle", "eu.lng_bans_decided", "eu.lng_long_term_ban", "eu.pipeline_long_term_ban",
      "brent.anchor", "rub.anchor", "gas.anchor", "strait.shut", "ports.baltic_capacity",
      "strikes.intensity", "strikes.ceasefire_hazard", "outages.damage_chance", "outages.severe_share",
      "outages.repair_factor", "refining.spare_usable", "fuel.export_ban", "buyers.india_maximum",
      "pipeline.china",
    ],
    units: [
      "kb/d": ["Mb/d"], "bn USD": ["mn USD"], "bn USD/month": ["mn USD/d", "bn USD/y"],
      "bn RUB": ["tn RUB"], "bn RUB/month": ["tn RUB/y"], "bcm": ["TWh"],
      "bcm/month": ["bcm/y", "TWh/month"],
      "Mt/month": ["Mt/y"], "bn EUR/month": ["mn EUR/d"],
    ].mapValues { $0.map(EnergyUnits.unit) })
}
