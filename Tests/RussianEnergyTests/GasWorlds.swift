/// Worlds in which the parameters of gas, EU decisions and Ukraine's finance matter.
let gasWorlds: [Trial] = [
  // The end of short and of long LNG contracts, of long pipeline contracts, and the winter between.
  Trial(asOf: "2026-02-20", from: "2026-10", to: "2028-01"),
  // Dear gas and oil, a strait that is shut, a cold winter, tariffs, a Druzhba that is down.
  Trial(
    from: "2025-09", to: "2026-12",
    values: [
      "gas.start": 110, "gas.anchor": 110, "brent.start": 110, "brent.anchor": 110, "gas.qatar_loss": 60,
      "eu_storage.cold": 0.2, "eu_cost.tariff_china": 0.5, "eu_cost.tariff_india": 0.5,
      "ports.druzhba_eu_capacity": 0, "sanctions.eu_crude_ban": 0.5, "eu.opposition": 0.3,
      "lng.ttf_weight": 0.5, "strait.start_state": 1, "strait.start_months": 3,
    ]),
  // Before anybody had proposed a ban, with transit through Ukraine; proposals come often.
  Trial(
    asOf: "2023-12-10", from: "2023-12", to: "2025-11",
    values: ["eu.proposal_rate": 0.5, "eu.lng_clause": 0.8, "eu.majority_days": 60]),
  // Between the political agreement on the regulation and its adoption.
  Trial(asOf: "2026-01-20", from: "2026-01", to: "2026-06"),
  // After a jump of the price.
  Trial(asOf: "2026-06-05", from: "2026-06", to: "2027-12"),
]
