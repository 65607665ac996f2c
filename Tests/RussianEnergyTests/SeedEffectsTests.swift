import Engine
import Foundation
import Kernels
import RussianEnergy
import Scenarios
import TestSupport
import Testing

/// Every table of the seeds is data: what its rows say moves the results.
@Suite("What rows of seed tables do")
struct SeedEffectsTests {
  /// Rows of new entities, each in its place.
  private static let newcomers: [(String, [String: String])] = [
    (
      "a refinery",
      [
        "refineries": """
        plant,district,capacity,runs,gasoline,diesel,fuel_oil,naphtha,jet,other,condensate,source
        Atlantis,Volga,200,8,0.15,0.35,0.15,0.1,0.05,0.15,0,trial
        """
      ]
    ),
    (
      "a port",
      [
        "outlets":
          "outlet,group,commodity,kind,capacity,typical,district,source\nAtlantis,baltic,crude,port,300,300,,trial\n"
      ]
    ),
    (
      "a route of its own",
      [
        "routes": "route,rank,sea,western,eastern,long_stops,eu,source\nbarents,9,1,0,0,0,0,trial\n",
        "outlets":
          "outlet,group,commodity,kind,capacity,typical,district,source\nIndiga,barents,crude,port,900,600,,trial\n",
      ]
    ),
    (
      "a gas pipeline",
      [
        "gas_routes": "route,price,seasonal,banned,absorbs,until,source\nsiberia_2,brent,0,0,0,,trial\n",
        "pipeline_volumes": "route,year,known,volume,source\nsiberia_2,2025,2025-07-05,50,trial\n",
      ]
    ),
    (
      "an LNG plant",
      [
        "lng_plants": "plant,capacity,blocked_from,known,source\nmurmansk,6.8,,2025-01-15,trial\n",
        "lng_flows": "plant,destination,price,ice,source\nmurmansk,india,spot,0,trial\n",
        "lng_volumes":
          "plant,destination,year,known,volume,source\nmurmansk,india,2025,2025-07-15,6.8,trial\n",
      ]
    ),
    (
      "a buyer",
      [
        "buyers":
          "buyer,maximum,pressure_weight,drop,appetite,start,source\nbrazil,600,0.5,0.3,0.2,150,trial\n"
      ]
    ),
    (
      "a state",
      ["eu_states": "state,population,opposes,source\nAtlantis,40,0.9,trial\n"]
    ),
    (
      "a bloc",
      ["eu_holds": "bloc,from,known,chance,source\nAtlantis,2022-01-01,2022-01-01,0.9,trial\n"]
    ),
    (
      "a sanction",
      [
        "sanction_steps":
          "date,known,pressure,idle,measure,source\n2025-10-01,2025-09-20,0.9,0.3,trial,trial\n"
      ]
    ),
    (
      "an embargo",
      ["embargoes": "date,known,buyer,level,commodity,source\n2025-11-01,2025-09-01,eu,0,crude,trial\n"]
    ),
    (
      "a cap", ["price_caps": "start,known,level,source\n2025-10-01,2025-09-20,30,trial\n"]
    ),
  ]

  /// Every number of every month of the shipped model's series in a run, as one number.
  private func fingerprint(_ trial: Trial) throws -> Int {
    let run = try trial.blockRun(), shipped = try Self.shipped.get()
    var hasher = Hasher()
    for month in 0..<trial.settings.period.count {
      for (column, output) in zip(run.step(month), run.model.outputs) where shipped.contains(output.label) {
        column.hash(into: &hasher)
      }
    }
    return hasher.finalize()
  }

  private static let shipped = Result { Set(try Trial().model().outputs.map(\.label)) }

  @Test("A new entity in its place moves the results and keeps the balances")
  func newcomers() throws {
    // A vote that may fail, so that states matter.
    let trial = Trial(to: "2026-03", paths: 64, values: ["eu.opposition": 0.3])
    let base = try fingerprint(trial)
    for (what, tables) in Self.newcomers {
      var files: [String: String] = [:]
      for (name, text) in tables { files[name + ".csv"] = text }
      try ShippedSeeds.folder(files) { path in
        let found = try SeedFiles(directory: ShippedSeeds.seeds.path(), overlays: [path])
        try found.requireReaders(RussianEnergy.source(found.tables).ledger())
        var other = trial
        other.seeds = found.tables
        #expect(try fingerprint(other) != base, "\(what)")
        let run = try other.blockRun()
        #expect(run.firstFault(months: 3) == nil, "\(what)")
        #expect(run.report.violations.isEmpty, "\(what): \(run.report.violations.prefix(2))")
      }
    }
  }

  /// The numbers a tenth larger and the days a month later; other words, and in the last row other flags; keys apart.
  private func shifted(_ rows: [SeedRow], _ columns: [SeedSchema.Column]) -> [SeedRow] {
    let values = columns.filter { $0.role == .value && !$0.key }
    return rows.enumerated().map { place, row in
      values.reduce(row) { row, column in
        let isLast = place == rows.count - 1
        switch column.kind {
        case .number:
          return row.number(column.name).map { row.setting(column.name, to: .number(1.1 * $0)) } ?? row
        case .day: return row.day(column.name).map { row.setting(column.name, to: .day($0 + 30)) } ?? row
        case .flag where isLast:
          return row.setting(column.name, to: .number(1 - (row.number(column.name) ?? 0)))
        case .text where !column.choices.isEmpty:
          let other = column.choices.first { $0 != row.text(column.name) } ?? ""
          return row.setting(column.name, to: .text(other))
        default: return row
        }
      }
    }
  }

  /// Tables whose figures are only held against the model's.
  private static let onlyObserved: Set = ["met_rates"]

  @Test("In every table, what its rows say moves the results")
  func rowsMove() throws {
    let files = try ShippedSeeds.files.get()
    let worlds = [
      Trial(to: "2026-04", paths: 64, values: ["eu.opposition": 0.3]),
      Trial(asOf: "2026-08-20", from: "2026-01", to: "2026-06", paths: 64, history: true),
      Trial(asOf: "2022-12-10", from: "2022-12", to: "2023-03", paths: 64),
    ]
    let bases = try worlds.map(fingerprint)
    for (table, columns) in files.schema.tables where !Self.onlyObserved.contains(table) {
      guard columns.contains(where: { $0.role == .value && !$0.key }) else { continue }
      let moves = try zip(worlds, bases).contains { world, base in
        var other = world
        other.seeds = world.seeds.replacing(table) { shifted($0, columns) }
        return try fingerprint(other) != base
      }
      #expect(moves, "\(table)")
    }
  }
}
