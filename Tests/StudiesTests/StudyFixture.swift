import Engine
import RussianEnergy
import Sampling
import Scenarios
import Testing

@testable import Studies

/// Short cases of the real model for tests of studies.
enum StudyFixture {
  static let repository = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
  static let seeds: SeedTables? = try? SeedFiles.load(directory: "\(repository)/seeds")

  static func model(asOf day: Day, start: Month) throws -> Model {
    let seeds = try #require(StudyFixture.seeds)
    return try Model(
      RussianEnergy.mechanisms, register: RussianEnergy.register, influential: RussianEnergy.influential,
      home: RussianEnergy.home,
      seeds: seeds.known(on: day), start: start)
  }

  /// Six months from September 2025 with a few constants set.
  static func trial(_ values: [String: Double] = [:], paths: Int = 256) throws -> Trial {
    let day = try #require(Day("2025-09-23"))
    let first = Month(year: 2025, month: 9)
    var settings = Settings(
      name: "case", asOf: day, period: Period(first: first, last: first + 5), paths: paths, seed: 7,
      design: .nested)
    for (name, value) in values {
      settings.values[name] = SetValue(schedule: Schedule(.constant(value)), origin: "test", text: "\(value)")
    }
    return Trial(model: try model(asOf: day, start: first), settings: settings)
  }

  static func spans(_ trial: Trial) -> [Span] { Span.yearsAndTotal(of: trial.settings.period) }
}
