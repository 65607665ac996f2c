/// A JSON value whose members keep their order.
indirect enum SchemaJSON {
  case text(String)
  case integer(Int)
  case truth(Bool)
  case list([SchemaJSON])
  case object([(String, SchemaJSON)])

  /// A list of texts.
  static func texts(_ texts: [String]) -> SchemaJSON { .list(texts.map { .text($0) }) }

  /// The value with two blanks a level.
  func written(indent: String = "") -> String {
    switch self {
    case .text(let text): return SchemaJSON.quoted(text)
    case .integer(let number): return String(number)
    case .truth(let isTrue): return isTrue ? "true" : "false"
    case .list(let items):
      return SchemaJSON.lines(items.map { $0.written(indent: indent + "  ") }, "[", "]", indent)
    case .object(let members):
      let lines = members.map { name, value in
        "\(SchemaJSON.quoted(name)): \(value.written(indent: indent + "  "))"
      }
      return SchemaJSON.lines(lines, "{", "}", indent)
    }
  }

  private static func lines(_ items: [String], _ open: String, _ close: String, _ indent: String) -> String {
    guard !items.isEmpty else { return open + close }
    let separator = ",\n\(indent)  "
    return "\(open)\n\(indent)  \(items.joined(separator: separator))\n\(indent)\(close)"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
