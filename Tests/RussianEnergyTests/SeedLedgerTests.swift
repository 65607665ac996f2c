import Engine
import Foundation
import RussianEnergy
import Scenarios
import Testing

/// A row or column of the seed tables that nobody reads is refused, with its file and line.
@Suite("Reading ledger of the seed tables")
struct SeedLedgerTests {
  private static let seeds = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../seeds").path()

  /// Loads the shipped tables with others laid over them, and asks who reads what.
  private func messages(_ overlay: [String: String]) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "overlay-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (table, text) in overlay {
      try Data(text.utf8).write(to: folder.appending(path: table + ".csv"))
    }
    do {
      let files = try SeedFiles(directory: Self.seeds, overlays: overlay.isEmpty ? [] : [folder.path()])
      try files.requireReaders(RussianEnergy.source(files.tables).ledger())
      return []
    } catch let errors as SeedErrors {
      return errors.all.map { $0.description.replacing(folder.path(), with: "mine") }
    }
  }

  @Test("Every row and column that ships is read")
  func shipped() throws {
    #expect(try messages([:]) == [])
  }

  @Test("Rows that name what no mechanism knows are refused, all at once")
  func strangers() throws {
    let found = try messages([
      "lng_plants": "plant,capacity,blocked_from,known,source\nmurmansk,6.8,,2025-01-15,trial\n",
      "lng_volumes": "plant,destination,year,known,volume,source\nmurmansk,mars,2025,2025-07-15,6.8,trial\n",
      "outlets": """
      outlet,group,commodity,kind,capacity,typical,district,source
      Indiga port,baltik,crude,port,900,600,Northwestern,trial

      """,
      "embargoes": "date,known,buyer,level,commodity,source\n2026-01-01,2025-09-01,turkey,0,crude,trial\n",
    ])
    #expect(
      found == [
        "mine/embargoes.csv:2: no mechanism reads turkey → crude",
        "mine/lng_volumes.csv:2: no mechanism reads murmansk → mars",
        "mine/outlets.csv:2: no mechanism reads outlet 'Indiga port'",
      ])
  }

  @Test("A name that another table must have is refused where it stands")
  func references() throws {
    #expect(
      try messages(["pipeline_volumes": "route,year,known,volume,source\nmars,2025,2025-07-05,50,trial\n"])
        == ["mine/pipeline_volumes.csv:2: 'route' names 'mars', which gas_routes.csv doesn't have"])
  }

  @Test("A row of a known entity is read whatever its date")
  func dates() throws {
    #expect(
      try messages([
        "sanction_steps":
          "date,known,pressure,idle,measure,source\n2035-01-01,2026-08-01,0.5,,far ahead,trial\n",
        "prices_monthly": "month,known,brent,source\n1987-04,1987-05-03,18.5,trial\n",
      ]) == [])
  }
}
