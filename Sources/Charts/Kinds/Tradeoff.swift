/// Two shares that pull against each other, step by step: what is gained in one is lost in the other.
public struct Tradeoff: Chart {
  /// A step on the way from one to the other.
  public struct Step: Sendable, Equatable {
    /// From 0 to 1.
    public let across: Double
    /// The second share, from 0 to 1.
    public let up: Double
    /// Words beside the dot of a step that counts; nil for the others.
    public let text: String?

    /// A step with both shares.
    public init(across: Double, up: Double, text: String? = nil) {
      self.across = across
      self.up = up
      self.text = text
    }
  }

  /// What the first share is called.
  public let across: String
  /// What the second share is called.
  public let up: String
  /// From the first step to the last.
  public let steps: [Step]
  /// The least that is asked of the second share; nil where nothing is.
  public let least: Double?

  /// The steps between two shares that have names.
  public init(across: String, up: String, steps: [Step], least: Double? = nil) {
    self.across = across
    self.up = up
    self.steps = steps
    self.least = least
  }

  /// The picture, laid out for a width in pixels.
  public func drawing(width: Double) -> Drawing {
    let box = Box(x: 44, y: 30, width: width - 44 - 26, height: width >= 480 ? 260 : 220)
    let x = Scale(0, 1, from: box.x, to: box.right), y = Scale(0, 1, from: box.bottom, to: box.y)
    var marks = frame(box, x, y)
    if let least { marks.append(.line(Point(box.x, y(least)), Point(box.right, y(least)), .level)) }
    let points = steps.map { Point(x($0.across), y($0.up)) }
    marks.append(.polyline(points, .median))
    for (step, point) in zip(steps, points) {
      marks.append(.dot(point, radius: step.text == nil ? 2.5 : 5, step.text == nil ? .node : .dot))
      guard let text = step.text else { continue }
      // The way leads up and to the left, so that words have room below it.
      let isLeft = point.x > box.x + box.width / 4
      let place = Point(point.x + (isLeft ? -8 : 8), point.y + 18)
      marks.append(.text(Label(text, at: place, anchor: isLeft ? .end : .start, style: .lessWords)))
    }
    return Drawing(width: width, height: box.bottom + 40, marks: marks, spots: spots(box, x))
  }

  /// The field with its shares and names.
  private func frame(_ box: Box, _ x: Scale, _ y: Scale) -> [Mark] {
    let shares = [0, 0.25, 0.5, 0.75, 1]
    var marks: [Mark] = [.text(Label(up, at: Point(0, 14)))]
    marks += shares.flatMap { share -> [Mark] in
      let text = "\(Int(share * 100)) %"
      return [
        .line(Point(box.x, y(share)), Point(box.right, y(share)), .grid),
        .text(Label(text, at: Point(box.x - 6, y(share) + 4), anchor: .end, style: .quiet)),
        .text(Label(text, at: Point(x(share), box.bottom + 16), anchor: .middle, style: .quiet)),
      ]
    }
    marks.append(.line(Point(box.x, box.bottom), Point(box.right, box.bottom), .axis))
    marks.append(.text(Label(across, at: Point(box.right, box.bottom + 34), anchor: .end)))
    return marks
  }

  /// A strip of the field for each different place across; the first step there is shown.
  private func spots(_ box: Box, _ x: Scale) -> [Spot] {
    var rows: [(row: Int, place: Double)] = []
    for (row, step) in steps.enumerated() where !rows.contains(where: { $0.place == x(step.across) }) {
      rows.append((row, x(step.across)))
    }
    let sorted = rows.sorted { $0.place < $1.place }
    let between = zip(sorted, sorted.dropFirst()).map { ($0.place + $1.place) / 2 }
    let borders = [box.x] + between + [box.right]
    return sorted.enumerated().map { index, spot in
      Spot(Box(Point(borders[index], box.y), Point(borders[index + 1], box.bottom)), row: spot.row)
    }
  }

  /// The numbers behind the picture.
  public var table: FigureTable {
    FigureTable(
      ["step", across, up],
      steps.enumerated().map { index, step in
        ["\(index)"] + [step.across, step.up].map { "\(digits($0 * 100, places: 1)) %" }
      })
  }
}
