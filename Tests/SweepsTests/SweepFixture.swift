import Engine
import RussianEnergy
import Sampling
import Scenarios
import Studies
import Sweeps
import Testing

/// Sweeps from texts; the shipped scenarios and seed tables are those of the clone.
enum SweepFixture {
  static let top = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  static let seeds = Result { try SeedFiles.load(directory: top + "/seeds") }

  static func study(_ text: String) throws -> SweepStudy {
    try SweepStudy.load(
      "s.txt", shipped: [top + "/scenarios"], RussianEnergy.source(try seeds.get())
    ) { path in path == "s.txt" ? text : try Scenario.read(path) }
  }

  /// All messages about a sweep, with lines and carets.
  static func complaint(_ text: String) throws -> String {
    do {
      _ = try study(text)
      return ""
    } catch let failure as ScenarioFailure {
      return failure.rendered
    }
  }

  static func rows(_ study: SweepStudy) -> [[Double]] {
    (0..<study.count).map { number in study.axes.indices.map { study.value(axis: $0, of: number) } }
  }
}
