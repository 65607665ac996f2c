internal import Engine
internal import Kernels
internal import Sampling

/// The grid that availabilities are rounded to, so that matrix products of them are exact.
let availabilityBits = 20

/// What is remembered of a plant, as distances from its place among the clocks.
enum ClockRow {
  /// When its full and partial stops end, the share that partial ones take, and when it was last hit.
  static let full = 0, partial = FleetClocks.lanes, share = 2 * FleetClocks.lanes
  static let last = 3 * FleetClocks.lanes
  static let size = 4 * FleetClocks.lanes
}

/// The clocks of all plants, for eight paths after another: what hits of these need stays in the first cache, where columns
/// of 2 KB would all want the same few of its lines.
struct FleetClocks {
  /// Paths side by side.
  static let lanes = 8

  let memory: ColumnMatrix
  private let plants: Int

  /// Columns for so many plants.
  static func rows(of plants: Int) -> Int { plants * ClockRow.size / lanes }

  init(_ memory: ColumnMatrix) {
    self.memory = memory
    plants = memory.rows * FleetClocks.lanes / ClockRow.size
  }

  /// Where the clocks of a plant on a path begin.
  @inline(__always)
  func place(_ plant: Int, path: Int) -> Int {
    (path &>> FleetClocks.lanes.trailingZeroBitCount &* plants &+ plant) &* ClockRow.size &+ path
      & (FleetClocks.lanes - 1)
  }

  /// Where those of the plant and path that were hit begin.
  @inline(__always)
  func place(of hit: Hit) -> Int { place(hit.column, path: hit.placeInBlock) }

  /// One number.
  @inline(__always)
  subscript(place: Int) -> Double {
    get { memory[flat: place] }
    nonmutating set { memory[flat: place] = newValue }
  }

  /// Those of eight paths.
  @inline(__always)
  subscript(eight place: Int) -> SIMD8<Double> {
    get { memory[eight: place] }
    nonmutating set { memory[eight: place] = newValue }
  }

  /// What running clocks take of a span on some paths, a multiple of eight, and which plants are near a hit.
  ///
  /// - Parameter lost: a row for each plant.
  func hold(_ span: DaySpan, _ paths: Range<Int>, lost: ColumnMatrix, near: NearHits) {
    let end = span.first + span.days, perDay = 1 / span.days
    for path in stride(from: paths.lowerBound, to: paths.upperBound, by: FleetClocks.lanes) {
      for group in 0..<near.flags.rows {
        var flags = SIMD8<UInt64>.zero, flag: UInt64 = 1
        for plant in group * NearHits.plants..<min((group + 1) * NearHits.plants, plants) {
          let own = place(plant, path: path)
          let full = self[eight: own], partial = self[eight: own &+ ClockRow.partial]
          let days = PlantClocks.lost(
            full: full, partial: partial, share: self[eight: own &+ ClockRow.share], from: span.first,
            to: end)
          lost[eight: plant &* blockWidth &+ path] = days * perDay
          let late = self[eight: own &+ ClockRow.last] + near.window[eight: path]
          let isNear = larger(larger(full, partial), late) .> near.day
          flags |= SIMD8.zero.replacing(with: flag, where: isNear)
          flag &<<= 1
        }
        near.flags[group][eight: path] = unsafeBitCast(flags, to: SIMD8<Double>.self)
      }
    }
  }

  /// The share of a plant that is down at a moment, on eight paths.
  @inline(__always)
  func down(at moment: Double, _ own: Int) -> SIMD8<Double> {
    let isPartial = self[eight: own &+ ClockRow.partial] .> moment, isFull = self[eight: own] .> moment
    let share = SIMD8.zero.replacing(with: self[eight: own &+ ClockRow.share], where: isPartial)
    return share.replacing(with: 1, where: isFull)
  }
}

/// Which plants are damaged on a day or were hit lately: they are hit again.
struct NearHits {
  /// So many plants have their flags in the bits of one number.
  static let plants = UInt64.bitWidth

  let flags: ColumnMatrix
  let window: Column
  let day: Double

  /// Columns for so many plants.
  static func rows(of count: Int) -> Int { (count + plants - 1) / plants }

  /// 1 where a plant is, else 0.
  @inline(__always)
  func isNear(_ plant: Int, path: Int) -> Int {
    let group = plant &>> NearHits.plants.trailingZeroBitCount
    let bits = flags[flat: group &* blockWidth &+ path].bitPattern
    return Int(truncatingIfNeeded: bits &>> UInt64(truncatingIfNeeded: plant)) & 1
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

  /// The same on eight paths; written out, since of a generic function such columns are handed over in pieces.
  @inline(__always)
  static func lost(
    full: SIMD8<Double>, partial: SIMD8<Double>, share: SIMD8<Double>, from day: Double, to end: Double
  ) -> SIMD8<Double> {
    let day = SIMD8(repeating: day), end = SIMD8(repeating: end)
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

  /// Those that are not too old to last when a period begins, and those of its first month up to the day of the run.
  static func read(_ declare: Declarations, _ fleet: RefineryFleet) -> [KnownOutage] {
    let seeds = declare.seeds, start = declare.start.first, oldest = declare.count("outages.oldest")
    let cut = seeds.asOf ?? start, end = cut.month == declare.start ? (declare.start + 1).first : start
    let places = Dictionary(
      fleet.plants.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let named = seeds["outage_names"].map { ($0.text("outage_name"), $0.text("plant")) }
    let plants = Dictionary(grouping: named) { $0.0 }.mapValues { $0.compactMap { places[$0.1] } }
    return seeds["refinery_outages"].flatMap { row -> [KnownOutage] in
      let restart = row.day("restart")
      guard row.text("cause") == "strike", let day = row.day("date"), day < end, start - day <= oldest
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
