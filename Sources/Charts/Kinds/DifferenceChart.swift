/// How far one case is from another, month by month, with the same shocks in both: the mean of the paired differences,
/// and where half and nine tenths of them lie.
public struct DifferenceChart: Chart {
  /// The difference in a month.
  public struct Month: Sendable, Equatable {
    /// Counted as `MonthAxis` does.
    public let month: Int
    /// The mean of the paired differences.
    public let mean: Double
    /// Standard error of the mean.
    public let error: Double
    /// 5th and 95th percentile of the paired differences, or 5th, 25th, 75th and 95th.
    public let percentiles: [Double]

    /// The difference in a month, with its percentiles.
    public init(_ month: Int, mean: Double, error: Double, percentiles: [Double]) {
      self.month = month
      self.mean = mean
      self.error = error
      self.percentiles = percentiles
    }
  }

  /// In the order of time.
  public let months: [Month]
  /// What a positive and a negative difference mean: `more in B`.
  public let above: String
  /// What a negative one means: `less in B`.
  public let below: String
  /// How a number is written.
  public let write: @Sendable (Double) -> String

  /// A chart of these numbers.
  public init(
    months: [Month], above: String, below: String,
    write: @escaping @Sendable (Double) -> String = { rounded($0, significant: 2) }
  ) {
    self.months = months
    self.above = above
    self.below = below
    self.write = write
  }

  func plot(width: Double) -> MonthPlot {
    let values = months.flatMap { month -> [Double] in month.percentiles + [month.mean, 0] }
    let times = (months.first?.month ?? 0)...(months.last?.month ?? 0)
    let room = TextWidth.of(endLabel, size: Label.small)
    return MonthPlot(
      months: times, low: values.min() ?? 0, high: values.max() ?? 1, width: width, right: room + 6,
      top: areStacked(width) ? 44 : 26)
  }

  /// Whether the words for more and less need a line each.
  private func areStacked(_ width: Double) -> Bool {
    TextWidth.of("↑ \(above)   ↓ \(below)", size: Label.small) > width - 60
  }

  private var endLabel: String { months.last.map { "mean \(signed($0.mean))" } ?? "" }

  private func signed(_ value: Double) -> String {
    let text = write(value)
    return value > 0 && text != "0" ? "+" + text : text
  }

  /// The picture, laid out for a width in pixels.
  public func drawing(width: Double) -> Drawing {
    let plot = plot(width: width)
    let times = months.map(\.month)
    func line(_ index: Int) -> [Double] { months.map { $0.percentiles[index] } }
    var marks = plot.background
    let isNarrow = (months.first?.percentiles.count ?? 0) > 2
    marks.append(plot.band(times, line(0), line(isNarrow ? 3 : 1), .wideBand))
    if isNarrow { marks.append(plot.band(times, line(1), line(2), .narrowBand)) }
    marks += plot.level(0, "", .zero)
    marks.append(.polyline(months.map { plot.point($0.month, $0.mean) }, .median))
    if let last = months.last {
      marks += plot.endLabels([(endLabel, last.mean, .moreWords)], month: last.month)
    }
    let isStacked = areStacked(width)
    marks.append(.text(Label("↑ " + above, at: Point(plot.box.x, 12), style: .quiet)))
    marks.append(
      .text(
        Label(
          "↓ " + below, at: Point(isStacked ? plot.box.x : width, isStacked ? 29 : 12),
          anchor: isStacked ? .start : .end, style: .quiet)))
    return Drawing(width: width, height: plot.height, marks: marks, spots: plot.spots(times))
  }

  /// The numbers behind the picture.
  public var table: FigureTable {
    let isNarrow = (months.first?.percentiles.count ?? 0) > 2
    var table = FigureTable(
      ["month", "mean difference", "± se"] + (isNarrow ? ["5 %", "25 %", "75 %", "95 %"] : ["5 %", "95 %"]))
    for row in months {
      let numbers = [row.mean, row.error] + row.percentiles
      table.add([MonthAxis.code(row.month)] + numbers.map(write))
    }
    return table
  }
}
