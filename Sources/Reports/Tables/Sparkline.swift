/// A row of small bars: how a series moves over the months.
public enum Sparkline {
  private static let bars = Array("▁▂▃▄▅▆▇█")

  /// The values as bars that begin at zero, or reach down from it where a value is negative; neighbours are averaged
  /// where there are more values than columns. Only so a change of a twentieth looks like one.
  public static func draw(_ values: [Double], columns: Int) -> String {
    let values = thinned(values.filter(\.isFinite), to: columns)
    guard let least = values.min(), let most = values.max() else { return "" }
    let low = min(0, least), high = max(0, most)
    let isFlat = !(high > low)
    return String(
      values.map { value in
        guard !isFlat else { return bars[3] }
        let place = (value - low) / (high - low) * Double(bars.count)
        return bars[min(bars.count - 1, max(0, Int(place)))]
      })
  }

  private static func thinned(_ values: [Double], to columns: Int) -> [Double] {
    guard values.count > columns, columns > 0 else { return values }
    return (0..<columns).map { column in
      let first = column * values.count / columns, end = (column + 1) * values.count / columns
      return values[first..<end].reduce(0, +) / Double(end - first)
    }
  }
}
