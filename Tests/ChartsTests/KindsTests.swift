import Testing

@testable import Charts

@Suite("Marks stand where their numbers are")
struct KindsTests {
  private func near(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-9 }

  @Test("A fan: history in its months, bands between their percentiles, the day of knowledge")
  func fan() throws {
    let fan = Samples.fan
    let plot = fan.plot(width: 640)
    let drawing = fan.drawing(width: 640)
    let dots = drawing.marks(.dot).flatMap(\.points)
    #expect(dots == fan.history.map { plot.point($0.month, $0.value) })
    let wide = try #require(drawing.marks(.wideBand).first).points
    #expect(wide[0] == plot.point(Samples.september, 5300))
    #expect(wide[wide.count - 1] == plot.point(Samples.september, 4000))
    #expect(
      drawing.marks(.median).first?.points == fan.forecast.map { plot.point($0.month, $0.percentiles[2]) })
    #expect(drawing.marks(.future).count == 3)
    let known = try #require(drawing.marks(.known).first).points
    #expect(known.allSatisfy { near($0.x, plot.x.moment(Double(Samples.september) + 0.75)) })
    #expect(drawing.marks(.level).first?.points.first?.y == plot.y(5500))
    #expect(drawing.labels.contains { $0.text == "median: 4,980" })
  }

  @Test("Published months that don't follow each other aren't joined")
  func gap() {
    let month = Samples.september
    let fan = FanChart(
      unit: "kb/d", history: [(month - 5, 1), (month - 4, 2), (month - 2, 3)],
      forecast: [FanChart.Month(month, percentiles: [1, 2, 3, 4, 5])])
    let drawing = fan.drawing(width: 640)
    #expect(drawing.marks(.history).map(\.points.count) == [2])
    #expect(drawing.marks(.dot).count == 3)
  }

  @Test("A difference: zero is drawn, the mean ends at its label, bands hold it")
  func difference() throws {
    let chart = Samples.difference
    let plot = chart.plot(width: 640)
    let drawing = chart.drawing(width: 640)
    #expect(drawing.marks(.zero).first?.points.allSatisfy { near($0.y, plot.y(0)) } == true)
    let mean = try #require(drawing.marks(.median).first).points
    #expect(mean.last == plot.point(Samples.september + 27, -2.7))
    let label = try #require(drawing.labels.first { $0.text == "mean −2.7" })
    #expect(abs(label.at.y - 4 - plot.y(-2.7)) < 1)
  }

  @Test("A ranking: a bar from none to its value, an interval around it, pale where it can't be told")
  func ranking() {
    let drawing = Samples.ranking.drawing(width: 640)
    let lengths = drawing.boxes(.less).map(\.width)
    #expect(near(lengths[0] / lengths[1], 41.0 / 13))
    #expect(drawing.boxes(.more).count == 1)
    #expect(drawing.boxes(.other).count == 1)
    let zero = drawing.marks(.zero)[0].points[0].x
    #expect(near(drawing.boxes(.less)[0].right, zero))
    #expect(near(drawing.boxes(.more)[0].x, zero))
    #expect(drawing.labels.contains { $0.text == "0" && $0.style == .quiet && $0.at.y < 100 })
  }

  @Test("A waterfall: each bar begins where the one before ended, the sum is the last, costs are beside")
  func waterfall() throws {
    let chart = Samples.waterfall
    let drawing = chart.drawing(width: 640)
    let more = drawing.boxes(.more)
    #expect(near(more[1].x, more[0].right) && near(more[2].x, more[1].right))
    let less = try #require(drawing.boxes(.less).first { near($0.right, more[2].right) })
    let total = try #require(drawing.boxes(.other).first)
    #expect(near(total.right, less.x))
    #expect(near(total.x, more[0].x))
    // What can't be told from none says so.
    #expect(drawing.labels.contains { $0.text == "0" })
  }

  @Test("A heat map: darker is more, both signs have their own colour, a missing cell stays empty")
  func heat() {
    let plain = Samples.heat(from: 200)
    #expect(plain.style(200) == .heat0 && plain.style(440) == .heat6)
    let both = Samples.heat(from: -100)
    #expect(both.style(0) == .middle)
    #expect(both.style(140) == .above3 && both.style(-100) == .below2)
    let drawing = plain.drawing(width: 640)
    #expect(drawing.boxes(.card).count == 1)
    #expect(drawing.boxes(.heat0).first.map { $0.x < drawing.boxes(.heat6)[0].x } == true)
  }

  @Test("Tiles have one size, keep their order, and are darkest where the number is greatest")
  func tiles() {
    let drawing = Samples.tiles.drawing(width: 640)
    let boxes = drawing.marks.compactMap { if case .rect(let box, _) = $0 { box } else { nil } }
    #expect(boxes.count == 8)
    #expect(boxes.allSatisfy { near($0.width, boxes[0].width) && near($0.height, boxes[0].height) })
    #expect(boxes[3].y == boxes[0].y && boxes[4].y > boxes[0].bottom)
    #expect(drawing.boxes(.heat6) == [boxes[7]])
    #expect(Samples.tiles.drawing(width: 328).height > drawing.height)
  }

  @Test("A flow: streams are as wide as what flows, and fill their nodes")
  func flow() {
    let flow = Samples.flow
    let boxes = flow.boxes(width: 640)
    #expect(near(boxes[3].height / boxes[7].height, 2700.0 / 200))
    #expect(boxes[1].x > boxes[0].x && boxes[3].x > boxes[1].x)
    #expect(flow.size(0) == 9450)
    let ribbons = flow.drawing(width: 640).marks(.link).map(\.points)
    #expect(ribbons.count == flow.links.count)
    #expect(near(ribbons[1][1].y, boxes[0].bottom))
  }

  @Test("A timeline: bars begin and end at their days, on the axis of the other charts")
  func timeline() {
    let drawing = Samples.timeline.drawing(width: 640)
    let axis = MonthAxis(first: Samples.september - 6, last: Samples.september + 27, from: 4, to: 636)
    let bars = drawing.boxes(.more)
    #expect(near(bars[0].x, axis.moment(Double(Samples.september - 1))))
    #expect(near(bars[0].right, axis.moment(Double(Samples.september + 4))))
    #expect(near(bars[1].right, 636))
    #expect(drawing.marks(.node).count == 1)
  }

  @Test("A distribution: it falls from all to none, and thresholds meet it")
  func distribution() throws {
    let chart = Samples.distribution
    let heights = chart.curve.map(\.above)
    #expect(heights.first == 1 && heights.last == 0)
    #expect(zip(heights, heights.dropFirst()).allSatisfy { $0 > $1 })
    let drawing = chart.drawing(width: 640)
    let dots = drawing.marks(.dot).flatMap(\.points)
    let curve = try #require(drawing.marks(.median).first).points
    for dot in dots { #expect(curve.contains { abs($0.x - dot.x) < 3 && abs($0.y - dot.y) < 3 }) }
  }

  @Test("A calibration: bars as high as their share, one for each tenth, a dot for each horizon")
  func calibration() {
    let drawing = Samples.calibration.drawing(width: 640)
    let bars = drawing.boxes(.more)
    #expect(bars.count == 10)
    #expect(near(bars[4].height / bars[0].height, 14.0 / 8))
    #expect(drawing.marks(.node).count == 4)
  }
}
