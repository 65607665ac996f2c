/// How likely a number is to be exceeded: from 100 % at the left to none at the right, with the thresholds of questions.
public struct Distribution: Chart {
  /// A number that was asked about.
  public struct Threshold: Sendable, Equatable {
    /// The number.
    public let value: Double
    /// The share of futures above it.
    public let above: Double
    /// What stands beside it.
    public let text: String

    /// A number with the share of futures above it.
    public init(_ value: Double, above: Double, text: String) {
      self.value = value
      self.above = above
      self.text = text
    }
  }

  /// The unit of the numbers.
  public let unit: String
  /// Numbers in ascending order, and the share of futures above each.
  public let curve: [(value: Double, above: Double)]
  /// The numbers that were asked about.
  public let thresholds: [Threshold]
  /// How a number is written.
  public let write: @Sendable (Double) -> String

  /// A chart of these numbers.
  public init(
    unit: String, curve: [(value: Double, above: Double)], thresholds: [Threshold] = [],
    write: @escaping @Sendable (Double) -> String = { rounded($0, significant: 3) }
  ) {
    self.unit = unit
    self.curve = curve
    self.thresholds = thresholds
    self.write = write
  }

  /// The curve of equally likely numbers, at so many places.
  public static func curve(_ values: [Double], places: Int = 100) -> [(value: Double, above: Double)] {
    let sorted = values.sorted()
    guard let last = sorted.indices.last else { return [] }
    return (0...places).map { place in
      let share = Double(place) / Double(places)
      return (sorted[Int((share * Double(last)).rounded())], 1 - share)
    }
  }

  /// The picture, laid out for a width in pixels.
  public func drawing(width: Double) -> Drawing {
    let ends = curve.map(\.value) + thresholds.map(\.value)
    let ticks = Ticks(ends.min() ?? 0, ends.max() ?? 1, most: width >= 480 ? 7 : 5)
    let box = Box(
      x: 44, y: 12 + 17 * Double(thresholds.count), width: width - 44 - 24, height: width >= 480 ? 230 : 190)
    let x = Scale(ticks.low, ticks.high, from: box.x, to: box.right)
    let y = Scale(0, 1, from: box.bottom, to: box.y)
    var marks: [Mark] = [0, 0.25, 0.5, 0.75, 1].flatMap { share -> [Mark] in
      [
        .line(Point(box.x, y(share)), Point(box.right, y(share)), .grid),
        .text(
          Label("\(Int(share * 100)) %", at: Point(box.x - 6, y(share) + 4), anchor: .end, style: .quiet)),
      ]
    }
    let points = curve.map { Point(x($0.value), y($0.above)) }
    if let first = points.first, let last = points.last {
      marks.append(.area(points + [Point(last.x, box.bottom), Point(first.x, box.bottom)], .wideBand))
    }
    marks += ticks.values.map { value in
      .text(
        Label(
          ticks.label(value), at: Point(x(value), box.bottom + 18), anchor: .middle, style: .quiet,
          isAmount: true))
    }
    marks.append(.line(Point(box.x, box.bottom), Point(box.right, box.bottom), .axis))
    marks.append(.polyline(points, .median))
    return Drawing(
      width: width, height: box.bottom + 26, marks: marks + lines(box, x, y), spots: spots(box, x))
  }

  /// The places of the curve that the table has a row for.
  private var listed: [Int] { Array(stride(from: 0, to: curve.count, by: max(1, curve.count / 20))) }

  /// Each place is pointed at from halfway to its neighbours.
  private func spots(_ box: Box, _ x: Scale) -> [Spot] {
    let places = listed.map { x(curve[$0].value) }
    let borders = [box.x] + zip(places, places.dropFirst()).map { ($0 + $1) / 2 } + [box.right]
    return places.indices.map { row in
      Spot(Box(Point(borders[row], box.y), Point(borders[row + 1], box.bottom)), row: row)
    }
  }

  /// A threshold's line, the dot where it meets the curve, and its words above the field.
  private func lines(_ box: Box, _ x: Scale, _ y: Scale) -> [Mark] {
    thresholds.enumerated().flatMap { index, threshold -> [Mark] in
      let place = x(threshold.value)
      let isLeft = place > box.x + box.width / 2
      let words = Label(
        threshold.text, at: Point(place + (isLeft ? -6 : 6), 12 + 17 * Double(index)),
        anchor: isLeft ? .end : .start, style: .lessWords, isAmount: true)
      return [
        .line(Point(place, 2 + 17 * Double(index)), Point(place, box.bottom), .level),
        .dot(Point(place, y(threshold.above)), radius: 4, .dot), .text(words),
      ]
    }
  }

  /// The numbers behind the picture.
  public var table: FigureTable {
    var table = FigureTable([unit, "chance of more"])
    for index in listed {
      table.add([write(curve[index].value), "\(digits(curve[index].above * 100, places: 0)) %"])
    }
    for threshold in thresholds {
      table.add([write(threshold.value), "\(rounded(threshold.above * 100, significant: 3)) %"])
    }
    return table
  }
}
