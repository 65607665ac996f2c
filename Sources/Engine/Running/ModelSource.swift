/// Where models come from: all seed tables, and how a model is made of what was known of them.
public struct ModelSource: Sendable {
  /// Makes a model from the tables as known and the first month of a run.
  public typealias Make = @Sendable (_ known: SeedTables, _ first: Month) throws -> Model

  /// Every row there is, also what became known later.
  public let seeds: SeedTables
  /// From when to when runs can start; nil where the tables set no bounds.
  public let reach: Reach?
  /// Tables that hold decisions alone, which a study may show to forecasts before they were taken.
  public let decisions: [String]
  private let make: Make

  /// A source of all rows there are, and of the function that makes models of what was known of them.
  public init(seeds: SeedTables, reach: Reach? = nil, decisions: [String] = [], make: @escaping Make) {
    self.seeds = seeds
    self.reach = reach
    self.decisions = decisions
    self.make = make
  }

  /// The model as known on a day, for a run that begins in a month.
  public func model(asOf day: Day, from first: Month) throws -> Model {
    try make(seeds.known(on: day), first)
  }

  /// What the model asks of the tables when it is made with all that is known by now, and what its series are
  /// observed by; nil for a source without a reach, which is made for other tables than those of the seeds.
  public func ledger() throws -> SeedLedger? {
    guard let day = reach?.lastDay else { return nil }
    let ledger = SeedLedger(seeds.known(on: day))
    ledger.note(observed: try make(ledger.tables, day.month + 1))
    return ledger
  }

  /// The same, with the tables that a model is made of changed.
  public func seeing(_ change: @escaping @Sendable (SeedTables) -> SeedTables) -> ModelSource {
    ModelSource(seeds: seeds, decisions: decisions) { known, first in try make(change(known), first) }
  }
}
