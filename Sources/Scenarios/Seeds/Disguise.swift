internal import Engine
internal import Kernels

/// What a value looks like that doesn't fit: upside down, or told in another unit.
struct Disguise {
  /// As messages call it.
  let words: String
  private let factor: Double
  private let isInverted: Bool

  /// The value as it would stand in the table's unit.
  func lifted(_ value: Double) -> Double { isInverted ? 1 / value : factor * value }

  private init(_ words: String, _ factor: Double, isInverted: Bool = false) {
    self.words = words
    self.factor = factor
    self.isInverted = isInverted
  }

  /// What values of a unit are often told in instead.
  static func all(of unit: String) -> [Disguise] {
    let parts = unit.split(separator: "/").map(String.init)
    let unit = unit.hasPrefix("share of ") ? "share" : unit
    let named = mistaken[unit, default: []].compactMap { words, other in
      Unit(other)?.conversion(to: Unit(unit) ?? .share).map { Disguise("it looks like \(words)", $0.factor) }
    }
    let scaled = scales.filter { unit.hasPrefix($0.prefix) }.map {
      Disguise("it looks like \($0.other)\(unit.dropFirst($0.prefix.count))", $0.factor)
    }
    let turned =
      parts.count == 2 && parts.allSatisfy(isCurrency)
      ? [Disguise("it looks upside down, \(parts[1])/\(parts[0])", 1, isInverted: true)] : []
    return named + scaled + turned
  }

  /// The disguise in which a value is nearest to the usual one, if it is then as near as usual ones are.
  static func of(_ value: Double, unit: String, usual: Double, within tolerance: Double) -> Disguise? {
    guard value > 0, usual > 0 else { return nil }
    func distance(_ disguise: Disguise) -> Double { abs(logarithm(disguise.lifted(value) / usual)) }
    let nearest = all(of: unit).min { distance($0) < distance($1) }
    return nearest.flatMap { distance($0) <= tolerance ? $0 : nil }
  }

  private static func isCurrency(_ text: String) -> Bool {
    text.count == 3 && text.allSatisfy { $0.isUppercase }
  }

  /// For a unit, those that numbers are told in instead: in words, and as a unit once currencies are the same.
  private static let mistaken: [String: [(words: String, other: String)]] = [
    "%": [("a share", "share")], "share": [("per cent", "%")],
    "EUR/MWh": [("USD/MMBtu", "EUR/MMBtu")], "USD/MMBtu": [("EUR/MWh", "USD/MWh")],
    "USD/bbl": [("USD/t", "USD/t")], "kb/d": [("Mt a month", "Mt/month"), ("Mt a year", "Mt/y")],
    "bcm": [("TWh", "TWh")],
  ]

  private static let scales: [(prefix: String, other: String, factor: Double)] = [
    ("bn ", "mn ", 0.001), ("bn ", "tn ", 1000), ("kb/d", "mb/d", 1000), ("kb/d", "b/d", 0.001),
    ("Mt", "kt", 0.001), ("RUB/t", "thousand RUB/t", 1000), ("bcm", "mcm", 0.001),
  ]
}
