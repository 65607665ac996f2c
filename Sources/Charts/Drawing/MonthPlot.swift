/// The field of a chart over months: grid, numbers at its left, months below.
struct MonthPlot {
  let x: MonthAxis
  let y: Scale
  let ticks: Ticks
  let box: Box
  let width: Double

  /// - Parameters:
  ///   - low: least and greatest number to be shown.
  ///   - right: room for labels beside the field.
  ///   - top: where the field begins.
  init(
    months: ClosedRange<Int>, low: Double, high: Double, width: Double, right: Double, top: Double = 26,
    height: Double? = nil
  ) {
    let ticks = Ticks(low, high)
    self.ticks = ticks
    let left = 8 + (ticks.values.map { TextWidth.of(ticks.label($0), size: Label.small) }.max() ?? 0)
    let fieldWidth = width - left - right
    box = Box(x: left, y: top, width: fieldWidth, height: height ?? min(260, max(180, fieldWidth * 0.5)))
    x = MonthAxis(first: months.lowerBound, last: months.upperBound, from: box.x, to: box.right)
    y = Scale(ticks.low, ticks.high, from: box.bottom, to: box.y)
    self.width = width
  }

  /// The room that the field and its months take.
  var height: Double { box.bottom + 26 }

  /// What lies behind the data.
  var background: [Mark] {
    ticks.values.flatMap { value -> [Mark] in
      let height = y(value)
      return [
        .line(Point(box.x, height), Point(box.right, height), .grid),
        .text(
          Label(
            ticks.label(value), at: Point(box.x - 6, height + 4), anchor: .end, style: .quiet, isAmount: true)
        ),
      ]
    } + months
  }

  private var months: [Mark] {
    let labels = x.labels.flatMap { label -> [Mark] in
      let place = x.moment(Double(label.month))
      let text = Label(
        label.text, at: Point(place, box.bottom + 18), anchor: .middle,
        style: label.month % 12 == 0 ? .words : .quiet)
      let tick = Mark.line(Point(place, box.bottom), Point(place, box.bottom + 5), .axis)
      return text.box.right > width ? [tick] : [tick, .text(text)]
    }
    return [.line(Point(box.x, box.bottom), Point(box.right, box.bottom), .axis)] + labels
  }

  /// A spot for each row of a table whose rows are these months.
  func spots(_ months: [Int]) -> [Spot] {
    months.enumerated().map { row, month in
      let corner = Point(x.moment(Double(month)), box.y),
        other = Point(x.moment(Double(month + 1)), box.bottom)
      return Spot(Box(corner, other), row: row)
    }
  }

  func point(_ month: Int, _ value: Double) -> Point { Point(x.middle(month), y(value)) }

  /// A horizontal line with its words above its right end.
  func level(_ value: Double, _ text: String, _ style: Style) -> [Mark] {
    guard value >= ticks.low, value <= ticks.high else { return [] }
    let height = y(value)
    // Above the line, but not above the field, where moments have their words.
    let isInside = height - 5 - Label.small >= box.y
    let words = Label(
      text, at: Point(box.right - 4, isInside ? height - 5 : height + Label.small + 3), anchor: .end,
      style: style == .level ? .lessWords : .quiet)
    return [.line(Point(box.x, height), Point(box.right, height), style)]
      + (text.isEmpty ? [] : [.text(words)])
  }

  /// The vertical line of a moment, with words at its head, above the field.
  func moment(_ month: Double, _ text: String) -> [Mark] {
    guard month > Double(x.first), month < Double(x.last + 1) else { return [] }
    let place = x.moment(month)
    let isLeft = place + 6 + TextWidth.of(text, size: Label.small) > box.right
    let words = Label(
      text, at: Point(place + (isLeft ? -5 : 5), box.y - 12), anchor: isLeft ? .end : .start, style: .quiet)
    return [.line(Point(place, box.y - 20), Point(place, box.bottom), .known), .text(words)]
  }

  /// Labels at the right of the field, at the heights of their values and apart from each other.
  func endLabels(_ labels: [(text: String, value: Double, style: Style)], month: Int) -> [Mark] {
    let places = Spread.apart(
      labels.map { y($0.value) }, gap: Label.small + 2, within: (box.y + 4)...(box.bottom - 2))
    let left = box.right + 5
    return zip(labels, places).map { label, place in
      .text(Label(label.text, at: Point(left, place + 4), style: label.style, isAmount: true))
    }
  }

  /// The field between two lines.
  func band(_ months: [Int], _ low: [Double], _ high: [Double], _ style: Style) -> Mark {
    let above = zip(months, high).map { point($0, $1) }
    let below = zip(months, low).map { point($0, $1) }
    return .area(above + below.reversed(), style)
  }
}
