public import Engine
public import Storage
public import Studies

/// A finished run, as the files of its folder are made of it.
public struct FinishedRun: Sendable {
  /// What was found.
  public let results: Results
  /// The model that it was found with.
  public let model: Model
  /// How it came about.
  public let record: RunRecord
  /// What it says to the scenario's questions.
  public internal(set) var answers: [Answer] = []
  /// How the energy-scenario community calls and measures it; nil where it gets no table.
  public internal(set) var community: CommunityRun?

  /// What iamc.csv doesn't hold: years that the period covers in part, and series without a unit there.
  public var leftOutOfIAMC: (years: [Int], series: [String]) {
    guard let rows = IAMCRows(self) else { return ([], []) }
    let years = results.years.filter { results.settings.period.count(of: $0) < 12 }
    return (years, rows.leftOut)
  }

  /// Years that the period covers in part, in words: annual.csv says so of them, no table that compares years has them.
  public var partialYearsText: [String] {
    let period = results.settings.period
    let years = leftOutOfIAMC.years.map { "\($0) has \(counted(period.count(of: $0), "month"))" }
    return years.isEmpty
      ? [] : ["\(years.joined(separator: ", ")); iamc.csv holds whole years, iamc_subannual.csv the months"]
  }

  /// Series that iamc.csv has no unit for, in words.
  public var leftOutText: [String] {
    let series = leftOutOfIAMC.series.joined(separator: ", ")
    return series.isEmpty ? [] : ["iamc.csv has no unit for \(series)"]
  }
}

/// A table that a run leaves in its folder.
///
/// A new one is a type with these three and its line in `ResultsFiles.all`: the folder, its description and the list of
/// what an older result may be made of derive from them.
public protocol ResultsFile: SendableMetatype {
  /// As it is called in the folder.
  static var name: String { get }

  /// Its columns, for its header and for `datapackage.json`.
  static func fields(_ results: Results) -> [Field]

  /// The same where the record of the run is needed, too.
  static func fields(_ results: Results, _ record: RunRecord) -> [Field]

  /// Its bytes; nil where this run has no such table, or where it was written as the run went.
  static func bytes(_ run: FinishedRun) -> [UInt8]?
}

extension ResultsFile {
  /// The same columns, whatever the record says.
  public static func fields(_ results: Results, _ record: RunRecord) -> [Field] { fields(results) }
}

/// Everything that a run leaves in its folder.
public enum ResultsFiles {
  /// The tables in the order they are written.
  public static let all: [any ResultsFile.Type] = [
    MonthlyTable.self, AnnualTable.self, TotalTable.self, ParametersTable.self, EventsTable.self, IAMC.self,
    IAMCSubannual.self, WideTable.self, PathsFile.self, DrawsFile.self, QuestionTable.self,
    ReplicatesTable.self,
  ]

  /// Writes the tables and their description.
  public static func write(_ run: FinishedRun, into folder: ResultsFolder) throws(OutputError) {
    try folder.write(all.compactMap { file in file.bytes(run).map { (file.name, $0) } })
    let package = DataPackage.document(run, entries: folder.entries)
    try folder.write(ResultsFolder.description, Array(package.utf8))
  }
}

extension ResultsFolder {
  /// The files that a run may write; anything else in an older folder is somebody else's.
  public static let names = ResultsFiles.all.map { $0.name } + [description]

  /// A folder for the results of a run or a study.
  public convenience init(path: String) throws(OutputError) {
    try self.init(path: path, known: ResultsFolder.names)
  }
}
