/// What was published and what may come in one picture: history, median, the middle half and nine tenths of all
/// futures, a few single ones, and the day of knowledge.
public struct FanChart: Chart {
  /// What is forecast for a month.
  public struct Month: Sendable, Equatable {
    /// Counted as `MonthAxis` does.
    public let month: Int
    /// 5th, 25th, 50th, 75th and 95th percentile.
    public let percentiles: [Double]
    /// Their standard errors, where they are known.
    public let errors: [Double]?

    /// A month with its five percentiles.
    public init(_ month: Int, percentiles: [Double], errors: [Double]? = nil) {
      self.month = month
      self.percentiles = percentiles
      self.errors = errors
    }

    /// A percentile as far as its error leaves its digits meaning.
    func text(_ index: Int, else write: (Double) -> String) -> String {
      digits(percentiles[index], error: errors?[index], else: write)
    }
  }

  /// The unit of the numbers.
  public let unit: String
  /// In order of time; months without a published number are left out.
  public let history: [(month: Int, value: Double)]
  /// In the order of time.
  public let forecast: [Month]
  /// Single futures: each a number for each month of the forecast.
  public let futures: [[Double]]
  /// What was published later than that, to see how the forecast fared.
  public let since: [(month: Int, value: Double)]
  /// The moment to which things were known, in months with their fraction.
  public let known: Double?
  /// A number to hold the series against, such as its prewar level.
  public let level: (value: Double, text: String)?
  /// How a number of the series is written.
  public let write: @Sendable (Double) -> String

  /// A chart of these numbers.
  public init(
    unit: String, history: [(month: Int, value: Double)], forecast: [Month], futures: [[Double]] = [],
    since: [(month: Int, value: Double)] = [], known: Double? = nil,
    level: (value: Double, text: String)? = nil,
    write: @escaping @Sendable (Double) -> String = { rounded($0, significant: 3) }
  ) {
    self.unit = unit
    self.history = history
    self.forecast = forecast
    self.futures = futures
    self.since = since
    self.known = known
    self.level = level
    self.write = write
  }

  private var months: ClosedRange<Int> {
    let all = history.map(\.month) + forecast.map(\.month)
    return (all.min() ?? 0)...(all.max() ?? 0)
  }

  func plot(width: Double) -> MonthPlot {
    let values =
      history.map(\.value) + since.map(\.value) + forecast.flatMap(\.percentiles) + futures.joined()
      + (level.map { [$0.value] } ?? [])
    let low = values.min() ?? 0, high = values.max() ?? 1
    // An axis that nearly reaches zero begins there.
    let base = low > 0 && low < 0.35 * high ? 0 : low
    let room = labels.map { TextWidth.of($0.text, size: Label.small) }.max() ?? 0
    return MonthPlot(months: months, low: base, high: high, width: width, right: room + 6)
  }

  private var labels: [(text: String, value: Double, style: Style)] {
    guard let last = forecast.last else { return [] }
    let names = ["5 %", "", "median", "", "95 %"]
    return [4, 2, 0].map { index in
      (
        "\(names[index]): \(last.text(index, else: write))", last.percentiles[index],
        index == 2 ? .moreWords : .quiet
      )
    }
  }

  /// The picture, laid out for a width in pixels.
  public func drawing(width: Double) -> Drawing {
    let plot = plot(width: width)
    let times = forecast.map(\.month)
    func line(_ index: Int) -> [Double] { forecast.map { $0.percentiles[index] } }
    var marks = plot.background
    marks.append(plot.band(times, line(0), line(4), .wideBand))
    marks.append(plot.band(times, line(1), line(3), .narrowBand))
    if plot.ticks.low < 0 && plot.ticks.high > 0 { marks += plot.level(0, "", .zero) }
    if let level { marks += plot.level(level.value, level.text, .level) }
    marks += futures.map { .polyline(zip(times, $0).map { plot.point($0, $1) }, .future) }
    marks.append(.polyline(zip(times, line(2)).map { plot.point($0, $1) }, .median))
    marks += historyMarks(plot)
    marks += since.map { .dot(plot.point($0.month, $0.value), radius: 2.6, .ring) }
    if let known { marks += plot.moment(known, "known to here") }
    marks += plot.endLabels(labels, month: months.upperBound)
    return Drawing(width: width, height: plot.height, marks: marks, spots: plot.spots(listed))
  }

  /// Months in a row are joined; each has a dot.
  private func historyMarks(_ plot: MonthPlot) -> [Mark] {
    var runs: [[Point]] = []
    for (index, entry) in history.enumerated() {
      let point = plot.point(entry.month, entry.value)
      if index > 0 && entry.month == history[index - 1].month + 1 {
        runs[runs.count - 1].append(point)
      } else {
        runs.append([point])
      }
    }
    return runs.filter { $0.count > 1 }.map { .polyline($0, .history) }
      + runs.joined().map { .dot($0, radius: 1.8, .dot) }
  }

  /// The months that the table has a row for.
  private var listed: [Int] {
    Set(history.map(\.month) + since.map(\.month) + forecast.map(\.month)).filter(months.contains).sorted()
  }

  /// The numbers behind the picture.
  public var table: FigureTable {
    var table = FigureTable(["month", "published", "5 %", "25 %", "median", "75 %", "95 %"])
    let published = Dictionary((history + since).map { ($0.month, $0.value) }, uniquingKeysWith: { $1 })
    let forecasts = Dictionary(forecast.map { ($0.month, $0) }, uniquingKeysWith: { $1 })
    for month in listed {
      let numbers =
        forecasts[month].map { month in (0..<5).map { month.text($0, else: write) } }
        ?? Array(repeating: "", count: 5)
      table.add([MonthAxis.code(month), published[month].map(write) ?? ""] + numbers)
    }
    return table
  }
}
