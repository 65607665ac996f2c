/// What each part adds to a sum, one after the other, and beside it what the part costs somebody else.
public struct Waterfall: Chart {
  /// A part of the sum.
  public struct Step: Sendable, Equatable {
    /// What it is called.
    public let name: String
    /// What it adds.
    public let value: Double
    /// The standard error of that.
    public let error: Double
    /// What it costs, and the error of that; nil where that is not known.
    public let cost: Double?
    /// The standard error of the cost.
    public let costError: Double?

    /// A part with what it costs, where that is known.
    public init(_ name: String, value: Double, error: Double, cost: Double? = nil, costError: Double? = nil) {
      self.name = name
      self.value = value
      self.error = error
      self.cost = cost
      self.costError = costError
    }
  }

  /// The parts, in the order in which they are added.
  public let steps: [Step]
  /// The last bar.
  public let total: Step
  /// Heads of the two columns, with their units.
  public let heads: (value: String, cost: String)
  /// How a number is written.
  public let write: @Sendable (Double) -> String

  /// A chart of these numbers.
  public init(
    steps: [Step], total: Step, heads: (value: String, cost: String),
    write: @escaping @Sendable (Double) -> String = { rounded($0, significant: 2) }
  ) {
    self.steps = steps
    self.total = total
    self.heads = heads
    self.write = write
  }

  private var hasCosts: Bool { (steps + [total]).contains { $0.cost != nil } }

  /// Where a step's bar begins and ends: each begins where the one before ended.
  var spans: [(from: Double, to: Double)] {
    var sum = 0.0
    return steps.map { step in
      sum += step.value
      return (sum - step.value, sum)
    }
  }

  /// The picture, laid out for a width in pixels.
  public func drawing(width: Double) -> Drawing {
    let isBeside = width >= 480
    let widest = (steps + [total]).map { TextWidth.of($0.name, size: Label.small) }.max() ?? 0
    let names = isBeside ? min(widest, width * 0.34) + 10 : 0
    let costs = hasCosts ? (width - names) * 0.3 : 0
    let ends = spans.map(\.from) + spans.map(\.to) + [0, total.value]
    let all = steps + [total]
    let room = self.room(beside: all.map { words($0.value, $0.error) }, least: 52)
    let x = Scale(ends.min() ?? 0, ends.max() ?? 1, from: names + 2, to: width - costs - room)
    let step = isBeside ? 28.0 : 40.0, top = 26.0
    var marks: [Mark] = [.text(Label(heads.value, at: Point(isBeside ? names : 0, 14), style: .quiet))]
    if hasCosts { marks.append(.text(Label(heads.cost, at: Point(width, 14), anchor: .end, style: .quiet))) }
    let rows = zip(steps, spans).map { ($0, $1) } + [(total, (from: 0.0, to: total.value))]
    let costWords = all.compactMap { step in step.cost.map { words($0, step.costError ?? 0) } }
    let cost = costScale(from: width - costs, to: width - self.room(beside: costWords, least: 46))
    for (index, row) in rows.enumerated() {
      let middle = top + step * Double(index) + (isBeside ? 14 : 27)
      let style: Style = index == steps.count ? .other : row.0.value < 0 ? .less : .more
      marks += bar(row.0, row.1, middle, style, names: names, isBeside: isBeside, x)
      if index + 1 < steps.count {
        marks.append(.line(Point(x(row.1.to), middle + 9), Point(x(row.1.to), middle + step - 9), .axis))
      }
      if hasCosts { marks += costBar(row.0, middle, cost) }
    }
    let bottom = top + step * Double(rows.count)
    marks.insert(.line(Point(x(0), top), Point(x(0), bottom), .zero), at: 0)
    let spots = rows.indices.map { row in
      Spot(Box(x: 0, y: top + step * Double(row), width: width, height: step), row: row)
    }
    return Drawing(width: width, height: bottom + 6, marks: marks, spots: spots)
  }

  private func bar(
    _ step: Step, _ span: (from: Double, to: Double), _ middle: Double, _ style: Style, names: Double,
    isBeside: Bool, _ x: Scale
  ) -> [Mark] {
    let name = isBeside ? TextWidth.cut(step.name, to: names - 10, size: Label.small) : step.name
    let right = max(x(span.from), x(span.to))
    return [
      .text(
        Label(
          name, at: isBeside ? Point(names - 8, middle + 4) : Point(5, middle - 12),
          anchor: isBeside ? .end : .start)),
      .rect(Box(Point(x(span.from), middle - 9), Point(x(span.to), middle + 9)), style),
      .text(Label(words(step.value, step.error), at: Point(right + 5, middle + 4))),
    ]
  }

  private func words(_ value: Double, _ error: Double) -> String {
    abs(value) > 2 * error ? digits(value, error: error, else: write) : "0"
  }

  /// What the longest number takes at the right of the longest bar.
  private func room(beside numbers: [String], least: Double) -> Double {
    numbers.map { TextWidth.of($0, size: Label.small) + 7 }.max().map { max($0, least) } ?? least
  }

  private func costScale(from: Double, to: Double) -> Scale {
    let values = (steps + [total]).compactMap(\.cost) + [0]
    return Scale(values.min() ?? 0, values.max() ?? 1, from: from, to: to)
  }

  private func costBar(_ step: Step, _ middle: Double, _ x: Scale) -> [Mark] {
    guard let cost = step.cost else { return [] }
    return [
      .rect(Box(Point(x(0), middle - 6), Point(x(cost), middle + 6)), cost < 0 ? .more : .less),
      .text(Label(words(cost, step.costError ?? 0), at: Point(max(x(0), x(cost)) + 5, middle + 4))),
    ]
  }

  /// The numbers behind the picture.
  public var table: FigureTable {
    let heads = ["part", heads.value, "± se"] + (hasCosts ? [heads.cost, "± se of the cost"] : [])
    return FigureTable(
      heads,
      (steps + [total]).map { step in
        [step.name, digits(step.value, error: step.error, else: write), write(step.error)]
          + (hasCosts
            ? [
              step.cost.map { digits($0, error: step.costError, else: write) } ?? "",
              step.costError.map(write) ?? "",
            ] : [])
      })
  }
}
