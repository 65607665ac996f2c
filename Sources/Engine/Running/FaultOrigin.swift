internal import Kernels

extension Simulation {
  /// How many set parameters an error names.
  private static let mostNamed = 20

  /// An error with the mechanism in which the path first stopped being numbers, and the parameters that the scenario set.
  func origin(of error: NotFinite, _ options: RunOptions) -> NotFinite {
    var found: NotFinite?
    again(error.path, options) { block, month in
      found = found ?? fault(in: block, month, error.path % blockWidth, error)
    }
    return found ?? error
  }

  /// The parameters that the scenario set, with their values on a path of the run in a month.
  func parameters(of path: Int, in month: Month, _ options: RunOptions) -> [String] {
    var found: [String] = []
    again(path, options) { block, index in
      // A month before the period is known by what the first one has.
      if plan.months.month(index) == max(month, layout.period.first) {
        found = parameters(of: block, path % blockWidth)
      }
    }
    return found
  }

  /// Computes the block of a path once more, since a run keeps neither what it doesn't report nor its parameters.
  private func again(_ path: Int, _ options: RunOptions, _ look: @escaping (Block, Int) -> Void) {
    var same = RunOptions()
    same.onUniforms = options.onUniforms
    let kept = Kept(
      rules: series.map(\.rule), layout: layout, controls: plan.model.controls.count * layout.years.count,
      capacity: blockWidth)
    var month = plan.leadIn
    Worker(plan: plan, series: series, same)
      .run(firstPath: path / blockWidth * blockWidth, used: blockWidth, into: kept, at: 0) { block in
        look(block, month)
        month += 1
      }
  }

  /// The first series of the month that is no number on a path; mechanisms stand in the order in which they compute.
  private func fault(in block: Block, _ month: Int, _ path: Int, _ error: NotFinite) -> NotFinite? {
    for (slot, output) in plan.model.outputs.enumerated() {
      let value = block.output(slot, month: month, back: 0)[path]
      guard !value.isFinite else { continue }
      return NotFinite(
        variable: output.variable, region: output.region, month: layout.period.month(month - plan.leadIn),
        path: error.path, value: value, mechanism: plan.model.sections[output.mechanism].name,
        parameters: parameters(of: block, path))
    }
    return nil
  }

  /// What the scenario set and uncertain parameters came to on the path.
  private func parameters(of block: Block, _ path: Int) -> [String] {
    let set = plan.values.filter { plan.settings.values[plan.model.parameters[$0.slot].name] != nil }
    let words = set.prefix(Simulation.mostNamed).map { value in
      let parameter = plan.model.parameters[value.slot]
      return "\(parameter.name) \(block.parameters[value.slot][path]) \(parameter.unit.symbol)"
    }
    return words + (set.count > words.count ? ["\(set.count - words.count) more"] : [])
  }
}
