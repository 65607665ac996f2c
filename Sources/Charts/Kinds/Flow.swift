/// What goes where: columns of nodes from left to right, joined by streams as wide as what flows.
public struct Flow: Chart {
  /// A place that something comes from or goes to.
  public struct Node: Sendable, Equatable {
    /// What it is called.
    public let name: String
    /// 0 for the leftmost.
    public let column: Int

    /// A place in a column.
    public init(_ name: String, column: Int) {
      self.name = name
      self.column = column
    }
  }

  /// A stream between two nodes, by their places in the list.
  public struct Link: Sendable, Equatable {
    /// Where it begins.
    public let from: Int
    /// Where it ends.
    public let to: Int
    /// How much flows.
    public let value: Double

    /// A stream of so much.
    public init(from: Int, to: Int, value: Double) {
      self.from = from
      self.to = to
      self.value = value
    }
  }

  /// The places; links name them by their number here.
  public let nodes: [Node]
  /// The streams that aren't empty.
  public let links: [Link]
  /// The unit of the numbers.
  public let unit: String
  /// How a number is written.
  public let write: @Sendable (Double) -> String

  /// A chart of these numbers.
  public init(
    nodes: [Node], links: [Link], unit: String,
    write: @escaping @Sendable (Double) -> String = { rounded($0, significant: 3) }
  ) {
    self.nodes = nodes
    self.links = links.filter { $0.value > 0 }
    self.unit = unit
    self.write = write
  }

  /// What flows through a node: the larger of what comes and what goes.
  func size(_ node: Int) -> Double {
    let comes = links.filter { $0.to == node }.reduce(0) { $0 + $1.value }
    let goes = links.filter { $0.from == node }.reduce(0) { $0 + $1.value }
    return max(comes, goes)
  }

  private static let bar = 12.0, gap = 30.0, top = 20.0

  func boxes(width: Double) -> [Box] {
    let columns = (nodes.map(\.column).max() ?? 0) + 1
    let byColumn = (0..<columns).map { column in
      nodes.indices.filter { nodes[$0].column == column && size($0) > 0 }
    }
    let most = byColumn.map(\.count).max() ?? 0
    let height = 250 + Flow.gap * Double(most - 1)
    let scales = byColumn.map { column in
      (height - Flow.gap * Double(max(column.count - 1, 0))) / max(column.reduce(0) { $0 + size($1) }, 1e-9)
    }
    let scale = scales.min() ?? 1
    var boxes = [Box](repeating: Box(x: 0, y: 0, width: 0, height: 0), count: nodes.count)
    for (column, members) in byColumn.enumerated() {
      let x = columns > 1 ? Double(column) / Double(columns - 1) * (width - Flow.bar) : 0
      var y = Flow.top
      for node in members {
        boxes[node] = Box(x: x, y: y, width: Flow.bar, height: size(node) * scale)
        y = boxes[node].bottom + Flow.gap
      }
    }
    return boxes
  }

  /// The picture, laid out for a width in pixels.
  public func drawing(width: Double) -> Drawing {
    let boxes = boxes(width: width)
    var leaves = boxes.map(\.y), arrives = leaves
    var marks: [Mark] = []
    for link in links {
      let a = boxes[link.from], b = boxes[link.to]
      let height = link.value / size(link.from) * a.height
      marks.append(
        .ribbon(
          from: (Point(a.right, leaves[link.from]), Point(a.right, leaves[link.from] + height)),
          to: (Point(b.x, arrives[link.to]), Point(b.x, arrives[link.to] + height)), .link))
      leaves[link.from] += height
      arrives[link.to] += height
    }
    let last = nodes.map(\.column).max() ?? 0
    for (index, node) in nodes.enumerated() where boxes[index].height > 0 {
      let box = boxes[index]
      marks.append(.rect(box, .node))
      let isLast = node.column == last
      marks.append(
        .text(
          Label(
            "\(node.name) \(write(size(index)))", at: Point(isLast ? box.right : box.x, box.y - 5),
            anchor: isLast ? .end : .start)))
    }
    return Drawing(width: width, height: (boxes.map(\.bottom).max() ?? 0) + 8, marks: marks)
  }

  /// The numbers behind the picture.
  public var table: FigureTable {
    FigureTable(
      ["from", "to", unit],
      links.map { [nodes[$0.from].name, nodes[$0.to].name, write($0.value)] })
  }
}
