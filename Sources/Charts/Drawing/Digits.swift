/// A number as a chart writes it: so many decimal places, thousands apart, a true minus sign.
///
/// Numbers of 10^15 and more, and those that are not finite, are written as Swift does.
public func digits(_ value: Double, places: Int = 0) -> String {
  let scale = tenTo(places)
  guard abs(value) < 1e15, abs(value) * scale < 9e18 else { return value.description }
  let whole = Int((abs(value) * scale).rounded())
  let sign = value < 0 && whole > 0 ? "−" : ""
  let head = apart(whole / Int(scale))
  guard places > 0 else { return sign + head }
  let tail = String(whole % Int(scale))
  return sign + head + "." + String(repeating: "0", count: places - tail.utf8.count) + tail
}

/// A number with so many significant digits and no more decimal places than that takes.
public func rounded(_ value: Double, significant: Int = 3) -> String {
  guard value != 0, value.isFinite else { return value == 0 ? "0" : value.description }
  return digits(value, places: max(0, significant - 1 - exponent(of: abs(value))))
}

/// So many decimal places as an error leaves meaning: down to its first digit, or to the second where it begins with 1,
/// so that rounding changes no error by more than a fifth. Below zero the last digits before the point have none:
/// −2 for an error of 345. Nil for what is no error, which leaves every digit its meaning.
public func places(leftBy error: Double) -> Int? {
  guard error > 0, error.isFinite else { return nil }
  let exponent = exponent(of: error)
  return min(9, (error < 2 * tenTo(exponent) ? 1 : 0) - exponent)
}

/// A number as far as its error leaves its digits meaning, which is how titles, labels and tables tell it; what has no
/// error is written in a way of its own.
public func digits(_ value: Double, error: Double?, else write: (Double) -> String) -> String {
  guard let places = error.flatMap(places(leftBy:)) else { return write(value) }
  return digits(rounded(value, places: places), places: max(0, places))
}

/// A number to so many decimal places, or to tens and hundreds where they are below zero.
public func rounded(_ value: Double, places: Int) -> Double {
  let scale = tenTo(-places)
  return places < 0 ? (value / scale).rounded() * scale : value
}

/// The power of ten that a positive number starts with: 2 for 345, −1 for 0.2.
public func exponent(of size: Double) -> Int {
  var exponent = 0
  while size >= tenTo(exponent + 1) { exponent += 1 }
  while size < tenTo(exponent) { exponent -= 1 }
  return exponent
}

/// A power of ten.
public func tenTo(_ exponent: Int) -> Double {
  let power = (0..<abs(exponent)).reduce(1.0) { product, _ in product * 10 }
  return exponent < 0 ? 1 / power : power
}

/// Digits of a number without sign in groups of three: `12,345`.
public func apart(_ whole: Int) -> String {
  let text = String(whole)
  var result = ""
  for (index, digit) in text.enumerated() {
    if index > 0 && (text.count - index) % 3 == 0 { result.append(",") }
    result.append(digit)
  }
  return result
}
