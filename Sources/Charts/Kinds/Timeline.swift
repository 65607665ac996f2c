/// What happens when: each event a bar or a dot on the months of the other charts, with its words beside it.
public struct Timeline: Chart {
  /// Something that happens.
  public struct Event: Sendable, Equatable {
    /// What it is called.
    public let name: String
    /// Moments in months with their fraction.
    public let from: Double
    /// Nil for something that stays, or that is over at once where `isMoment`.
    public let to: Double?
    /// Whether it is over at once.
    public let isMoment: Bool
    /// What the table says of it.
    public let note: String

    /// Something that happens from a moment on.
    public init(_ name: String, from: Double, to: Double? = nil, isMoment: Bool = false, note: String = "") {
      self.name = name
      self.from = from
      self.to = to
      self.isMoment = isMoment
      self.note = note
    }
  }

  /// In the order of time.
  public let events: [Event]
  /// The first month that is drawn.
  public let first: Int
  /// The last month that is drawn.
  public let last: Int
  /// The moment to which things were known.
  public let known: Double?

  /// A chart of these numbers.
  public init(events: [Event], first: Int, last: Int, known: Double? = nil) {
    self.events = events.sorted { ($0.from, $0.name) < ($1.from, $1.name) }
    self.first = first
    self.last = last
    self.known = known
  }

  /// The picture, laid out for a width in pixels.
  public func drawing(width: Double) -> Drawing {
    let x = MonthAxis(first: first, last: last, from: 4, to: width - 4)
    let step = 34.0, top = 18.0
    let bottom = top + step * Double(events.count)
    var marks: [Mark] = x.labels.flatMap { label -> [Mark] in
      let place = x.moment(Double(label.month))
      let words = Label(label.text, at: Point(place, bottom + 18), anchor: .middle, style: .quiet)
      let isInside = words.box.x >= 0 && words.box.right <= width
      return [.line(Point(place, top), Point(place, bottom), .grid)] + (isInside ? [.text(words)] : [])
    }
    if let known, known > Double(first), known < Double(last + 1) {
      let isLeft = x.moment(known) > width / 2
      marks.append(.line(Point(x.moment(known), 4), Point(x.moment(known), bottom), .known))
      marks.append(
        .text(
          Label(
            "known to here", at: Point(x.moment(known) + (isLeft ? -5 : 5), 12),
            anchor: isLeft ? .end : .start,
            style: .quiet)))
    }
    for (index, event) in events.enumerated() {
      marks += row(event, x, top: top + step * Double(index), width: width)
    }
    let spots = events.indices.map { row in
      Spot(Box(x: 0, y: top + step * Double(row), width: width, height: step), row: row)
    }
    return Drawing(width: width, height: bottom + 24, marks: marks, spots: spots)
  }

  private func row(_ event: Event, _ x: MonthAxis, top: Double, width: Double) -> [Mark] {
    let from = x.moment(max(event.from, Double(first)))
    let to = x.moment(min(event.to ?? Double(last + 1), Double(last + 1)))
    let text = TextWidth.cut(event.name, to: width - 8, size: Label.small)
    let length = TextWidth.of(text, size: Label.small)
    let words = Label(text, at: Point(max(4, min(from, width - 4 - length)), top + 14))
    let mark: Mark =
      event.isMoment
      ? .dot(Point(from, top + 23), radius: 4.5, .node)
      : .rect(Box(Point(from, top + 19), Point(max(to, from + 2), top + 27)), .more)
    return [mark, .text(words)]
  }

  /// The numbers behind the picture.
  public var table: FigureTable {
    FigureTable(
      ["what", "from", "to", "note"],
      events.map { event in
        [
          event.name, MonthAxis.code(Int(event.from)),
          event.isMoment ? "" : event.to.map { MonthAxis.code(Int($0)) } ?? "", event.note,
        ]
      })
  }
}
