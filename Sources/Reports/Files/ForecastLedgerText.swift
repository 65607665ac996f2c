internal import Engine
internal import Hashing
internal import Scenarios
internal import Storage
internal import Studies

/// ledger.csv as text, and what the entries' hashes cover.
enum ForecastLedgerText {
  private static func cells(_ entry: ForecastLedger.Entry) -> [String] {
    let units = entry.units.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    return [
      String(entry.number), entry.reference.description, entry.scenario, String(entry.paths),
      String(entry.seed), entry.version, entry.inputs, units.joined(separator: "; "), entry.file, entry.hash,
    ]
  }

  /// The hash of an entry and all before it.
  static func chain(_ entry: ForecastLedger.Entry, after before: String) -> String {
    SHA256.hex(Array(([before] + cells(entry)).joined(separator: "\n").utf8))
  }

  static func chained(_ entry: ForecastLedger.Entry, after before: String) -> ForecastLedger.Entry {
    var chained = entry
    chained.chain = chain(entry, after: before)
    return chained
  }

  static func bytes(_ entries: [ForecastLedger.Entry]) -> [UInt8] {
    var table = CSVTable(header: ForecastLedger.header)
    for entry in entries { table.row(cells(entry), entry.chain) }
    return table.bytes
  }

  static func entries(_ bytes: [UInt8], _ path: String) throws -> [ForecastLedger.Entry] {
    let rows: [CSVText.Row]
    do {
      rows = try CSVText(bytes: bytes).rows
    } catch {
      throw ForecastLedger.Flaw(description: "\(path):\(error.line): \(error.reason)")
    }
    guard rows.first?.cells == ForecastLedger.header else {
      throw ForecastLedger.Flaw(description: "\(path): it has no header of a ledger")
    }
    return try rows.dropFirst().map { row in
      guard row.cells.count == ForecastLedger.header.count, let entry = entry(row.cells) else {
        throw ForecastLedger.Flaw(description: "\(path):\(row.line): it is no entry of a ledger")
      }
      return entry
    }
  }

  private static func entry(_ cells: [String]) -> ForecastLedger.Entry? {
    guard let number = Int(cells[0]), let reference = Day(cells[1]), let paths = Int(cells[3]),
      let seed = UInt64(cells[4]), !cells[8].contains("/")
    else { return nil }
    let units = cells[7].split(separator: ";").compactMap { part -> (String, String)? in
      guard let colon = part.firstIndex(of: ":") else { return nil }
      func plain(_ text: Substring) -> String { String(text.drop { $0 == " " }) }
      return (plain(part[..<colon]), plain(part[part.index(after: colon)...]))
    }
    return ForecastLedger.Entry(
      number: number, reference: reference, scenario: cells[2], paths: paths, seed: seed, version: cells[5],
      inputs: cells[6], units: Dictionary(units, uniquingKeysWith: { first, _ in first }), file: cells[8],
      hash: cells[9], chain: cells[10])
  }
}

/// A frozen forecast as a table of hubverse: one number a row.
enum ForecastTable {
  static let header = [
    "reference_date", "target", "location", "horizon", "target_end_date", "output_type", "output_type_id",
    "value",
  ]
  /// What hubverse writes where a type of output has no id.
  private static let none = "NA"

  static func bytes(_ forecast: FrozenForecast) -> [UInt8] {
    var table = CSVTable(header: header)
    for row in forecast.rows {
      table.add(forecast.reference.description)
      table.add(row.target)
      table.add(row.location)
      table.add(row.horizon)
      table.add(row.end.description)
      table.add(row.level == nil ? "mean" : "quantile")
      if let level = row.level { table.add(level) } else { table.add(none) }
      table.add(row.value)
      table.endRow()
    }
    return table.bytes
  }

  static func read(
    _ bytes: [UInt8], _ path: String, _ entry: ForecastLedger.Entry
  ) throws -> FrozenForecast {
    guard let rows = try? CSVText(bytes: bytes).rows, rows.first?.cells == header else {
      throw ForecastLedger.Flaw(description: "\(path): it is no table of a forecast")
    }
    let found = try rows.dropFirst().map { row -> FrozenForecast.Row in
      let cells = row.cells
      guard cells.count == header.count, let horizon = Int(cells[3]), let end = Day(cells[4]),
        let value = Double(cells[7]), cells[6] == none || Double(cells[6]) != nil
      else { throw ForecastLedger.Flaw(description: "\(path):\(row.line): it is no row of a forecast") }
      return FrozenForecast.Row(
        target: cells[1], location: cells[2], horizon: horizon, end: end, level: Double(cells[6]),
        value: value)
    }
    return FrozenForecast(reference: entry.reference, rows: found, units: entry.units)
  }
}
