internal import Engine
internal import Kernels
internal import Sampling

/// The fuels the model tells apart, in the order of its matrices.
enum MotorFuel: Int, CaseIterable {
  case gasoline, diesel, jet, fuelOil, naphtha, other

  private static let names = ["gasoline", "diesel", "jet", "fuel_oil", "naphtha", "other"]
  /// As in the seed tables and the names of outputs.
  var name: String { MotorFuel.names[rawValue] }
  /// As in sentences.
  var words: String { name.replacing("_", with: " ") }
}

/// The plants of the seed tables, and the shares that turn their availability into national figures.
struct RefineryFleet: Sendable {
  struct Plant: Sendable {
    let name: String
    let district: Int
    /// kb/d.
    let capacity: Double
    /// kb/d run in a normal year.
    let runs: Double
    let yields: [Double]
    /// Processes gas condensate: counted in all units, not among primary distillation of crude.
    let isCondensate: Bool
  }

  let plants: [Plant]
  /// The addresses of what is drawn for each plant.
  let keys: EntityKeys
  let districts: [String]
  /// kb/d of distillation, condensate plants included.
  let nameplate: Double
  /// The same without condensate plants: what is counted as primary distillation of crude.
  let primary: Double

  init(_ seeds: SeedTables) {
    let districts = seeds["districts"].map { $0.text("district") }
    let toBarrels = Unit.mtPerYear.conversion(to: .kbPerDay)?.factor ?? .nan
    plants = seeds["refineries"].map { row in
      Plant(
        name: row.text("plant"), district: districts.firstIndex(of: row.text("district")) ?? 0,
        capacity: row.number("capacity") ?? 0, runs: (row.number("runs") ?? 0) * toBarrels,
        yields: MotorFuel.allCases.map { row.number($0.name) ?? 0 },
        isCondensate: row.number("condensate") == 1)
    }
    self.districts = districts
    keys = EntityKeys(plants.map(\.name))
    nameplate = plants.reduce(0) { $0 + $1.capacity }
    primary = plants.filter { !$0.isCondensate }.reduce(0) { $0 + $1.capacity }
  }

  /// The shares of national runs that plants would run if all were well.
  var desiredShares: [Double] { gridShares(plants.map(\.runs)) }

  /// The fleet's yield when all is well, by fuel.
  var usualYields: [Double] {
    MotorFuel.allCases.map { fuel in
      zip(plants, desiredShares).reduce(0) { $0 + $1.0.yields[fuel.rawValue] * $1.1 }
    }
  }

  /// What a plant could add for a while: some more on running units, but not above its nameplate.
  func headroom(_ plant: Plant, overdrive: Double) -> Double {
    max(0, min(overdrive * plant.runs, plant.capacity - plant.runs))
  }

  /// The shares of plants in what the fleet could add.
  func headroomShares(overdrive: Double) -> [Double] {
    gridShares(plants.map { headroom($0, overdrive: overdrive) })
  }
}

/// Shares on a grid that add up to exactly 1, so that sums over a whole fleet are 1 and not nearly 1.
func gridShares(_ values: [Double]) -> [Double] {
  let total = values.reduce(0, +)
  var shares = values.map { roundedToGrid($0 / total, bits: weightBits) }
  if let largest = shares.indices.max(by: { shares[$0] < shares[$1] }) {
    shares[largest] += 1 - shares.reduce(0, +)
  }
  return shares
}

/// The grid of weights in products with availabilities.
let weightBits = 28
