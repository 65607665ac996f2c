/// Marks as SVG text: the same marks, the same bytes.
extension Mark {
  var svg: String {
    switch self {
    case .line(let a, let b, let style):
      "<path class=\"\(style.rawValue)\" d=\"M\(pair(a))L\(pair(b))\"/>"
    case .polyline(let points, let style):
      "<path class=\"\(style.rawValue)\" d=\"\(trail(points))\"/>"
    case .area(let points, let style):
      "<path class=\"\(style.rawValue)\" d=\"\(trail(points))Z\"/>"
    case .ribbon(let from, let to, let style):
      "<path class=\"\(style.rawValue)\" d=\"M\(pair(from.0))\(curve(from.0, to.0))L\(pair(to.1))"
        + "\(curve(to.1, from.1))Z\"/>"
    case .rect(let box, let style):
      "<rect class=\"\(style.rawValue)\" x=\"\(number(box.x))\" y=\"\(number(box.y))\" "
        + "width=\"\(number(box.width))\" height=\"\(number(box.height))\"/>"
    case .dot(let point, let radius, let style):
      "<circle class=\"\(style.rawValue)\" cx=\"\(number(point.x))\" cy=\"\(number(point.y))\" "
        + "r=\"\(number(radius))\"/>"
    case .text(let label): words(label)
    }
  }

  private func words(_ label: Label) -> String {
    let anchor = label.anchor == .start ? "" : " text-anchor=\"\(label.anchor.rawValue)\""
    return
      "<text class=\"\(label.style.rawValue)\(label.isAmount ? " amount" : "")\" x=\"\(number(label.at.x))\" y=\"\(number(label.at.y))\" "
      + "font-size=\"\(number(label.size))\"\(anchor)>\(escaped(label.text))</text>"
  }
}

private func trail(_ points: [Point]) -> String {
  guard let first = points.first else { return "" }
  return "M\(pair(first))" + points.dropFirst().map { "L\(pair($0))" }.joined()
}

private func curve(_ from: Point, _ to: Point) -> String {
  let middle = (from.x + to.x) / 2
  return "C\(pair(Point(middle, from.y))) \(pair(Point(middle, to.y))) \(pair(to))"
}

private func pair(_ point: Point) -> String { "\(number(point.x)) \(number(point.y))" }

/// A tenth of a pixel is as fine as anyone sees.
private func number(_ value: Double) -> String {
  let tenths = Int((value * 10).rounded())
  let size = abs(tenths)
  return (tenths < 0 ? "-" : "") + String(size / 10) + (size % 10 == 0 ? "" : ".\(size % 10)")
}

/// A text inside markup.
public func escaped(_ text: String) -> String {
  var result = ""
  for character in text.unicodeScalars {
    switch character {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    // What XML 1.0 can't hold.
    case _ where character.value < 0x20 && character != "\n" && character != "\t": result += "\u{FFFD}"
    default: result.unicodeScalars.append(character)
    }
  }
  return result
}

extension Drawing {
  /// The picture as an element of a page, which must hold `Palette.sheet`.
  ///
  /// - Parameters:
  ///   - id: unique in the page; its title and description are named after it.
  ///   - kind: a further class of the element.
  public func element(id: String, title: String, description: String, kind: String = "") -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" class="chart\(kind.isEmpty ? "" : " " + kind)" \
    viewBox="0 0 \(number(width)) \(number(height))" width="\(number(width))" height="\(number(height))" \
    role="img" aria-labelledby="\(id)-title \(id)-desc"\(pointing)>
    <title id="\(id)-title">\(escaped(title))</title><desc id="\(id)-desc">\(escaped(description))</desc>
    \(marks.map(\.svg).joined(separator: "\n"))
    </svg>
    """
  }

  /// The spots as an attribute for a page's script: row, cell, left, top, width and height of each.
  private var pointing: String {
    guard !spots.isEmpty else { return "" }
    let words = spots.map { spot in
      let box = [spot.box.x, spot.box.y, spot.box.width, spot.box.height].map(number).joined(separator: " ")
      return "\(spot.row) \(spot.column ?? 0) \(box)"
    }
    return " data-spots=\"\(words.joined(separator: ","))\""
  }
}
