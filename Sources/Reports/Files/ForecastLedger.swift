public import Engine
internal import Hashing
internal import Scenarios
internal import Storage
public import Studies

/// A folder of frozen forecasts: a table a forecast in hubverse's columns, and ledger.csv, in which each entry's hash
/// covers its file and the entry before. A file or an entry that was changed, added or left out is seen.
public struct ForecastLedger: Sendable {
  /// One frozen forecast.
  public struct Entry: Sendable, Equatable {
    /// From 1.
    public let number: Int
    /// The day up to which things were known.
    public let reference: Day
    /// The scenario, and what it was run with.
    public let scenario: String
    /// How many paths it had.
    public let paths: Int
    /// The seed of its random numbers.
    public let seed: UInt64
    /// The version of the program.
    public let version: String
    /// The hash of the seed tables and scenario files.
    public let inputs: String
    /// The unit of each target.
    public let units: [String: String]
    /// The file beside the ledger.
    public let file: String
    /// The SHA-256 of the file.
    public let hash: String
    /// The hash of everything up to this entry.
    public internal(set) var chain: String
  }

  /// Why a ledger can't be used.
  public struct Flaw: Error, CustomStringConvertible {
    /// Where, and what is wrong.
    public let description: String
  }

  /// What is frozen, beside the numbers themselves.
  public struct Origin: Sendable {
    /// The scenario, and what it was run with.
    public var scenario: String
    /// How many paths it had.
    public var paths: Int
    /// The seed of its random numbers.
    public var seed: UInt64
    /// The version of the program.
    public var version: String
    /// Seed tables and scenario files.
    public var inputs: [RunRecord.Input]

    /// A run that is frozen.
    public init(
      scenario: String, paths: Int, seed: UInt64, version: String, inputs: [RunRecord.Input]
    ) {
      self.scenario = scenario
      self.paths = paths
      self.seed = seed
      self.version = version
      self.inputs = inputs
    }
  }

  static let header = [
    "number", "reference_date", "scenario", "paths", "seed", "version", "inputs", "units", "file", "sha256",
    "chain",
  ]
  /// What the first entry's hash is chained to.
  static let start = "throttle forecasts"

  /// Where the ledger and its files lie.
  public let folder: String
  /// In the order in which they were frozen.
  public private(set) var entries: [Entry] = []

  var path: String { "\(folder)/ledger.csv" }

  /// Reads a ledger and checks every file; a folder without one has no entries.
  ///
  /// - Throws: `Flaw` where anything was changed.
  public init(_ folder: String) throws {
    self.folder = folder
    guard Files.exists(path) else { return }
    guard let bytes = Files.bytes(of: path) else { throw Flaw(description: "\(path): it can't be read") }
    entries = try ForecastLedgerText.entries(bytes, path)
    try check()
  }

  private func check() throws {
    var before = ForecastLedger.start
    for (place, entry) in entries.enumerated() {
      guard entry.number == place + 1 else {
        throw Flaw(description: "\(path): entry \(place + 1) is missing")
      }
      let file = "\(folder)/\(entry.file)"
      guard let bytes = Files.bytes(of: file) else { throw Flaw(description: "\(file): it is missing") }
      guard SHA256.hex(bytes) == entry.hash else {
        throw Flaw(description: "\(file): it was changed after it was frozen")
      }
      guard entry.chain == ForecastLedgerText.chain(entry, after: before) else {
        throw Flaw(description: "\(path): entry \(entry.number) was changed after it was frozen")
      }
      before = entry.chain
    }
  }

  /// The hash of the last entry: who has noted it sees when any entry up to it was changed.
  public var head: String? { entries.last?.chain }

  /// The forecasts with their numbers.
  public func forecasts() throws -> [(number: Int, forecast: FrozenForecast)] {
    try entries.map { entry in
      let file = "\(folder)/\(entry.file)"
      guard let bytes = Files.bytes(of: file) else { throw Flaw(description: "\(file): it is missing") }
      return (entry.number, try ForecastTable.read(bytes, file, entry))
    }
  }

  /// Adds a forecast: its file first, then the ledger with its entry, each in one step.
  ///
  /// - Throws: `Flaw` where the scenario has been frozen for that day already.
  public mutating func add(_ forecast: FrozenForecast, _ origin: Origin) throws -> Entry {
    let file = "\(forecast.reference)-\(origin.scenario).csv"
    guard !entries.contains(where: { $0.file == file }) else {
      throw Flaw(description: "\(folder)/\(file): it is frozen already; a frozen forecast stays as it is")
    }
    let bytes = ForecastTable.bytes(forecast)
    let inputs = origin.inputs.map { "\($0.path) \($0.hash)\n" }.sorted().joined()
    let entry = ForecastLedgerText.chained(
      Entry(
        number: entries.count + 1, reference: forecast.reference, scenario: origin.scenario,
        paths: origin.paths, seed: origin.seed, version: origin.version,
        inputs: SHA256.hex(Array(inputs.utf8)), units: forecast.units, file: file, hash: SHA256.hex(bytes),
        chain: ""), after: head ?? ForecastLedger.start)
    try Files.create(folder: folder)
    try Files.put(bytes, at: "\(folder)/\(file)")
    try Files.put(ForecastLedgerText.bytes(entries + [entry]), at: path)
    entries.append(entry)
    return entry
  }
}
