internal import Engine
internal import Kernels
internal import Sampling

/// Product exports through the product ports, and the stocks that close the balance of each fuel.
struct Products: Mechanism {
  static let section = "products"
  static let summary = "Product exports within port capacity; stocks of each fuel."

  let startStock: [Parameter]
  let portShare, landCapacity, noise: Parameter
  let timing: Shock
  let output, sales, wanted: [Input]
  let imported: Input
  let available: State
  let scale, shipped: State
  let stock, exports: [Output]
  let total: Output
  private let capacities: [(row: Int, kbPerDay: Double)]
  /// Barrels a tonne, by fuel.
  private let barrels: [Double]

  init(_ declare: Declarations) {
    let fuels = FuelNumbers(declare.seeds)
    barrels = fuels.barrels
    // Stocks to begin with, and the way abroad.
    startStock = zip(MotorFuel.allCases, fuels.startStock).map { fuel, level in
      declare.startValue(
        "start_\(fuel.name)_stock",
        Observation(
          distribution: .central(median: level, low: level * 0.85, high: level * 1.12),
          source: fuels.sources[fuel.rawValue] + "; range guess", origin: "drawn around seeds/fuels.csv"),
        .megatonnes, in: 0...8, "Stock of \(fuel.words) before the period.")
    }
    portShare = declare.lever(
      "port_capacity", 1, .share, in: 0...1.5, "Share of product port capacity that may be used.",
      source: "scenario; nameplates in outlets.csv")
    landCapacity = declare.lever(
      "land_capacity", 500, .kbPerDay, in: 0...1500,
      "Product exports by rail, river and pipeline to neighbours.",
      source: "guess: IEA product exports less port flows")
    noise = declare.uncertain(
      "noise", .median(0.05, 0.03...0.07), .share, in: 0...0.3,
      "Standard deviation of a month's shipments: cargoes that sail sooner or later, and agencies' errors.",
      source: "calculated: months of product exports about their half-year means, 2023-25")
    timing = declare.shock("timing")
    // Read from others, and remembered.
    output = MotorFuel.allCases.map { declare.input("refining.\($0.name)_output") }
    sales = MotorFuel.allCases.map { declare.input("fuel.\($0.name)_sales") }
    wanted = MotorFuel.allCases.map { declare.input("fuel.\($0.name)_offered") }
    imported = declare.input("fuel.gasoline_imports")
    available = declare.state(of: "ports.available")
    scale = declare.state("scale")
    shipped = declare.state("shipped")
    let routes = Route.all(declare.seeds).enumerated()
    capacities = routes.map { ($0, RouteCapacity(declare.seeds, $1, ["products"]).capacity) }
    // Stocks and exports.
    stock = MotorFuel.allCases.map {
      declare.output(
        "fuel.\($0.name)_stock", .megatonnes, .last, "Stock of \($0.words) at month's end.",
        counterpart: $0 == .gasoline ? "Ministry of Energy: 1.7-2.0 Mt" : "", memory: 1)
    }
    exports = MotorFuel.allCases.map {
      declare.output("\($0.name)_exports", .megatonnes, .sum, "Exports of \($0.words).")
    }
    total = declare.output(
      "exports", .kbPerDay, .mean, "Oil product exports.", counterpart: "IEA Oil Market Report",
      community: "Trade|Secondary Energy|Liquids|Oil [Volume]", headline: true,
      observed: .column("oil_exports_monthly", "products"))
    declare.pin(total)
    declare.score(total, as: "product exports")
  }

  func begin(_ paths: MonthView) {
    for fuel in MotorFuel.allCases.indices {
      paths[stock[fuel]].assign(paths[startStock[fuel]])
      paths[exports[fuel]].assign(paths[wanted[fuel]])
    }
  }

