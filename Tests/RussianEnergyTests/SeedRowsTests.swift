import Foundation
import Kernels
import RussianEnergy
import Scenarios
import TestSupport
import Testing

@testable import Engine

/// Every table of the seeds is data: a row that names what doesn't exist is refused, and the order of rows says nothing.
@Suite("Rows of every seed table")
struct SeedRowsTests {
  @Test("Every table reversed holds the same rows in the same order")
  func reversed() throws {
    let files = try ShippedSeeds.files.get()
    var turned: [String: String] = ["schema.csv": try ShippedSeeds.text("schema.csv")]
    for table in files.tables.tables.keys {
      let lines = try ShippedSeeds.text(table + ".csv").split(separator: "\n").map(String.init)
      turned[table + ".csv"] = ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n") + "\n"
    }
    try ShippedSeeds.folder(turned) { path in
      let other = try SeedFiles(directory: path).tables
      for (name, columns) in files.schema.tables where columns.contains(where: { $0.role == .value }) {
        let names = columns.map(\.name)
        let same = files.tables[name].map { $0.cells(names) } == other[name].map { $0.cells(names) }
        #expect(same, "\(name)")
      }
    }
  }

  /// One row more in every table whose rows are named by a text, named as nothing is. Tables whose names are entities of
  /// their own take it; all others must refuse it, with its line.
  @Test("A row that names what doesn't exist is refused, in every table")
  func strangers() throws {
    let files = try ShippedSeeds.files.get()
    let ofTheirOwn: Set = [
      "refineries", "districts", "outage_names", "outlets", "buyers", "lng_plants", "eu_states", "eu_holds",
      "routes", "gas_routes", "lng_flows",
    ]
    var overlays: [String: String] = [:]
    for (table, columns) in files.schema.tables where !ofTheirOwn.contains(table) {
      let names = columns.filter { $0.key && $0.kind == .text }
      guard !names.isEmpty, columns.contains(where: { $0.role == .value }) else { continue }
      let lines = try ShippedSeeds.text(table + ".csv").split(separator: "\n").map(String.init)
      guard let last = files.tables[table].last, let name = names.last else { continue }
      let line = lines[last.line - 1]
      let stranger = line.replacing(last.text(name.name), with: "atlantis", maxReplacements: 1)
      overlays[table + ".csv"] = lines[0] + "\n" + stranger + "\n"
    }
    #expect(overlays.count > 8)
    var refused: Set<String> = []
    var rest = overlays
    while !rest.isEmpty {
      let before = refused
      try ShippedSeeds.folder(rest) { path in
        do {
          let found = try SeedFiles(directory: ShippedSeeds.seeds.path(), overlays: [path])
          try found.requireReaders(RussianEnergy.source(found.tables).ledger())
        } catch let errors as SeedErrors {
          for error in errors.all {
            let name = URL(filePath: error.file).lastPathComponent
            #expect(error.line == 2, "\(error)")
            refused.insert(name)
          }
        }
      }
      if refused == before { break }
      rest = rest.filter { !refused.contains($0.key) }
    }
    #expect(rest.isEmpty, "\(rest.keys)")
  }

  @Test(
    "A month after a hole is refused with its line and the hole, in every monthly table; the next one is taken"
  )
  func holes() throws {
    let files = try ShippedSeeds.files.get()
    var next: [String: String] = [:], far: [String: String] = [:], expected: Set<String> = []
    for (table, columns) in files.schema.tables {
      guard let time = columns.first(where: { $0.key && $0.kind == .month && $0.high != nil }) else {
        #expect(!table.hasSuffix("_monthly"), "\(table)")
        continue
      }
      let last = try #require(files.tables[table].last), month = try #require(last.month(time.name))
      let step = Int(try #require(time.high))
      let lines = try ShippedSeeds.text(table + ".csv").split(separator: "\n").map(String.init)
      func overlay(_ months: Int) -> String {
        "\(lines[0])\n"
          + lines[last.line - 1].replacing("\(month),", with: "\(month + months),", maxReplacements: 1) + "\n"
      }
      next[table + ".csv"] = overlay(step)
      far[table + ".csv"] = overlay(step + 1)
      expected.insert("\(table).csv:2 \(month + 1)")
    }
    #expect(expected.count > 11)
    try ShippedSeeds.folder(next) { path in
      #expect(throws: Never.self) { try SeedFiles(directory: ShippedSeeds.seeds.path(), overlays: [path]) }
    }
    try ShippedSeeds.folder(far) { path in
      let errors = try #require(throws: SeedErrors.self) {
        try SeedFiles(directory: ShippedSeeds.seeds.path(), overlays: [path])
      }
      let found = errors.all.map { error in
        let hole = error.reason.firstMatch(of: /no row for ([0-9]{4}-[0-9]{2})/)
        return "\(URL(filePath: error.file).lastPathComponent):\(error.line ?? 0) \(hole?.1 ?? "")"
      }
      #expect(Set(found) == expected)
    }
  }
}
