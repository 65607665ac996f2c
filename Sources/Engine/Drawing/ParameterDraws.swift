internal import Kernels
internal import Sampling

/// What a run draws for its uncertain parameters and pins, path by path: the numbers that the run itself used.
public final class ParameterDraws {
  /// `brent.anchor`; with its date where a parameter has several values, `price_cap.level@2026-02-01`.
  public let names: [String]
  private let block: Block
  private let sources: [(slot: Int, column: Int?)]

  /// The draws of a run with these settings.
  public init(model: Model, settings: Settings) throws {
    let plan = try Plan(model: model, settings: settings)
    block = Block(plan: plan)
    var names: [String] = []
    var sources: [(slot: Int, column: Int?)] = []
    for value in plan.values where value.isRandom {
      let declared = model.parameters[value.slot]
      let schedule = settings.schedule(of: value.slot, in: model)
      let dates = schedule.steps.map { $0.from.map { "@\($0)" } ?? "" }
      // Those of the months before the period come first; what a cut line leads to last.
      let before = value.samplers.count - schedule.distributions.count
      for (place, date) in dates.enumerated() where value.samplers[before + place] != nil {
        names.append(declared.name + date)
        sources.append((value.slot, value.stepColumn.map { $0 + before + place }))
      }
    }
    self.names = names
    self.sources = sources
  }

  /// `[parameter][path]` of the block that begins with a path, a multiple of 256.
  public func values(firstPath: Int) -> [[Double]] {
    block.drawParameters(firstPath: firstPath)
    return sources.map { source in
      let column = source.column.map { block.steps[$0] } ?? block.parameters[source.slot]
      return column.indices.map { column[$0] }
    }
  }
}
