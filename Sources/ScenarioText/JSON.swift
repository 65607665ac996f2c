/// A JSON value whose members keep their order, so that the same results give the same bytes.
public indirect enum JSON: Sendable {
  case text(String)
  case number(Double)
  case integer(Int)
  case truth(Bool)
  case null
  case list([JSON])
  case object([(String, JSON)])

  /// A list of texts.
  public static func texts(_ texts: [String]) -> JSON { .list(texts.map(JSON.text)) }

  /// The value indented by two blanks a level, with a line feed at the end.
  public var document: String {
    var text = ""
    write(to: &text, indent: "")
    return text + "\n"
  }

  private func write(to text: inout String, indent: String) {
    switch self {
    case .text(let value): text += quotedJSON(value)
    case .number(let value): text += value.isFinite ? value.description : "null"
    case .integer(let value): text += String(value)
    case .truth(let value): text += value ? "true" : "false"
    case .null: text += "null"
    case .list(let items): JSON.write(items.map { ("", $0) }, "[", "]", to: &text, indent)
    case .object(let members):
      JSON.write(members.map { (quotedJSON($0.0) + ": ", $0.1) }, "{", "}", to: &text, indent)
    }
  }

  private static func write(
    _ items: [(String, JSON)], _ open: String, _ close: String, to text: inout String, _ indent: String
  ) {
    guard !items.isEmpty else {
      text += open + close
      return
    }
    let inner = indent + "  "
    text += open
    for (index, item) in items.enumerated() {
      text += (index == 0 ? "\n" : ",\n") + inner + item.0
      item.1.write(to: &text, indent: inner)
    }
    text += "\n" + indent + close
  }
}

/// A text between quotes as JSON wants it (RFC 8259).
public func quotedJSON(_ text: String) -> String {
  let special: (UInt8) -> Bool = { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
  guard text.utf8.contains(where: special) else { return "\"" + text + "\"" }
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case _ where scalar.value < 0x20:
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
