#if canImport(Charts)
  import Charts
#endif

/// One chart of each kind, as the tests and the eye want them.
enum Samples {
  static let september = 2025 * 12 + 8

  static var fan: FanChart {
    let published: [Double] = [5400, 5350, 5300, 5320, 5200, 5100, 5050, 5210, 5300, 5000]
    let history = published.enumerated().map { (month: september - 10 + $0, value: $1) }
    let forecast = (0..<28).map { index -> FanChart.Month in
      let step = Double(index)
      let middle = Double(4900 + 20 * (index * 7 % 5))
      return FanChart.Month(september + index, percentiles: [4000 - 6 * step, 4600, middle, 5100, 5300])
    }
    let futures = (0..<3).map { future -> [Double] in
      (0..<28).map { month -> Double in
        let wiggle = (month * 37 + future * 11) % 29
        return Double(4500 + 200 * future + 14 * wiggle)
      }
    }
    return FanChart(
      unit: "kb/d", history: history, forecast: forecast, futures: futures, known: Double(september) + 0.75,
      level: (5500, "2021: 5,500")
    ) { digits($0) }
  }

  static var difference: DifferenceChart {
    let months = (0..<28).map { index -> DifferenceChart.Month in
      let step = Double(index)
      return DifferenceChart.Month(
        september + index, mean: -0.1 * step, error: 0.01,
        percentiles: [-0.3 * step, -0.15 * step, -0.05 * step, 0.02 * step])
    }
    return DifferenceChart(months: months, above: "more with cap_40", below: "less with cap_40")
  }

  static var ranking: Ranking {
    Ranking(
      rows: [
        .init("secondary_both", value: -41, low: -60, high: -20),
        .init("cap_30", value: -13, low: -22, high: -5),
        .init("price_spike", value: 8, low: 1, high: 20),
        .init(
          "a scenario of which the name is much too long for its place", value: 0.1, low: -1, high: 1,
          isTold: false),
      ], unit: "bn USD", head: "scenario")
  }

  static var waterfall: Waterfall {
    Waterfall(
      steps: [
        .init("strikes", value: 12.5, error: 0.2, cost: 0.1, costError: 0.01),
        .init("price cap", value: 7, error: 0.1, cost: 0.001, costError: 0.01),
        .init("secondary sanctions", value: 9.5, error: 0.2, cost: 0.3, costError: 0.01),
        .init("EU gas bans", value: -1.5, error: 0.1, cost: 6.5, costError: 0.3),
      ], total: .init("all together", value: 27.5, error: 0.3, cost: 6.9, costError: 0.3),
      heads: ("export revenue lost, bn USD", "cost to the EU, bn EUR"))
  }

  /// Numbers of many digits beside bars that end at the right.
  static var smallWaterfall: Waterfall {
    Waterfall(
      steps: [
        .init("strikes", value: 0.000275, error: 0.000001, cost: -0.00027, costError: 0.00001),
        .init("price cap", value: 0.000312, error: 0.000001, cost: -0.000013, costError: 0.000001),
      ], total: .init("all together", value: 0.000587, error: 0.000001, cost: -0.00028, costError: 0.00001),
      heads: ("lost, bn USD", "cost, bn EUR"))
  }

  static func heat(from low: Double) -> HeatMap {
    let steps: [[Double?]] = [
      [0, 20, 40, 60], [60, 80, 100, 120], [120, 140, nil, 180], [180, 200, 220, 240],
    ]
    let values = steps.map { row in row.map { $0.map { low + $0 } } }
    return HeatMap(
      across: .init("price_cap.level", ["30", "40", "47.6", "60"]),
      down: .init("brent.anchor", ["50", "60", "70", "80"]), values: values, unit: "bn USD")
  }

  static var tiles: DistrictTiles {
    let names = [
      "Central", "Northwestern", "Southern", "North Caucasian", "Volga", "Ural", "Siberian", "Far Eastern",
    ]
    return DistrictTiles(
      tiles: names.enumerated().map { .init($1, value: 3.1 * Double($0), low: 0, high: 6 * Double($0)) },
      unit: "%")
  }

  static var flow: Flow {
    Flow(
      nodes: [
        .init("crude", column: 0), .init("runs", column: 1), .init("exports", column: 1),
        .init("fuel at home", column: 2), .init("products abroad", column: 2), .init("India", column: 2),
        .init("China", column: 2), .init("EU", column: 2),
      ],
      links: [
        .init(from: 0, to: 1, value: 5000), .init(from: 0, to: 2, value: 4450),
        .init(from: 1, to: 3, value: 2700), .init(from: 1, to: 4, value: 2300),
        .init(from: 2, to: 5, value: 1650), .init(from: 2, to: 6, value: 2600),
        .init(from: 2, to: 7, value: 200),
      ], unit: "kb/d")
  }

  static var timeline: Timeline {
    let start = Double(september)
    return Timeline(
      events: [
        .init("Cap of 47.6 USD", from: start + 0.1), .init("19th package", from: start + 1.7, isMoment: true),
        .init("Short LNG contracts banned", from: start + 7.8),
        .init("Gasoline export ban", from: start - 1, to: start + 4),
      ], first: september - 6, last: september + 27, known: start + 0.75)
  }

  static var distribution: Distribution {
    Distribution(
      unit: "bn RUB", curve: Distribution.curve((0...500).map { 6000 + 10 * Double($0) }),
      thresholds: [
        .init(7000, above: 0.8, text: "20 % below 7,000"), .init(9000, above: 0.4, text: "60 % below 9,000"),
      ])
  }

  static var calibration: Calibration {
    Calibration(
      tenths: [8, 12, 9, 11, 14, 7, 10, 9, 6, 14],
      horizons: [
        .init("1", ratio: 1.1, low: 0.9, high: 1.3), .init("2–3", ratio: 0.8, low: 0.6, high: 0.95),
        .init("4–6", ratio: 0.7, low: 0.5, high: 0.9), .init("7–12", ratio: 0.66, low: 0.5, high: 0.8),
      ], rule: "a random walk")
  }

  static var all: [Figure] {
    let charts: [(String, any Chart)] = [
      ("fan", fan), ("difference", difference), ("ranking", ranking), ("waterfall", waterfall),
      ("small-waterfall", smallWaterfall),
      ("heat", heat(from: 200)), ("heat-of-both-signs", heat(from: -100)), ("tiles", tiles), ("flow", flow),
      ("timeline", timeline), ("distribution", distribution), ("calibration", calibration),
    ]
    return charts.map { name, chart in
      Figure(
        name: name, title: "Runs stay under 5.0 Mb/d until mid-2026 in nine of ten futures",
        subtitle: "thousand barrels a day, September 2025 to December 2027",
        source: "Source: the model, 8,192 futures", description: "A picture of \(name).", chart: chart)
    }
  }
}
