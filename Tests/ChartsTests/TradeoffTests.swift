import Testing

@testable import Charts

@Suite("Two shares against each other")
struct TradeoffTests {
  private static let chart = Tradeoff(
    across: "coverage", up: "density",
    steps: [
      .init(across: 1, up: 0.1), .init(across: 1, up: 0.4), .init(across: 0.8, up: 0.75, text: "box 1"),
      .init(across: 0.3, up: 1),
    ], least: 0.7)

  @Test(
    "A dot a step: all at the right, none left of the field, the chosen one larger", arguments: [640.0, 328])
  func dots(width: Double) {
    let drawing = Self.chart.drawing(width: width)
    let dots = drawing.marks.compactMap { mark -> (Point, Double)? in
      if case .dot(let point, let radius, _) = mark { (point, radius) } else { nil }
    }
    #expect(dots.map(\.1) == [2.5, 2.5, 5, 2.5])
    #expect(dots[0].0.x == dots[1].0.x && dots[2].0.x < dots[1].0.x && dots[3].0.y < dots[2].0.y)
    #expect(dots.allSatisfy { $0.0.x >= 44 && $0.0.x <= width - 26 })
  }

  @Test("Words lie in the picture and not over each other", arguments: [640.0, 328])
  func words(width: Double) {
    let labels = Self.chart.drawing(width: width).labels
    for (place, label) in labels.enumerated() {
      #expect(label.box.x >= 0 && label.box.right <= width, "\(label.text)")
      for other in labels[(place + 1)...] {
        #expect(!label.box.overlaps(other.box), "\(label.text) and \(other.text)")
      }
    }
  }

  @Test("The table has a row a step, and spots don't lie over each other")
  func table() {
    #expect(Self.chart.table.rows[2] == ["2", "80.0 %", "75.0 %"])
    let spots = Self.chart.drawing(width: 640).spots
    #expect(spots.map(\.row) == [3, 2, 0])
    for (first, second) in zip(spots, spots.dropFirst()) { #expect(!first.box.overlaps(second.box)) }
  }
}
