internal import Engine
internal import Sampling

/// The widest line of a description.
private let columns = 100

/// A paragraph filled to lines of at most 100 columns; a longer word, such as an address, stays whole.
func wrapped(_ text: String, indent: Int, hanging: Int = 0) -> String {
  var lines: [String] = []
  var line = String(repeating: " ", count: indent)
  var isEmpty = true
  for word in text.split(separator: " ") {
    if !isEmpty && line.count + 1 + word.count > columns {
      lines.append(line)
      line = String(repeating: " ", count: indent + hanging)
      isEmpty = true
    }
    line += (isEmpty ? "" : " ") + word
    isEmpty = false
  }
  if isEmpty { line = "" }
  return (lines + [line]).joined(separator: "\n") + "\n"
}

/// Terms with their explanations beside them, all starting at the same column.
func glossary(_ rows: [(String, String)]) -> String {
  let width = rows.map(\.0.count).max() ?? 0
  return rows.map { term, text in
    let body = wrapped(text, indent: width + 4)
    let padding = String(repeating: " ", count: width - term.count)
    return "  \(term)\(padding)  " + body.dropFirst(width + 4)
  }.joined()
}

/// A number with four significant digits: `1,234` as `1234`, thousands of millions as `1.2e+10`.
func brief(_ number: Double) -> String {
  guard number.isFinite else { return number.isNaN ? "NaN" : number > 0 ? "∞" : "-∞" }
  let size = abs(number)
  return size != 0 && (size >= 1e9 || size < 1e-4) ? "\(rounded(number))" : plain(number)
}

/// The same without an exponent, as any reader of numbers takes it.
func plain(_ number: Double) -> String {
  let value = rounded(number)
  if abs(value) >= 1e15 { return "\(value)" }
  var places = 0
  var scale = 1.0
  while places < 12, abs((value * scale).rounded() / scale - value) > 1e-9 * abs(value) {
    places += 1
    scale *= 10
  }
  let whole = Int((abs(value) * scale).rounded())
  let sign = value < 0 ? "-" : ""
  guard places > 0 else { return "\(sign)\(whole)" }
  let digits = String(whole % Int(scale))
  return "\(sign)\(whole / Int(scale))." + String(repeating: "0", count: places - digits.count) + digits
}

/// Four significant digits.
private func rounded(_ number: Double) -> Double {
  guard number != 0, number.isFinite else { return 0 }
  var scale = 1.0
  while abs(number) * scale < 1000 && scale < 1e15 { scale *= 10 }
  if scale > 1 { return (number * scale).rounded() / scale }
  var unit = 1.0
  while abs(number) / unit >= 10_000 { unit *= 10 }
  return (number / unit).rounded() * unit
}

extension Unit {
  /// The unit behind a number, with a blank: nothing for shares and counts, which may stand bare.
  var tail: String { dimension == .none && factor == 1 ? "" : " \(symbol)" }

  /// The unit with what it measures.
  var inFull: String { dimension == .none ? symbol : "\(symbol) (\(dimension))" }

  /// The unit in a table.
  var inWords: String { self == .toggle ? "switch" : symbol }
}

extension ClosedRange<Double> {
  /// Such as `0 to 150`.
  var inWords: String { "\(brief(lowerBound)) to \(brief(upperBound))" }
}

extension Distribution {
  /// Such as `0.4 (0.32 to 0.48)`: median and 5–95 % range, or the one value.
  func inShort(_ parameter: ParameterDeclaration) -> String {
    let median = quantile(0.5)
    if parameter.isSwitch {
      return isConstant ? (median > 0.5 ? "on" : "off") : "on at \(brief(mean * 100)) %"
    }
    if isConstant { return brief(median) }
    return "\(brief(median)) (\(brief(quantile(0.05))) to \(brief(quantile(0.95))))"
  }

  /// Such as `mean 0.397, p05 0.32, p95 0.48`, or the one value, with the unit.
  func inDetail(_ parameter: ParameterDeclaration) -> String {
    if isConstant || parameter.isSwitch { return inShort(parameter) + parameter.unit.tail }
    let (low, high) = (brief(quantile(0.05)), brief(quantile(0.95)))
    return "mean \(brief(mean)), p05 \(low), p95 \(high)" + parameter.unit.tail
  }
}

extension Schedule {
  /// The value, or how many there are and the last of them.
  func inShort(_ parameter: ParameterDeclaration) -> String {
    let last = steps.last?.value.inShort(parameter) ?? ""
    return steps.count == 1 ? last : "\(steps.count) dated, last \(last)"
  }
}
