internal import Charts

/// A number in the shortest form that reads back as itself; `NaN`, `INF` and `-INF` as Frictionless tables
/// spell them.
public func exact(_ value: Double) -> String {
  if value.isNaN { return "NaN" }
  if value.isInfinite { return value > 0 ? "INF" : "-INF" }
  return value.description
}

/// What stands for the eye where there is no number, such as a share of nothing.
public let missing = "–"

/// A number for the eye: so many significant digits, thousands apart, an exponent only where it is needed.
public func readable(_ value: Double, digits: Int = 4) -> String {
  if value.isNaN { return missing }
  guard value.isFinite else { return exact(value) }
  guard value != 0 else { return "0" }
  let size = abs(value)
  if size >= 1e9 || size < 1e-4 { return scientific(value, digits: digits) }
  let places = max(0, digits - 1 - exponent(of: size))
  return fixed(value, places: places)
}

/// A number with a fixed count of decimal places (at most nine), rounded half away from zero.
public func fixed(_ value: Double, places: Int) -> String {
  guard value.isFinite, abs(value) < 1e9 else { return exact(value) }
  let text = digits(value, places: places)
  return text.hasPrefix("−") ? "-" + text.dropFirst() : text
}

/// So many of a kind: `1 shard`, `1,000 shards`.
public func counted(_ count: Int, _ noun: String) -> String {
  "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
}

/// A share as per cent: `12 %`, `0.43 %`.
public func percent(_ share: Double, digits: Int = 2) -> String {
  share.isNaN ? missing : "\(readable(share * 100, digits: digits)) %"
}

/// An amount in its unit for the eye: `55.2 USD/bbl`, `34 %` for a share, `on` for a switch.
public func amount(_ value: Double, _ unit: String, digits: Int = 3) -> String {
  switch unit {
  case "share": "\(short(value * 100, digits: digits)) %"
  case "switch": value > 0.5 ? "on" : "off"
  case "count", "index", "": short(value, digits: digits)
  default: "\(short(value, digits: digits)) \(unit)"
  }
}

/// A number for the eye without zeros that end it: `30` and `47.6`.
private func short(_ value: Double, digits: Int) -> String {
  let text = readable(value, digits: digits)
  guard text.contains("."), !text.contains("e") else { return text }
  let cut = text.reversed().drop { $0 == "0" }
  return String((cut.first == "." ? cut.dropFirst() : cut).reversed())
}

/// A time span: `0.64 s`, `2 min 05 s`, `3 h 10 min`.
public func duration(seconds: Double) -> String {
  guard seconds >= 60 else {
    return "\(seconds < 10 ? fixed(seconds, places: 2) : fixed(seconds, places: 0)) s"
  }
  let whole = Int(seconds.rounded())
  let (large, small) = whole < 3600 ? (whole / 60, whole % 60) : (whole / 3600, whole % 3600 / 60)
  let names = whole < 3600 ? ("min", "s") : ("h", "min")
  return "\(large) \(names.0) \(small < 10 ? "0" : "")\(small) \(names.1)"
}

private func scientific(_ value: Double, digits: Int) -> String {
  var size = abs(value)
  var exponent = 0
  while size >= 10 {
    size /= 10
    exponent += 1
  }
  while size < 1 {
    size *= 10
    exponent -= 1
  }
  return "\(value < 0 ? "-" : "")\(fixed(size, places: max(0, digits - 1)))e\(exponent)"
}

/// Digits in groups of three: `12,345`.
public func grouped(_ whole: Int) -> String { (whole < 0 ? "-" : "") + apart(abs(whole)) }
