public import Engine

/// What a forecaster without a model can say, from nothing but what was published on the day.
///
/// Each forecast is a point plus the errors that the same rule made before, at the same distance, in months that
/// were all known on the day.
public struct NaiveForecasts: Sendable {
  /// Fewer past errors than this make no forecast.
  public static let fewestErrors = 5
  static let recent = 36

  /// The published values known on the day, by month.
  let known: [Month: Double]

  /// The last published value, carried on.
  public func walk(_ month: Month) -> Ensemble? {
    guard let last = known.keys.filter({ $0 < month }).max(), let value = known[last] else { return nil }
    return ensemble(point: value, lag: month - last)
  }

  /// The same with the errors of the last three years alone: calmer than with those of 2020 and 2022.
  public func recentWalk(_ month: Month) -> Ensemble? {
    guard let last = known.keys.max() else { return nil }
    return NaiveForecasts(known: known.filter { $0.key > last - NaiveForecasts.recent }).walk(month)
  }

  /// The value of the same month a year ago, or two where that isn't out yet.
  public func sameMonthLastYear(_ month: Month) -> Ensemble? {
    guard let lag = [12, 24].first(where: { known[month - $0] != nil }), let value = known[month - lag] else {
      return nil
    }
    return ensemble(point: value, lag: lag)
  }

  /// The mean of the last published months, carried on.
  public func mean(of count: Int, _ month: Month) -> Ensemble? {
    guard let last = known.keys.filter({ $0 < month }).max(), let point = mean(of: count, upTo: last) else {
      return nil
    }
    let lag = month - last
    return errors { late in self.mean(of: count, upTo: late - lag) }.map { errors in
      Ensemble(errors.map { point + $0 })
    }
  }

  /// The mean of so many published months in a row; nil where one is missing.
  private func mean(of count: Int, upTo last: Month) -> Double? {
    let values = (0..<count).compactMap { known[last - $0] }
    return values.count == count ? values.reduce(0, +) / Double(count) : nil
  }

  /// A point and what the rule missed by at that distance; where fewer than five such pairs of months are known,
  /// at the distances nearest to it.
  private func ensemble(point: Double, lag: Int) -> Ensemble? {
    let months = known.keys.sorted()
    let pairs = months.flatMap { late in
      months.filter { $0 < late }.map { early -> (off: Int, error: Double) in
        (abs(late - early - lag), known[late, default: 0] - known[early, default: 0])
      }
    }.sorted { $0.off < $1.off }
    guard pairs.count >= NaiveForecasts.fewestErrors else { return nil }
    let farthest = pairs[NaiveForecasts.fewestErrors - 1].off
    return Ensemble(pairs.prefix { $0.off <= farthest }.map { point + $0.error })
  }

  /// A rule's forecast with its past errors; nil where it has none.
  ///
  /// - Parameter rule: what the rule says or would have said about a month, from months `lag` and more before it.
  public func ensemble(_ month: Month, rule: (Month) -> Double?) -> Ensemble? {
    guard let point = rule(month) else { return nil }
    return errors(of: rule).map { errors in Ensemble(errors.map { point + $0 }) }
  }

  private func errors(of rule: (Month) -> Double?) -> [Double]? {
    let errors = known.keys.sorted().compactMap { month -> Double? in
      guard let truth = known[month], let said = rule(month) else { return nil }
      return truth - said
    }
    return errors.count >= NaiveForecasts.fewestErrors ? errors : nil
  }
}
