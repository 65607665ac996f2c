/// Whether forecasts kept their promise: how often what came true fell into each tenth of them, and how large their
/// errors were beside a simple rule's, by how far ahead they looked.
public struct Calibration: Chart {
  /// The score at one horizon.
  public struct Horizon: Sendable, Equatable {
    /// How far ahead: `3 months`.
    public let name: String
    /// The forecast's error over the rule's: below 1 it is better.
    public let ratio: Double
    /// The lower end of its 95 % interval.
    public let low: Double
    /// The upper end of its 95 % interval.
    public let high: Double

    /// The score at a horizon.
    public init(_ name: String, ratio: Double, low: Double, high: Double) {
      self.name = name
      self.ratio = ratio
      self.low = low
      self.high = high
    }
  }

  /// How many outcomes fell into each tenth.
  public let tenths: [Int]
  /// The scores, the nearest horizon first.
  public let horizons: [Horizon]
  /// What the errors are held against.
  public let rule: String

  /// A chart of these numbers.
  public init(tenths: [Int], horizons: [Horizon], rule: String) {
    self.tenths = tenths
    self.horizons = horizons
    self.rule = rule
  }

  /// The picture, laid out for a width in pixels.
  public func drawing(width: Double) -> Drawing {
    let isBeside = width >= 480
    let size = isBeside ? (width - 28) / 2 : width
    let left = tenthMarks(Box(x: 0, y: 0, width: size, height: 220))
    guard !horizons.isEmpty else { return Drawing(width: width, height: 220, marks: left) }
    let offset = isBeside ? Point(size + 28, 0) : Point(0, 236)
    let right = horizonMarks(Box(x: 0, y: 0, width: size, height: 220)).map { $0.moved(by: offset) }
    return Drawing(
      width: width, height: isBeside ? 220 : 456, marks: left + right,
      spots: columns(tenths.count, size, at: Point(0, 0), row: 0)
        + columns(horizons.count, size, at: offset, row: tenths.count))
  }

  /// A spot for each column of a field.
  private func columns(_ count: Int, _ size: Double, at offset: Point, row first: Int) -> [Spot] {
    let step = (size - 34) / Double(max(count, 1))
    return (0..<count).map { index in
      Spot(
        Box(x: offset.x + 34 + step * Double(index), y: offset.y + 20, width: step, height: 180),
        row: first + index)
    }
  }

  private func tenthMarks(_ box: Box) -> [Mark] {
    let total = Double(max(tenths.reduce(0, +), 1))
    let shares = tenths.map { Double($0) / total }
    let ticks = Ticks(0, max(shares.max() ?? 0, 0.12) * 100, most: 5)
    let y = Scale(0, ticks.high, from: box.bottom - 40, to: 30)
    let step = (box.width - 34) / Double(max(tenths.count, 1))
    var marks: [Mark] = [.text(Label("Outcomes in each tenth of the forecast", at: Point(0, 14)))]
    marks += ticks.values.flatMap { value -> [Mark] in
      [
        .line(Point(34, y(value)), Point(box.width, y(value)), .grid),
        .text(Label("\(ticks.label(value)) %", at: Point(28, y(value) + 4), anchor: .end, style: .quiet)),
      ]
    }
    for (index, share) in shares.enumerated() {
      let x = 34 + step * Double(index)
      marks.append(.rect(Box(Point(x + 1.5, y(share * 100)), Point(x + step - 1.5, y(0))), .more))
      marks.append(
        .text(Label("\(index + 1)", at: Point(x + step / 2, y(0) + 16), anchor: .middle, style: .quiet)))
    }
    marks.append(.line(Point(34, y(10)), Point(box.width, y(10)), .level))
    marks.append(.text(Label("lowest", at: Point(34, box.bottom - 6), style: .quiet)))
    marks.append(.text(Label("highest", at: Point(box.width, box.bottom - 6), anchor: .end, style: .quiet)))
    return marks
  }

  private func horizonMarks(_ box: Box) -> [Mark] {
    let ends = horizons.map { max($0.high, $0.ratio, 1) }
    let ticks = Ticks(0, ends.max() ?? 1, most: 5)
    let y = Scale(0, ticks.high, from: box.bottom - 40, to: 30)
    let step = (box.width - 34) / Double(horizons.count)
    var marks: [Mark] = [.text(Label("Error beside \(rule) (1 = equal)", at: Point(0, 14)))]
    marks += ticks.values.flatMap { value -> [Mark] in
      [
        .line(Point(34, y(value)), Point(box.width, y(value)), .grid),
        .text(Label(ticks.label(value), at: Point(28, y(value) + 4), anchor: .end, style: .quiet)),
      ]
    }
    marks.append(.line(Point(34, y(1)), Point(box.width, y(1)), .level))
    for (index, row) in horizons.enumerated() {
      let x = 34 + step * (Double(index) + 0.5)
      marks.append(.line(Point(x, y(row.low)), Point(x, y(row.high)), .interval))
      marks.append(.dot(Point(x, y(row.ratio)), radius: 4, .node))
      marks.append(.text(Label(row.name, at: Point(x, y(0) + 16), anchor: .middle, style: .quiet)))
    }
    marks.append(
      .text(Label("months ahead", at: Point(box.width, box.bottom - 6), anchor: .end, style: .quiet)))
    return marks
  }

  /// The numbers behind the picture.
  public var table: FigureTable {
    let total = Double(max(tenths.reduce(0, +), 1))
    var table = FigureTable(["part", "value", "5 %", "95 %"])
    for (index, count) in tenths.enumerated() {
      table.add(["tenth \(index + 1)", "\(digits(Double(count) / total * 100, places: 1)) %", "", ""])
    }
    for row in horizons {
      table.add(
        ["error, \(row.name) months ahead"] + [row.ratio, row.low, row.high].map { digits($0, places: 2) })
    }
    return table
  }
}
