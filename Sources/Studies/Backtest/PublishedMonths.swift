public import Engine

/// What was published of a model's series, month by month.
public enum PublishedMonths {
  /// By `variable|region`, in the unit of the series: months with a known value, for series of one region.
  ///
  /// - Parameter seeds: every row there is, or what was known on a day.
  public static func all(_ seeds: SeedTables, of model: Model) -> [String: [Month: Double]] {
    var result: [String: [Month: Double]] = [:]
    func key(_ variable: String, _ regions: [String]?) -> String? {
      let found = model.outputs.filter {
        $0.variable == variable && (regions?.contains($0.region) ?? true)
      }
      return found.count == 1 ? "\(variable)|\(found[0].region)" : nil
    }
    for series in BacktestSeries.all(model) {
      if let key = key(series.variable, series.regions) { result[key] = series.published(seeds) }
    }
    for pin in model.pins {
      if let key = key(pin.variable, nil), result[key] == nil { result[key] = pin.history }
    }
    return result
  }
}
