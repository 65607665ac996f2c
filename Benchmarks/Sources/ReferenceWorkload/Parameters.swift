internal import Foundation

/// The fixed sizes of the reference workload.
public enum Shape {
  public static let paths = 10_000, months = 36, refineries = 35, factors = 8, products = 6
  /// Mean days in a month.
  static let days = 30.4375
}

/// The numbers of `reference/params.txt`: synthetic, they measure code and not Russia.
public struct Parameters: Sendable {
  let capacity, outagesPerYear, logRepair, repairSpread, severity: [Double]
  /// `[refinery][product]`.
  let yields: [Double]
  let persistence: [Double]
  /// The lower triangular factor of a month's shocks, `[factor][factor]`.
  let shocks: [Double]
  /// `[factor][product]`.
  let loadings: [Double]
  let levels: [Double]

  /// Reads the file; nil where it isn't what it should be.
  public init?(contentsOf file: String) {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
    let rows = text.split(separator: "\n").map { $0.split(separator: " ").compactMap { Double($0) } }
    let (r, f, k) = (Shape.refineries, Shape.factors, Shape.products)
    guard rows.map(\.count) == [r, r, r, r, r, r * k, f, f * f, f * k, k] else { return nil }
    (capacity, outagesPerYear, logRepair, repairSpread) = (rows[0], rows[1], rows[2], rows[3])
    (severity, yields, persistence, shocks) = (rows[4], rows[5], rows[6], rows[7])
    (loadings, levels) = (rows[8], rows[9])
  }
}
