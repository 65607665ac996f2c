/// A place in a picture, in pixels from its upper left corner.
public struct Point: Sendable, Equatable {
  /// Across, from the left.
  public var x: Double
  /// Down, from the top.
  public var y: Double

  /// A place.
  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// A rectangle in a picture.
public struct Box: Sendable, Equatable {
  /// Across, from the left.
  public var x: Double
  /// Down, from the top.
  public var y: Double
  /// Its width in pixels.
  public var width: Double
  /// Its height in pixels.
  public var height: Double
}

extension Box {
  /// The rectangle between two corners, whichever way they lie.
  init(_ a: Point, _ b: Point) {
    self.init(x: min(a.x, b.x), y: min(a.y, b.y), width: abs(a.x - b.x), height: abs(a.y - b.y))
  }

  /// Its right edge.
  public var right: Double { x + width }
  /// Its lower edge.
  public var bottom: Double { y + height }

  /// Whether two rectangles share more than an edge.
  public func overlaps(_ other: Box) -> Bool {
    x < other.right && other.x < right && y < other.bottom && other.y < bottom
  }
}

/// Words in a picture.
public struct Label: Sendable, Equatable {
  /// Which part of the words lies at their place.
  public enum Anchor: String, Sendable { case start, middle, end }

  /// The words.
  public var text: String
  /// The start, middle or end of the line on which the letters stand.
  public var at: Point
  /// Which part of the words lies there.
  public var anchor: Anchor
  /// Their colour and weight.
  public var style: Style
  /// The size of the letters in pixels.
  public var size: Double
  /// Whether it holds an amount in the unit of the chart.
  public var isAmount: Bool

  /// Words at a place.
  public init(
    _ text: String, at: Point, anchor: Anchor = .start, style: Style = .words, size: Double = Label.small,
    isAmount: Bool = false
  ) {
    self.text = text
    self.at = at
    self.anchor = anchor
    self.style = style
    self.size = size
    self.isAmount = isAmount
  }

  /// Size of labels and of titles, in pixels.
  public static let small = 12.0, large = 17.0

  /// About the room that the words take.
  public var box: Box {
    let width = TextWidth.of(text, size: size)
    let x = anchor == .start ? at.x : anchor == .middle ? at.x - width / 2 : at.x - width
    return Box(x: x, y: at.y - size * 0.75, width: width, height: size)
  }
}

/// Something drawn.
public enum Mark: Sendable, Equatable {
  case line(Point, Point, Style)
  case polyline([Point], Style)
  case area([Point], Style)
  /// Two borders joined by curves: a stream from left to right.
  case ribbon(from: (Point, Point), to: (Point, Point), Style)
  case rect(Box, Style)
  case dot(Point, radius: Double, Style)
  case text(Label)

  /// Whether both are drawn alike.
  public static func == (left: Mark, right: Mark) -> Bool { left.svg == right.svg }
}

/// Where a reader who points at a picture is shown numbers of the chart's table.
public struct Spot: Sendable, Equatable {
  /// Where it is.
  public let box: Box
  /// The row of the table.
  public let row: Int
  /// Its only cell that is shown beside the first; all of them where nil.
  public let column: Int?

  /// A place that shows a row, or one cell of it.
  public init(_ box: Box, row: Int, column: Int? = nil) {
    self.box = box
    self.row = row
    self.column = column
  }
}

/// A picture: its size and its marks from back to front.
public struct Drawing: Sendable, Equatable {
  /// Its width in pixels.
  public var width: Double
  /// Its height in pixels.
  public var height: Double
  /// From back to front.
  public var marks: [Mark] = []
  /// In any order; none lies over another.
  public var spots: [Spot] = []

  /// The words of the picture.
  public var labels: [Label] {
    marks.compactMap { if case .text(let label) = $0 { label } else { nil } }
  }
}
