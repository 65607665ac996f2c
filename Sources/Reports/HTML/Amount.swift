internal import Charts
internal import Engine

/// Numbers in sentences: digits never finer than the error, and a difference within its error is none.
enum Amount {
  /// As many digits as an error leaves meaning; without one, four in all.
  static func text(_ value: Double, error: Double) -> String {
    digits(value, error: error) { rounded($0, significant: 4) }
  }

  /// The number with its unit.
  static func text(_ value: Double, error: Double, _ unit: String) -> String {
    let number = text(value, error: error)
    return unit.isEmpty || unit == "share" || unit == "index" || unit == "count"
      ? number : "\(number) \(unit)"
  }

  /// Half the length of the 95 % interval.
  static func reach(_ error: Double) -> String {
    "± \(rounded(Statistics.errorsTo95 * error, significant: 2))"
  }

  /// Whether a difference can be told from none.
  static func isTold(_ value: Double, error: Double) -> Bool { value != 0 && abs(value) > 2 * error }

  /// As many decimal places for all as the numbers of a chart need for three digits of the largest.
  static func writer(_ values: [Double]) -> @Sendable (Double) -> String {
    let most = values.filter(\.isFinite).map(abs).max() ?? 0
    var places = 0
    while places < 6 && most > 0 && most * tenTo(places) < 100 { places += 1 }
    let fixed = places
    return { digits($0, places: fixed) }
  }

}

/// `a`, `a and b`, `a, b and c`.
func listed(_ words: [String]) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " and " + last
}
