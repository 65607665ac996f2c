/// A number as a chart writes it: so many decimal places, thousands apart, a true minus sign.
///
/// Numbers of 10^15 and more, and those that are not finite, are written as Swift does.
public func digits(_ value: Double, places: Int = 0) -> String {
  let scale = tenTo(places)
  guard value.isFinite, abs(value) * scale < 1e15 else { return value.description }
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

/// The power of ten that a positive number starts with: 2 for 345, −1 for 0.2.
func exponent(of size: Double) -> Int {
  var exponent = 0
  while size >= tenTo(exponent + 1) { exponent += 1 }
  while size < tenTo(exponent) { exponent -= 1 }
  return exponent
}

func tenTo(_ exponent: Int) -> Double {
  let power = (0..<abs(exponent)).reduce(1.0) { product, _ in product * 10 }
  return exponent < 0 ? 1 / power : power
}

private func apart(_ whole: Int) -> String {
  let text = String(whole)
  var result = ""
  for (index, digit) in text.enumerated() {
    if index > 0 && (text.count - index) % 3 == 0 { result.append(",") }
    result.append(digit)
  }
  return result
}
