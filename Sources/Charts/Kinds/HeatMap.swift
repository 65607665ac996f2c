/// A number for each pair of values of two axes, as a field of colours with the numbers in it.
public struct HeatMap: Chart {
  /// A side of the field.
  public struct Axis: Sendable, Equatable {
    /// What it is called.
    public let name: String
    /// Its values as they are shown.
    public let values: [String]

    /// A side with its values.
    public init(_ name: String, _ values: [String]) {
      self.name = name
      self.values = values
    }
  }

  /// From left to right.
  public let across: Axis
  /// From top to bottom.
  public let down: Axis
  /// `[down][across]`; nil where nothing was computed.
  public let values: [[Double?]]
  /// The unit of the numbers.
  public let unit: String
  /// How a number is written.
  public let write: @Sendable (Double) -> String

  /// A chart of these numbers.
  public init(
    across: Axis, down: Axis, values: [[Double?]], unit: String,
    write: @escaping @Sendable (Double) -> String = { rounded($0, significant: 3) }
  ) {
    self.across = across
    self.down = down
    self.values = values
    self.unit = unit
    self.write = write
  }

  /// Where a number lies between the ends of the colours; numbers of both signs are centred on zero.
  func style(_ value: Double) -> Style {
    let all = values.joined().compactMap { $0 }
    let low = all.min() ?? 0, high = all.max() ?? 1
    if low < 0 && high > 0 { return .diverging(value / max(-low, high)) }
    return .heat(high > low ? (value - low) / (high - low) : 0.5)
  }

  /// The picture, laid out for a width in pixels.
  public func drawing(width: Double) -> Drawing {
    let names = min(width * 0.3, (down.values.map { TextWidth.of($0, size: Label.small) }.max() ?? 0) + 8)
    let cell = (width - names) / Double(max(across.values.count, 1))
    let height = min(44, max(24, cell * 0.6)), top = 42.0
    var marks: [Mark] = [
      .text(
        Label(
          TextWidth.cut("↓ \(down.name)   → \(across.name)", to: width, size: Label.small), at: Point(0, 14),
          style: .quiet))
    ]
    let every = max(1, Int((longest(across.values) + 6) / max(cell, 1)) + 1)
    for (column, name) in across.values.enumerated() where column % every == 0 {
      let middle = names + cell * (Double(column) + 0.5)
      marks.append(.text(Label(name, at: Point(middle, 34), anchor: .middle)))
    }
    var spots: [Spot] = []
    for (row, name) in down.values.enumerated() {
      let y = top + height * Double(row)
      let cut = TextWidth.cut(name, to: names - 6, size: Label.small)
      marks.append(.text(Label(cut, at: Point(names - 6, y + height / 2 + 4), anchor: .end)))
      for column in across.values.indices {
        let box = Box(x: names + cell * Double(column), y: y, width: cell - 1.5, height: height - 1.5)
        marks += field(values[row][column], box)
        spots.append(Spot(box, row: row, column: column + 1))
      }
    }
    return Drawing(
      width: width, height: top + height * Double(down.values.count) + 6, marks: marks, spots: spots)
  }

  private func longest(_ texts: [String]) -> Double {
    texts.map { TextWidth.of($0, size: Label.small) }.max() ?? 0
  }

  private func field(_ value: Double?, _ box: Box) -> [Mark] {
    guard let value else { return [.rect(box, .card)] }
    let text = write(value)
    let style = style(value)
    let words = Label(
      text, at: Point(box.x + box.width / 2, box.y + box.height / 2 + 4), anchor: .middle,
      style: style.wordsOn)
    let fits = longest(values.joined().compactMap { $0 }.map(write)) <= box.width - 4
    return [.rect(box, style)] + (fits ? [.text(words)] : [])
  }

  /// The numbers behind the picture.
  public var table: FigureTable {
    FigureTable(
      ["\(down.name) \\ \(across.name)"] + across.values,
      zip(down.values, values).map { name, row in [name] + row.map { $0.map(write) ?? "" } })
  }
}
