internal import Engine
internal import Sampling
internal import ScenarioText
internal import Scenarios

/// What a folder of results says: its tables, its inputs and its parameters.
public struct ResultsSnapshot: Sendable {
  /// A mean with its error, of a series in a month or over the horizon.
  public struct Cell: Sendable, Equatable {
    /// The unit of the numbers.
    public let unit: String
    /// The mean.
    public let mean: Double
    /// Its standard error.
    public let error: Double
    /// The means of the run's replicates; none of a month.
    public let replicates: [Double]
  }

  /// A series and the time it is about.
  public struct Key: Sendable, Hashable {
    /// A month, a year, or the period.
    public let time: String
    /// The series.
    public let variable: String
    /// Its region.
    public let region: String
  }

  /// As the user knows the folder.
  public let name: String
  /// In the order of the tables: the horizon first, then months.
  public let keys: [Key]
  /// Every number of its tables.
  public let cells: [Key: Cell]
  /// Path and hash of each input.
  public let inputs: [String: String]
  /// Name and `mean (p05 to p95)`, as written.
  public let parameters: [String: String]
  /// Seed, paths, design and months: runs that have these in common have the same paths.
  public let paths: [String]

  /// A folder that lacks a table, or has one that can't be read.
  public struct Unreadable: Error, CustomStringConvertible {
    /// What is wrong with the folder.
    public let description: String
  }

  /// - Parameter read: the bytes of a file of the folder.
  public init(_ name: String, read: (String) -> [UInt8]?) throws {
    self.name = name
    var keys: [Key] = []
    var cells: [Key: Cell] = [:]
    let replicates = ResultsSnapshot.replicates(name, read)
    for (file, column) in [("total.csv", "period"), ("annual.csv", "year"), ("monthly.csv", "month")] {
      for row in try ResultsSnapshot.rows(file, name, read) {
        let key = Key(
          time: row[column] ?? "", variable: row["variable"] ?? "", region: row["region"] ?? "")
        keys.append(key)
        cells[key] = Cell(
          unit: row["unit"] ?? "", mean: Double(row["mean"] ?? "") ?? .nan,
          error: Double(row["se"] ?? "") ?? .nan, replicates: replicates[key] ?? [])
      }
    }
    self.keys = keys
    self.cells = cells
    let rows = try ResultsSnapshot.rows("parameters.csv", name, read)
    parameters = Dictionary(
      rows.map { ($0["name"] ?? "", "\($0["mean"] ?? "") (\($0["p05"] ?? "") to \($0["p95"] ?? ""))") },
      uniquingKeysWith: { $1 })
    let package = try ResultsSnapshot.package(name, read)
    inputs = ResultsSnapshot.inputs(package)
    paths = ["seed", "paths", "design", "period"].map { package["run"]?[$0]?.text ?? "" }
  }

  /// The variables in the order of the tables.
  var series: [String] { keys.map(\.variable).uniqued }

  /// The first and last month, as written.
  var horizon: String { keys.first { $0.time.contains(" to ") }?.time ?? "" }

  private static func rows(
    _ file: String, _ folder: String, _ read: (String) -> [UInt8]?
  ) throws -> [[String: String]] {
    guard let bytes = read(file), let table = try? CSVText(bytes: bytes), let head = table.rows.first else {
      throw Unreadable(description: "\(folder)/\(file) is missing or no CSV table")
    }
    return table.rows.dropFirst().map { row in
      Dictionary(zip(head.cells, row.cells), uniquingKeysWith: { $1 })
    }
  }

  /// The means of the replicates; none where a folder is older than their table.
  private static func replicates(_ folder: String, _ read: (String) -> [UInt8]?) -> [Key: [Double]] {
    let rows = (try? rows("replicates.csv", folder, read)) ?? []
    return Dictionary(
      rows.map { row in
        (
          Key(time: row["span"] ?? "", variable: row["variable"] ?? "", region: row["region"] ?? ""),
          (0..<designReplicates).compactMap { row["r\($0)"].flatMap(Double.init) }
        )
      }, uniquingKeysWith: { $1 })
  }

  /// JSON is YAML in flow form, so the reader of scenarios reads it.
  private static func package(_ folder: String, _ read: (String) -> [UInt8]?) throws -> Node {
    guard let bytes = read("datapackage.json"),
      let node = try? parse(
        String(decoding: bytes, as: UTF8.self), file: "datapackage.json", lineBytes: Limits.packageBytes)
    else { throw Unreadable(description: "\(folder)/datapackage.json is missing or can't be read") }
    return node
  }

  private static func inputs(_ package: Node) -> [String: String] {
    let pairs = (package["inputs"]?.items ?? []).map { ($0["path"]?.text ?? "", $0["hash"]?.text ?? "") }
    return Dictionary(pairs, uniquingKeysWith: { $1 })
  }
}

/// What changed from one folder of results to another.
public struct SnapshotComparison: Sendable {
  /// A number that both have.
  public struct Row: Sendable {
    /// Which number.
    public let key: ResultsSnapshot.Key
    /// In the first folder.
    public let first: ResultsSnapshot.Cell
    /// In the second.
    public let second: ResultsSnapshot.Cell

    /// Whether its error is that of pairs: both runs have the same paths, and their replicates are known.
    public let isPaired: Bool

    /// The second less the first.
    public var difference: Double { second.mean - first.mean }
    /// From the scatter of the replicates' differences where the runs are pairs; else as if they were independent, which
    /// overstates it where they share their shocks.
    public var error: Double {
      guard isPaired else { return (first.error * first.error + second.error * second.error).squareRoot() }
      return standardError(zip(second.replicates, first.replicates).map { $0 - $1 })
    }
  }

  /// What became of an input.
  public enum Change: String, Sendable { case new, gone, changed }

  /// The numbers that both folders have.
  public let rows: [Row]
  /// Whether both runs have the same paths.
  public let isPaired: Bool
  /// Series that only the first folder has, and that only the second has.
  public let onlyFirst, onlySecond: [String]
  /// The horizons of both.
  public let horizons: (first: String, second: String)
  /// Files that are new, gone or changed.
  public let inputs: [(name: String, change: Change)]
  /// Parameters that were set otherwise, as text.
  public let parameters: [(name: String, first: String, second: String)]

  /// Holds the second folder against the first.
  public init(_ first: ResultsSnapshot, _ second: ResultsSnapshot) {
    let isPaired = first.paths == second.paths && !first.paths.contains("")
    self.isPaired = isPaired
    rows = first.keys.compactMap { key in
      guard let a = first.cells[key], let b = second.cells[key], a.unit == b.unit else { return nil }
      let haveReplicates = a.replicates.count > 1 && a.replicates.count == b.replicates.count
      return Row(key: key, first: a, second: b, isPaired: isPaired && haveReplicates)
    }
    onlyFirst = first.series.filter { !second.series.contains($0) }
    onlySecond = second.series.filter { !first.series.contains($0) }
    horizons = (first.horizon, second.horizon)
    inputs = SnapshotComparison.changes(first.inputs, second.inputs).map { ($0.0, $0.3) }
    parameters = SnapshotComparison.changes(first.parameters, second.parameters).map { ($0.0, $0.1, $0.2) }
  }

  private static func changes(
    _ first: [String: String], _ second: [String: String]
  ) -> [(String, String, String, Change)] {
    Set(first.keys).union(second.keys).sorted().compactMap { name in
      let a = first[name], b = second[name]
      guard a != b else { return nil }
      return (name, a ?? "", b ?? "", a == nil ? .new : b == nil ? .gone : .changed)
    }
  }
}
