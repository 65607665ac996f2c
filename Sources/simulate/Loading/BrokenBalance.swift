internal import Engine
internal import RussianEnergy

#if DEBUG
  internal import Glibc
#endif

/// The model that a run is made of.
///
/// A debug build adds a balance that doesn't hold in the month that `THROTTLE_BREAK=2025-11` names, on one path, so that a
/// test sees what the program does of a fault of the model; no scenario can break one.
func modelSource(_ seeds: SeedTables) -> ModelSource {
  let source = RussianEnergy.source(seeds)
  #if DEBUG
    guard getenv("THROTTLE_BREAK") != nil else { return source }
    return ModelSource(seeds: seeds, reach: source.reach, decisions: source.decisions) {
      try RussianEnergy.model($0, $1, adding: [BrokenBalance.self])
    }
  #else
    return source
  #endif
}

#if DEBUG
  /// A balance that doesn't hold on one path of a month.
  struct BrokenBalance: Mechanism {
    static let section = "broken_balance"
    static let summary = "A fault that a test asks for."
    private static let path = 5

    init(_ declare: Declarations) {}

    func step(_ paths: MonthView) {}

    func check(_ paths: MonthView, _ report: inout ConservationReport) {
      let asked = getenv("THROTTLE_BREAK").map { String(cString: $0) }
      guard "\(paths.month)" == asked else { return }
      report.equal("what is put in") { ($0 == BrokenBalance.path ? 2 : 1, 1, 1) }
    }
  }
#endif
