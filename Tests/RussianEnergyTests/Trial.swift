import Engine
import Foundation
import RussianEnergy
import Sampling
import Scenarios
import TestSupport

/// The seed tables of the repository, whole.
let allSeeds: SeedTables = {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../seeds")
  do {
    return try SeedFiles.load(directory: folder.path())
  } catch {
    fatalError("\(error)")
  }
}()

func month(_ text: String) -> Month { Month(text) ?? Month(ordinal: 0) }
func day(_ text: String) -> Day { Day(text) ?? Day(number: .min / 2) }

/// A run of the whole model, as a test wants it.
struct Trial {
  var asOf = "2025-09-23"
  var from = "2025-09"
  var to = "2026-08"
  var paths = 512
  var seed: UInt64 = 20_250_923
  /// Parameters set to one number.
  var values: [String: Double] = [:]
  var schedules: [String: Schedule] = [:]
  /// Series pinned to history.
  var pins: [String] = []
  var tables: [String: [Month: Double]] = [:]
  /// After the last month of a table its series runs free, instead of being held there.
  var isFreeAfterwards = false
  /// Months known on `asOf` are history.
  var history = false
  var outputs: [String] = []
  var allSeries = false
  var threads = 2
  var seeds = allSeeds
  var mechanisms = RussianEnergy.mechanisms
  var register = RussianEnergy.register

  func model() throws -> Model {
    try Model(
      mechanisms, register: register, influential: RussianEnergy.influential,
      home: RussianEnergy.home, seeds: seeds.known(on: day(asOf)),
      start: month(from))
  }

  var settings: Settings {
    var settings = Settings(
      name: "test", asOf: day(asOf), period: Period(first: month(from), last: month(to)), paths: paths,
      seed: seed, design: .nested)
    let constants = values.mapValues { Schedule(.constant($0)) }
    for (name, schedule) in constants.merging(schedules, uniquingKeysWith: { $1 }) {
      settings.values[name] = SetValue(schedule: schedule, origin: "test", text: "")
    }
    for name in pins { settings.pins[name] = .history }
    for (name, table) in tables {
      var pin = PinSetting.table(table)
      pin.holdsLast = !isFreeAfterwards
      settings.pins[name] = pin
    }
    settings.history = history
    settings.outputs = outputs
    return settings
  }

  func run() throws -> Found {
    var options = RunOptions()
    options.threads = threads
    let model = try model()
    let known = Set(model.parameters.map(\.name))
    let unknown = settings.values.keys.filter { !known.contains($0) }
    guard unknown.isEmpty else { throw ModelError(unknown.map { "no parameter \($0)" }) }
    let simulation = try Simulation(model: model, settings: settings, allSeries: allSeries)
    let found = Found(series: simulation.series, period: settings.period)
    options.onChunk = { found.add($0) }
    found.results = try simulation.run(options)
    return found
  }
}

/// What a trial found, path by path.
final class Found: @unchecked Sendable {
  let series: [Series]
  let period: Period
  /// `[series][month][path]`.
  private(set) var values: [[[Double]]]
  var results: Results?

  init(series: [Series], period: Period) {
    self.series = series
    self.period = period
    values = Array(repeating: Array(repeating: [], count: period.count), count: series.count)
  }

  func add(_ chunk: Chunk) {
    for row in values.indices {
      for month in 0..<period.count {
        values[row][month].append(chunk.count) { chunk.value(series: row, month: month, path: $0) }
      }
    }
  }

  /// `[month][path]` of a series; the first region's unless one is named.
  subscript(variable: String, region: String? = nil) -> [[Double]] {
    let row = series.firstIndex {
      $0.declaration.variable == variable && (region == nil || $0.declaration.region == region)
    }
    return row.map { values[$0] } ?? []
  }

  /// The mean over paths, by month.
  func means(_ variable: String, _ region: String? = nil) -> [Double] { self[variable, region].map(mean) }

  /// The sum over months of the mean over paths.
  func sum(_ variable: String, _ region: String? = nil) -> Double { means(variable, region).reduce(0, +) }
}

/// A column of a monthly seed table.
func monthly(_ table: String, _ column: String) -> [Month: Double] {
  var values: [Month: Double] = [:]
  for row in allSeeds[table] {
    if let month = row.month("month"), let value = row.number(column) { values[month] = value }
  }
  return values
}
