/// A kind of chart with its data.
public protocol Chart: Sendable {
  /// The numbers behind the picture.
  var table: FigureTable { get }

  /// The picture without title and source, laid out for a width in pixels.
  func drawing(width: Double) -> Drawing
}

/// The numbers of a chart as text, ready for a page or a CSV file.
public struct FigureTable: Sendable, Equatable {
  /// What the columns are called.
  public let heads: [String]
  /// A cell for each head.
  public private(set) var rows: [[String]]

  /// A table, empty unless rows are given.
  public init(_ heads: [String], _ rows: [[String]] = []) {
    self.heads = heads
    self.rows = rows
  }

  /// Adds a row, a cell for each head.
  public mutating func add(_ row: [String]) { rows.append(row) }
}

/// A chart with its words: the title says what it shows, the source where its numbers are from.
public struct Figure: Sendable {
  /// Unique among the figures of a page, and the name of its file: letters, digits and hyphens.
  public let name: String
  /// The finding, in a sentence.
  public let title: String
  /// Unit and span.
  public let subtitle: String
  /// Where the numbers are from.
  public let source: String
  /// What a reader who can't see the picture is told.
  public let description: String
  /// The unit of all its amounts; empty where they have several or none.
  public let unit: String
  /// The picture.
  public let chart: any Chart

  /// A chart under its words.
  public init(
    name: String, title: String, subtitle: String, source: String, description: String, unit: String = "",
    chart: any Chart
  ) {
    self.name = name
    self.title = title
    self.subtitle = subtitle
    self.source = source
    self.description = description
    self.unit = unit
    self.chart = chart
  }

  /// Width of a figure on a screen or a sheet of paper, and on a phone.
  public static let wide = 640.0, narrow = 328.0

  /// The picture alone, for a page that sets the words itself.
  public func element(width: Double, kind: String = "") -> String {
    chart.drawing(width: width)
      .element(id: "\(name)-\(Int(width))", title: title, description: description, kind: kind)
  }

  /// A whole SVG file, words and style sheet included.
  public func file(width: Double = Figure.wide) -> String {
    let picture = framed(width: width).element(id: name, title: title, description: description)
    let end = picture.firstIndex(of: ">") ?? picture.startIndex
    let sheet = "\n<style>\(Palette.sheet)</style>"
    return String(picture[...end]) + sheet + String(picture[picture.index(after: end)...]) + "\n"
  }

  /// The picture between its title and its source, on paper.
  func framed(width: Double) -> Drawing {
    let margin = 12.0, room = width - 2 * margin
    let plot = chart.drawing(width: room)
    var marks: [Mark] = []
    var y = 8.0
    func write(_ text: String, _ style: Style, _ size: Double) {
      for line in TextWidth.wrap(text, to: room, size: size * (style == .strong ? 1.06 : 1)) {
        y += size * 1.3
        marks.append(.text(Label(line, at: Point(margin, y), style: style, size: size)))
      }
    }
    write(title, .strong, Label.large)
    write(subtitle, .quiet, 13)
    let top = y + 10
    marks += plot.marks.map { $0.moved(by: Point(margin, top)) }
    y = top + plot.height + 4
    write(source, .quiet, 11)
    let height = y + 12
    let paper = Mark.rect(Box(x: 0, y: 0, width: width, height: height), .paper)
    return Drawing(width: width, height: height, marks: [paper] + marks)
  }
}

extension Mark {
  func moved(by offset: Point) -> Mark {
    func moved(_ point: Point) -> Point { Point(point.x + offset.x, point.y + offset.y) }
    switch self {
    case .line(let a, let b, let style): return .line(moved(a), moved(b), style)
    case .polyline(let points, let style): return .polyline(points.map(moved), style)
    case .area(let points, let style): return .area(points.map(moved), style)
    case .ribbon(let from, let to, let style):
      return .ribbon(from: (moved(from.0), moved(from.1)), to: (moved(to.0), moved(to.1)), style)
    case .rect(let box, let style):
      let corner = moved(Point(box.x, box.y))
      return .rect(Box(x: corner.x, y: corner.y, width: box.width, height: box.height), style)
    case .dot(let point, let radius, let style): return .dot(moved(point), radius: radius, style)
    case .text(var label):
      label.at = moved(label.at)
      return .text(label)
    }
  }

}
