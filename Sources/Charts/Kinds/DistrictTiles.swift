/// Regions as tiles of one size in a fixed order: no map, no coordinates.
public struct DistrictTiles: Chart {
  /// A region with its number.
  public struct Tile: Sendable, Equatable {
    /// What it is called.
    public let name: String
    /// Its mean.
    public let value: Double
    /// The lower end of its interval.
    public let low: Double
    /// The upper end of its interval.
    public let high: Double

    /// A region with its number and interval.
    public init(_ name: String, value: Double, low: Double, high: Double) {
      self.name = name
      self.value = value
      self.low = low
      self.high = high
    }
  }

  /// In the order in which they are laid.
  public let tiles: [Tile]
  /// The unit of the numbers.
  public let unit: String
  /// How a number is written.
  public let write: @Sendable (Double) -> String

  /// A chart of these numbers.
  public init(
    tiles: [Tile], unit: String,
    write: @escaping @Sendable (Double) -> String = { rounded($0, significant: 2) }
  ) {
    self.tiles = tiles
    self.unit = unit
    self.write = write
  }

  /// The picture, laid out for a width in pixels.
  public func drawing(width: Double) -> Drawing {
    let columns = width >= 480 ? 4 : 2
    let gap = 6.0, height = 84.0
    let size = (width - gap * Double(columns - 1)) / Double(columns)
    let most = max(tiles.map(\.value).max() ?? 0, 1e-12)
    var marks: [Mark] = []
    var spots: [Spot] = []
    for (index, tile) in tiles.enumerated() {
      let x = Double(index % columns) * (size + gap), y = Double(index / columns) * (height + gap)
      let style = Style.heat(tile.value / most)
      func words(_ text: String, _ y: Double, _ size: Double) -> Mark {
        .text(Label(text, at: Point(x + 10, y), style: style.wordsOn, size: size))
      }
      let box = Box(x: x, y: y, width: size, height: height)
      marks.append(.rect(box, style))
      spots.append(Spot(box, row: index))
      marks.append(words(TextWidth.cut(tile.name, to: size - 20, size: 13), y + 22, 13))
      marks.append(words("\(write(tile.value)) \(unit)", y + 50, 20))
      marks.append(words("\(write(tile.low)) to \(write(tile.high))", y + 70, Label.small))
    }
    let rows = (tiles.count + columns - 1) / columns
    return Drawing(width: width, height: Double(rows) * (height + gap), marks: marks, spots: spots)
  }

  /// The numbers behind the picture.
  public var table: FigureTable {
    FigureTable(
      ["region", unit, "5 %", "95 %"],
      tiles.map { [$0.name, write($0.value), write($0.low), write($0.high)] })
  }
}
