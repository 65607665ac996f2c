/// How wide a text is likely to be: the advance widths of Helvetica (Adobe's AFM files), which the usual sans-serif
/// fonts keep to or stay below. No font is at hand when a chart is laid out.
public enum TextWidth {
  /// The width of a text in a font of so many pixels.
  public static func of(_ text: String, size: Double) -> Double {
    text.unicodeScalars.reduce(0) { $0 + advance($1) } * size / 950
  }

  /// The text, cut with an ellipsis where it is wider than there is room.
  public static func cut(_ text: String, to room: Double, size: Double) -> String {
    guard of(text, size: size) > room else { return text }
    var kept = text
    while !kept.isEmpty && of(kept + "…", size: size) > room { kept.removeLast() }
    return kept + "…"
  }

  /// The text in lines that are no wider than there is room, broken at blanks.
  public static func wrap(_ text: String, to room: Double, size: Double) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let line = lines.last, of("\(line) \(word)", size: size) <= room {
        lines[lines.count - 1] = "\(line) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  private static func advance(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", "'", "|": 222
    case " ", "f", "t", ".", ",", ":", ";", "!", "/", "I", "[", "]", "·": 278
    case "r", "(", ")", "-": 333
    case "c", "k", "s", "v", "x", "y", "z", "J": 500
    case "m", "M": 833
    case "w", "C", "D", "H", "N", "R", "U": 722
    case "A", "B", "E", "K", "P", "S", "V", "X", "Y": 667
    case "F", "T", "Z", "L", "−", "+", "<", ">", "=", "±", "×": 611
    case "G", "O", "Q": 778
    case "W": 944
    case "%": 889
    case "…", "→", "—": 1000
    default: 556
    }
  }
}
