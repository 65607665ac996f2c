/// Bars side by side with their intervals: what matters most stands first.
public struct Ranking: Chart {
  /// A bar.
  public struct Row: Sendable, Equatable {
    /// What it is called.
    public let name: String
    /// Its length.
    public let value: Double
    /// The lower end of its interval.
    public let low: Double
    /// The upper end of its interval.
    public let high: Double
    /// Whether the value can be told from none; the others are drawn pale.
    public let isTold: Bool

    /// A bar with its interval.
    public init(_ name: String, value: Double, low: Double, high: Double, isTold: Bool = true) {
      self.name = name
      self.value = value
      self.low = low
      self.high = high
      self.isTold = isTold
    }
  }

  /// In the order in which they are shown.
  public let rows: [Row]
  /// The unit of the numbers.
  public let unit: String
  /// What stands above the column of names.
  public let head: String
  /// How a number is written.
  public let write: @Sendable (Double) -> String

  /// A chart of these numbers.
  public init(
    rows: [Row], unit: String, head: String,
    write: @escaping @Sendable (Double) -> String = { rounded($0, significant: 2) }
  ) {
    self.rows = rows
    self.unit = unit
    self.head = head
    self.write = write
  }

  /// Names stand beside the bars where there is room, else above them.
  public func drawing(width: Double) -> Drawing {
    let widest = rows.map { TextWidth.of($0.name, size: Label.small) }.max() ?? 0
    let isBeside = width >= 480
    let names = isBeside ? min(widest, width * 0.42) + 10 : 0
    let step = isBeside ? 24.0 : 36.0
    let room = rows.map { TextWidth.of(label($0), size: Label.small) }.max() ?? 0
    let ends = rows.map(\.value) + rows.map(\.low) + rows.map(\.high) + [0]
    let ticks = Ticks(ends.min() ?? 0, ends.max() ?? 1, most: isBeside ? 6 : 4)
    let overhang = TextWidth.of(ticks.label(ticks.low), size: Label.small) / 2
    let x = Scale(ticks.low, ticks.high, from: names + max(8, overhang), to: width - room - 10)
    let bottom = 4 + step * Double(rows.count)
    var marks: [Mark] = ticks.values.flatMap { value -> [Mark] in
      [
        .line(Point(x(value), 0), Point(x(value), bottom), value == 0 ? .zero : .grid),
        .text(
          Label(
            ticks.label(value), at: Point(x(value), bottom + 16), anchor: .middle, style: .quiet,
            isAmount: true)),
      ]
    }
    for (index, row) in rows.enumerated() {
      marks += bar(
        row, top: 4 + step * Double(index), isBeside: isBeside, names: names, x, right: width - room)
    }
    let spots = rows.indices.map { row in
      Spot(Box(x: 0, y: 4 + step * Double(row), width: width, height: step), row: row)
    }
    return Drawing(width: width, height: bottom + 24, marks: marks, spots: spots)
  }

  private func bar(
    _ row: Row, top: Double, isBeside: Bool, names: Double, _ x: Scale, right: Double
  ) -> [Mark] {
    let middle = isBeside ? top + 12 : top + 25
    let name = TextWidth.cut(row.name, to: isBeside ? names - 10 : right, size: Label.small)
    let style: Style = !row.isTold ? .other : row.value < 0 ? .less : .more
    return [
      .text(
        Label(
          name, at: isBeside ? Point(names, middle + 4) : Point(0, top + 12),
          anchor: isBeside ? .end : .start)),
      .rect(Box(Point(x(0), middle - 7), Point(x(row.value), middle + 7)), style),
      .line(Point(x(row.low), middle), Point(x(row.high), middle), .interval),
      .line(Point(x(row.low), middle - 4), Point(x(row.low), middle + 4), .interval),
      .line(Point(x(row.high), middle - 4), Point(x(row.high), middle + 4), .interval),
      .text(
        Label(label(row), at: Point(right, middle + 4), style: row.isTold ? .words : .quiet, isAmount: true)),
    ]
  }

  private func label(_ row: Row) -> String { row.isTold ? write(row.value) : "0" }

  /// The numbers behind the picture.
  public var table: FigureTable {
    FigureTable(
      [head, unit, "5 %", "95 %"],
      rows.map { [$0.name, write($0.value), write($0.low), write($0.high)] })
  }
}
