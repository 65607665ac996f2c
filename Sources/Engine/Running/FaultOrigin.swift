internal import Kernels

extension Simulation {
  /// How many set parameters an error names.
  private static let mostNamed = 20

  /// An error with the mechanism in which the path first stopped being numbers, and the parameters that the scenario set.
  ///
  /// The path's block is computed once more, since a run keeps neither what it doesn't report nor its parameters.
  func origin(of error: NotFinite) -> NotFinite {
    let first = error.path / blockWidth * blockWidth, path = error.path - first
    let worker = Worker(plan: plan, series: series, RunOptions())
    let kept = Kept(
      series: series.count, layout: layout, controls: plan.model.controls.count * layout.years.count,
      capacity: blockWidth)
    var found: NotFinite?
    var month = plan.leadIn
    worker.run(firstPath: first, used: blockWidth, into: kept, at: 0) { block in
      found = found ?? fault(in: block, month, path, error)
      month += 1
    }
    return found ?? error
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
