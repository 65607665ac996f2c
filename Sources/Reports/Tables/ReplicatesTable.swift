public import Engine

/// replicates.csv: the means of a run's 16 replicates, so that two folders of the same seed can be compared as pairs.
public enum ReplicatesTable: ResultsFile {
  /// As it is called in the folder.
  public static let name = "replicates.csv"

  /// Its columns.
  public static func fields(_ results: Results) -> [Field] {
    [Field("span", "string", "Calendar year, or first and last month")] + Fields.series
      + (0..<(results.total.first?.replicateMeans.count ?? 0)).map { number in
        Field("r\(number)", "number", "Mean over the paths of replicate \(number), in the unit of the row")
      }
  }

  /// Its bytes; nil where the run has none.
  public static func bytes(_ run: FinishedRun) -> [UInt8]? {
    let results = run.results
    var table = CSVTable(header: fields(results).map(\.name))
    for place in results.series.indices {
      for row in results.rows(.annual, of: place) + results.rows(.total, of: place) {
        table.add(row.time)
        table.add(row.series)
        table.add(row.unit)
        for mean in row.statistics.replicateMeans { table.add(mean) }
        table.endRow()
      }
    }
    return table.bytes
  }
}