  func step(_ paths: MonthView) {
    let scale = paths[scale], total = paths[total], lever = paths[portShare], land = paths[landCapacity]
    let days = paths.days
    total.fill(0)
    for fuel in MotorFuel.allCases {
      let wanted = paths[wanted[fuel.rawValue]], barrels = self.barrels[fuel.rawValue]
      for path in paths.indices { total[path] += wanted[path] * barrels * kilo / days }
    }
    for path in paths.indices { scale[path] = land[path] }
    for (row, capacity) in capacities {
      let open = paths.matrix(available)[row]
      for path in paths.indices { scale[path] += capacity * open[path] * lever[path] }
    }
    let noise = paths[noise], z = paths[shipped]
    paths.normals(timing, into: z)
    for path in paths.indices {
      let timely = max(1 + noise[path] * z[path], 0)
      scale[path] = min(scale[path] / max(total[path], 1e-9), timely)
    }
    let counted = paths.pinned(self.total)
    if let counted {
      for path in paths.indices { scale[path] = counted[path] / max(total[path], 1e-9) }
    }
    for fuel in MotorFuel.allCases { close(fuel, paths) }
    if let counted { complete(counted, paths) }
    total.fill(0)
    for fuel in MotorFuel.allCases {
      let exports = paths[exports[fuel.rawValue]], barrels = self.barrels[fuel.rawValue]
      for path in paths.indices { total[path] += exports[path] * barrels * kilo / days }
    }
  }

  private func close(_ fuel: MotorFuel, _ paths: MonthView) {
    let exports = paths[exports[fuel.rawValue]], wanted = paths[wanted[fuel.rawValue]], scale = paths[scale]
    let output = paths[output[fuel.rawValue]], sales = paths[sales[fuel.rawValue]], imported = paths[imported]
    let old = paths.before(stock[fuel.rawValue]), new = paths[stock[fuel.rawValue]]
    let isGasoline = fuel == .gasoline
    for path in paths.indices {
      let supply = output[path] + (isGasoline ? imported[path] : 0)
      let left = max(old[path] + supply - sales[path], 0)
      exports[path] = min(wanted[path] * scale[path], left)
      new[path] = old[path] + supply - sales[path] - exports[path]
    }
  }

  /// Where a fuel had less than its part of the exports that were counted, the others' stocks give the rest.
  private func complete(_ counted: Column, _ paths: MonthView) {
    let missing = paths[scale], room = paths[shipped], days = paths.days
    missing.assign(counted)
    room.fill(1e-9)
    for fuel in MotorFuel.allCases {
      let rate = self.barrels[fuel.rawValue] * kilo / days
      let exports = paths[exports[fuel.rawValue]], stock = paths[stock[fuel.rawValue]]
      for path in paths.indices {
        missing[path] -= exports[path] * rate
        room[path] += stock[path] * rate
      }
    }
    for fuel in MotorFuel.allCases {
      let exports = paths[exports[fuel.rawValue]], stock = paths[stock[fuel.rawValue]]
      for path in paths.indices {
        let more = stock[path] * min(max(missing[path], 0) / room[path], 1)
        exports[path] += more
        stock[path] -= more
      }
    }
  }

  func check(_ paths: MonthView, _ report: inout ConservationReport) {
    let imported = paths[imported]
    for fuel in MotorFuel.allCases {
      let row = fuel.rawValue, share = fuel == .gasoline ? 1.0 : 0
      let output = paths[output[row]], sales = paths[sales[row]], exports = paths[exports[row]]
      let stock = paths[stock[row]], before = paths.before(self.stock[row])
      report.equal("balance of \(fuel.name)") {
        let supply = output[$0] + share * imported[$0]
        return (supply, sales[$0] + exports[$0] + (stock[$0] - before[$0]), supply)
      }
      // What is brought in and neither sold nor shipped piles up for as long as a scenario has it so.
      report.within(stock, 0, .infinity, "stock of \(fuel.name)")
      report.within(exports, 0, 1000, "exports of \(fuel.name)")
    }
  }
}
