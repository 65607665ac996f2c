public import Engine
internal import Reports
internal import ScenarioText
internal import Scenarios
internal import Storage
public import Studies

/// The paths of a single run as a discovery sees them: what was drawn on each, and whether a condition holds.
///
/// Read from paths.csv and draws.csv, which a run leaves with `--keep-paths`.
public struct RunCases: Sendable {
  /// What was drawn: parameters, months in regimes, events.
  public let axes: [DiscoveryAxis]
  /// Whether the condition holds on a path.
  public let isWanted: [Bool]

  /// - Parameters:
  ///   - text: a condition as questions have it.
  ///   - folder: the results of the run.
  ///   - model: the run's model, and its settings.
  /// - Throws: `StudyFailure` where a file is missing or isn't the run's, or the condition can't be told.
  public init(_ text: String, folder: String, _ model: Model, _ settings: Settings) throws {
    let question: Question
    do {
      question = try Question.all([text], model, settings.period, units: settings.units)[0]
    } catch {
      throw StudyFailure(error.rendered, .usage)
    }
    let series = try Simulation(model: model, settings: settings).series
    let table = try RunCases.table("\(folder)/\(PathsFile.name)", series, settings.period, question)
    guard let holds = question.holds(table) else { throw SweepCases.noCondition(text) }
    let looked = question.isLookedAt(table)
    let (names, columns) = try RunCases.draws("\(folder)/\(DrawsFile.name)", paths: table.paths)
    let kept = looked.indices.filter { looked[$0] }
    isWanted = kept.map { holds[$0] }
    axes = zip(names, columns).map { name, values in
      let parameter = model.slot(of: String(name.prefix { $0 != "@" })).map { model.parameters[$0] }
      return DiscoveryAxis(
        name: name, unit: parameter?.unit.symbol ?? Unit.count.symbol, values: kept.map { values[$0] })
    }
  }

  // MARK: paths.csv

  private static func table(
    _ path: String, _ series: [Series], _ period: Period, _ question: Question
  ) throws -> PathTable {
    let labels = series.map(\.label), asked = question.quantities + question.given.flatMap(\.quantities)
    for label in asked.map(\.series.label) where !labels.contains(label) {
      let meant = suggestion(for: label, among: labels).map { "; did you mean '\($0)'?" } ?? ""
      throw StudyFailure(
        "error: --where: the run doesn't report \(label)\(meant) (name it under 'outputs')", .usage)
    }
    let wanted = series.indices.filter { row in asked.contains { $0.series.label == labels[row] } }
    var builder = RunRows(path, head: ["path", "month"] + labels, wanted: wanted.map { $0 + 2 })
    try builder.read()
    let months = period.count
    guard builder.rows % months == 0 else { throw builder.flaw("its last path isn't whole") }
    let values = wanted.indices.map { place in
      (0..<months).map { month in
        stride(from: month, to: builder.rows, by: months).map { builder.columns[place][$0] }
      }
    }
    return PathTable(
      period: period, paths: builder.rows / months, series: wanted.map { series[$0] }, values: values)
  }

  // MARK: draws.csv

  private static func draws(_ path: String, paths: Int) throws -> ([String], [[Double]]) {
    guard let head = Files.beginning(of: path, bytes: 1 << 20)?.split(separator: "\n").first else {
      throw RunRows.missing(path)
    }
    let names: [String]
    do {
      names = try CSVText(bytes: Array(head.utf8)).rows.first?.cells ?? []
    } catch {
      throw StudyFailure("error: \(path): \(error.reason)", .invalid)
    }
    var builder = RunRows(path, head: names, wanted: Array(names.indices.dropFirst()))
    try builder.read()
    guard builder.rows == paths else {
      throw builder.flaw("it has \(builder.rows) paths where paths.csv has \(paths)")
    }
    return (Array(names.dropFirst()), builder.columns)
  }
}

/// Some columns of numbers of one of a run's long tables.
struct RunRows {
  let path: String
  let head: [String]
  let wanted: [Int]
  private(set) var columns: [[Double]]
  private(set) var rows = 0
  private var isHeadRead = false

  init(_ path: String, head: [String], wanted: [Int]) {
    self.path = path
    self.head = head
    self.wanted = wanted
    columns = wanted.map { _ in [] }
  }

  static func missing(_ path: String) -> StudyFailure {
    StudyFailure("error: \(path) can't be read; run the scenario with --keep-paths", .fileMissing)
  }

  func flaw(_ reason: String) -> StudyFailure {
    StudyFailure("error: \(path) isn't the table of this run: \(reason)", .invalid)
  }

  mutating func read() throws {
    guard try Files.lines(of: path, { try add($0) }) else { throw RunRows.missing(path) }
    guard rows > 0 else { throw flaw("it has no rows") }
  }

  private mutating func add(_ lines: [UInt8]) throws {
    for line in lines.split(separator: UInt8(ascii: "\n")) {
      guard isHeadRead else {
        guard let found = try? CSVText(bytes: Array(line)).rows.first?.cells, found == head else {
          throw flaw("it has other columns")
        }
        isHeadRead = true
        continue
      }
      let cells = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      guard cells.count == head.count else { throw flaw("line \(rows + 2) has \(cells.count) cells") }
      for (place, column) in wanted.enumerated() {
        guard let value = Double(String(decoding: cells[column], as: UTF8.self)) else {
          throw flaw("line \(rows + 2) has no number under \(head[column])")
        }
        columns[place].append(value)
      }
      rows += 1
    }
  }
}
