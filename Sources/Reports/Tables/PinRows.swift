public import Engine
internal import Sampling

/// A stretch of months in which a series is pinned to one value, or to observed values.
public struct PinRow: Sendable {
  /// The series that is pinned.
  public let variable: String
  /// `2026-01`, or `2026-01 to 2026-03`.
  public let months: String
  /// Over the stretch.
  public let mean: Double
  /// The 5th percentile; the mean where the months are given.
  public let p05: Double
  /// The 95th percentile, likewise.
  public let p95: Double
  /// The unit of the numbers.
  public let unit: String
  /// The scenario's line, or `history` for what is pinned unasked.
  public let origin: String

  /// The pinned months of all series; months in a row are one stretch.
  public static func all(_ model: Model, _ settings: Settings) -> [PinRow] {
    let months = Period(first: model.start, last: settings.period.last)
    return model.pins.flatMap { pin in
      let values = (0..<months.count).map { settings.pinned(pin, in: months.month($0)) }
      let stretches = values.indices.split { values[$0] == nil }
      return stretches.map { stretch in
        let parts = stretch.compactMap { values[$0] }
        let first = months.month(stretch[stretch.startIndex]),
          last = months.month(stretch[stretch.endIndex - 1])
        func average(_ number: (Distribution) -> Double) -> Double {
          parts.reduce(0) { $0 + $1.reduce(0) { $0 + $1.weight * number($1.value) } } / Double(parts.count)
        }
        return PinRow(
          variable: pin.variable, months: first == last ? "\(first)" : "\(first) to \(last)",
          mean: average(\.mean), p05: average { $0.quantile(0.05) }, p95: average { $0.quantile(0.95) },
          unit: model.declaration(of: pin.output).unit.symbol,
          origin: settings.origins[pin.variable] ?? "history")
      }
    }
  }
}
