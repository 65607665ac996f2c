internal import Engine
internal import Kernels
internal import Sampling

/// The grid that availabilities are rounded to, so that matrix products of them are exact.
let availabilityBits = 20

/// The columns of a plant's clocks.
enum ClockRow {
  /// When its full and partial stops end, the share that partial ones take, and when it was last hit.
  static let full = 0, partial = 1, share = 2, last = 3
  static let count = 4

  /// Where the clocks of a plant that was hit begin, among those of all plants.
  @inline(__always)
  static func place(of hit: Hit) -> Int { hit.column &* count * blockWidth &+ hit.placeInBlock }
}

extension Outages {
  /// The clocks of a plant.
  func plantClocks(_ plant: Int, _ paths: MonthView) -> ColumnMatrix {
    paths.matrix(clocks)[ClockRow.count * plant..<ClockRow.count * (plant + 1)]
  }
}

/// The clocks of one plant: when its full and partial stops end, and the share that partial ones take.
struct PlantClocks {
  private(set) var full: Double
  private(set) var partial: Double
  private(set) var share: Double
  /// More days than any clock runs.
  static let ages = 1e9

  @inline(__always)
  init(full: Double, partial: Double, share: Double) {
    (self.full, self.partial, self.share) = (full, partial, share)
  }

  /// A stop from a day on; hits must come in the order of their days.
  @inline(__always)
  mutating func stop(at day: Double, for length: Double, share size: Double) {
    // By sums and products: a branch would be guessed wrongly a third of the time.
    let part = chosen(size < 1, 1, 0), whole = 1 - part, until = day + length
    share = chosen(partial > day, larger(share, part * size), part * size + whole * share)
    full = larger(full, until - part * PlantClocks.ages)
    partial = larger(partial, until - whole * PlantClocks.ages)
  }

  /// Plant-days that the clocks take between two days.
  @inline(__always)
  func lost(from day: Double, to end: Double) -> Double {
    let stopped = larger(smaller(full, end), day), reduced = larger(smaller(partial, end), stopped)
    return stopped - day + share * (reduced - stopped)
  }
}

/// An outage by a strike, of the seed table, that may still last when the period begins.
struct KnownOutage: Sendable {
  let plant: Int
  let day: Double
  /// The share of the plant; nil where it wasn't published.
  let share: Double?
  /// The day it returned, where that was published.
  let until: Double?
  /// The days that were first expected, where they were published.
  let estimate: Double?
  /// Plant and day: the address of what is drawn for it.
  let name: String

  /// True where its share or its length must be drawn.
  var isDrawn: Bool { share == nil || (until == nil && estimate == nil) }

  /// Those that are not too old to last when a period begins.
  static func read(_ declare: Declarations, _ fleet: RefineryFleet) -> [KnownOutage] {
    let seeds = declare.seeds, start = declare.start.first, oldest = declare.count("outages.oldest")
    let cut = seeds.asOf ?? start
    let places = Dictionary(
      fleet.plants.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let named = seeds["outage_names"].map { ($0.text("outage_name"), $0.text("plant")) }
    let plants = Dictionary(grouping: named) { $0.0 }.mapValues { $0.compactMap { places[$0.1] } }
    return seeds["refinery_outages"].flatMap { row -> [KnownOutage] in
      let restart = row.day("restart")
      guard row.text("cause") == "strike", let day = row.day("date"), day < start,
        start - day <= oldest
      else { return [] }
      let isBack = row.day("restart_known").map { $0 <= cut } ?? false
      let until = isBack ? restart : nil
      return plants[row.text("name"), default: []].map { plant in
        KnownOutage(
          plant: plant, day: Double(day.number), share: row.number("fraction"),
          until: until.map { Double($0.number) }, estimate: row.number("days"),
          name: "\(fleet.plants[plant].name) \(day)")
      }
    }
  }

  /// Days from a hit to the restart, and those that a stop still reported open has lasted: an old one whose end
  /// nobody reported is left out.
  static func durations(_ seeds: SeedTables, forgotten: Double) -> (ended: [Double], open: [Double]) {
    var ended: [Double] = [], open: [Double] = []
    for row in seeds["refinery_outages"] where row.text("cause") == "strike" {
      guard let hit = row.day("date"), (row.number("fraction") ?? 0) > 0 else { continue }
      let known = row.day("restart_known").map { known in seeds.asOf.map { known <= $0 } ?? true } ?? false
      if let lasted = (known ? row.day("restart").map { Double($0 - hit) } : nil) ?? row.number("days") {
        if lasted >= 1 { ended.append(lasted) }
      } else if let age = seeds.asOf.map({ Double($0 - hit) }), age >= 1, age <= forgotten {
        open.append(age)
      }
    }
    return (ended, open)
  }
}
