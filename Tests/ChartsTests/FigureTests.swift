import Testing

@testable import Charts

@Suite("Every kind of figure")
struct FigureTests {
  @Test("A figure is the same bytes each time", arguments: Samples.all.indices)
  func bytes(index: Int) {
    #expect(Samples.all[index].file() == Samples.all[index].file())
  }

  @Test("Everything lies inside the picture, wide and narrow", arguments: Samples.all.indices, [640.0, 328])
  func inside(index: Int, width: Double) {
    let drawing = Samples.all[index].chart.drawing(width: width)
    for point in drawing.marks.flatMap(\.points) {
      #expect((-0.5...drawing.width + 0.5).contains(point.x), "\(point)")
      #expect((-0.5...drawing.height + 0.5).contains(point.y), "\(point)")
    }
    for label in drawing.labels {
      #expect(label.box.x >= -1 && label.box.right <= width + 1, "\(label.text)")
    }
  }

  @Test("No two labels collide, wide and narrow", arguments: Samples.all.indices, [640.0, 328])
  func collisions(index: Int, width: Double) {
    let labels = Samples.all[index].chart.drawing(width: width).labels
    for (place, label) in labels.enumerated() {
      for other in labels.dropFirst(place + 1) {
        #expect(!label.box.overlaps(other.box), "\(label.text) and \(other.text)")
      }
    }
  }

  @Test("Every figure has a title, a description and the numbers behind it", arguments: Samples.all.indices)
  func words(index: Int) {
    let figure = Samples.all[index]
    let file = figure.file()
    #expect(file.contains("<title id=\"\(figure.name)-title\">"))
    #expect(file.contains("<desc id=\"\(figure.name)-desc\">"))
    let table = figure.chart.table
    #expect(!table.rows.isEmpty)
    #expect(table.rows.allSatisfy { $0.count == table.heads.count })
  }

  @Test("Words that look like markup stay words")
  func markup() {
    let figure = Figure(
      name: "a", title: "1 < 2 & \"3\"", subtitle: "<b>", source: "s", description: "&",
      chart: Samples.ranking)
    #expect(figure.file().contains("1 &lt; 2 &amp; &quot;3&quot;"))
    #expect(!figure.file().contains("<b>"))
  }

  @Test("Words have a contrast of 4.5 and more on paper and on the colours that they are written on")
  func contrast() {
    func color(_ style: Style, dark: Bool) -> String {
      let rule = Palette.rules.first { $0.style == style }
      let text = (dark ? rule?.dark : rule?.light) ?? ""
      return String(text.split(separator: "#").last?.prefix(6) ?? "")
    }
    for dark in [false, true] {
      for style in [Style.words, .quiet, .strong, .moreWords, .lessWords] {
        #expect(contrastRatio(color(style, dark: dark), color(.paper, dark: dark)) >= 4.5, "\(style) \(dark)")
      }
      for style in (0...6).map({ Style.heat(Double($0) / 6) }) + (-3...3).map({ .diverging(Double($0) / 3) })
      {
        #expect(contrastRatio(color(style.wordsOn, dark: dark), color(style, dark: dark)) >= 4.5, "\(style)")
      }
    }
  }

  /// The contrast of two colours as WCAG 2.2 defines it.
  private func contrastRatio(_ a: String, _ b: String) -> Double {
    func luminance(_ color: String) -> Double {
      let number = Int(color, radix: 16) ?? 0
      let parts = [number >> 16, number >> 8 & 255, number & 255].map { part -> Double in
        let share = Double(part) / 255
        guard share > 0.04045 else { return share / 12.92 }
        // ((share + 0.055) / 1.055) to the power of 2.4: x² × the fifth root of x².
        let base = (share + 0.055) / 1.055
        var root = 1.0
        for _ in 0..<60 {
          root -= (root * root * root * root * root - base * base) / (5 * root * root * root * root)
        }
        return base * base * root
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    let both = [luminance(a), luminance(b)].sorted()
    return (both[1] + 0.05) / (both[0] + 0.05)
  }
}

extension Mark {
  /// Where a mark is drawn; a label's place is not enough to know its room.
  var points: [Point] {
    switch self {
    case .line(let a, let b, _): [a, b]
    case .polyline(let points, _), .area(let points, _): points
    case .ribbon(let from, let to, _): [from.0, from.1, to.0, to.1]
    case .rect(let box, _): [Point(box.x, box.y), Point(box.right, box.bottom)]
    case .dot(let point, _, _): [point]
    case .text(let label): [label.at]
    }
  }

  var style: Style {
    switch self {
    case .line(_, _, let style), .polyline(_, let style), .area(_, let style), .ribbon(_, _, let style),
      .rect(_, let style), .dot(_, _, let style):
      style
    case .text(let label): label.style
    }
  }
}

extension Drawing {
  func marks(_ style: Style) -> [Mark] { marks.filter { $0.style == style } }
  func boxes(_ style: Style) -> [Box] {
    marks.compactMap { if case .rect(let box, style) = $0 { box } else { nil } }
  }
}
