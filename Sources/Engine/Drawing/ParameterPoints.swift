public import Kernels
internal import Sampling

/// The uniform numbers behind the uncertain parameters of a run: what given-data sensitivity needs besides results.
public struct ParameterPoints: Sendable {
  private let plan: Plan
  /// The slots of the parameters that are drawn, in the model's order.
  public let slots: [Int]
  /// Their names.
  public let names: [String]
  /// Places in `slots` of parameters that depend on each other, by group; independent ones are in none.
  public let groups: [[Int]]

  /// The points of a run with these settings.
  public init(model: Model, settings: Settings) throws {
    let plan = try Plan(model: model, settings: settings)
    let slots = plan.values.filter(\.isRandom).map(\.slot)
    self.plan = plan
    self.slots = slots
    names = slots.map { model.parameters[$0].name }
    groups = ParameterPoints.groups(plan).map { $0.compactMap { slots.firstIndex(of: $0) } }
      .filter { $0.count > 1 }
  }

  /// The connected parts of the correlation matrix, as slots.
  private static func groups(_ plan: Plan) -> [[Int]] {
    guard let matrix = plan.parameterCopula?.correlation else { return [] }
    var left = Array(plan.joined.indices)
    var result: [[Int]] = []
    while let first = left.first {
      var group = [first]
      var next = 0
      while next < group.count {
        let row = group[next]
        group += left.filter { !group.contains($0) && matrix[row, $0] != 0 }
        next += 1
      }
      left.removeAll { group.contains($0) }
      result.append(group.sorted().map { plan.joined[$0] })
    }
    return result
  }

  /// The independent numbers of a parameter on 256 consecutive paths, before correlations.
  public func independent(slot: Int, firstPath: Int, into column: Column) {
    plan.uniforms(of: slot, firstPath: firstPath, into: column)
  }

  /// The numbers of the parameter at a place of `slots` on all paths, before correlations.
  public func independent(_ place: Int) -> [Double] {
    var result: [Double] = []
    let brick = ColumnStore(columns: 1)
    for first in stride(from: 0, to: plan.settings.paths, by: blockWidth) {
      independent(slot: slots[place], firstPath: first, into: brick[0])
      result += (0..<min(blockWidth, plan.settings.paths - first)).map { brick[0][$0] }
    }
    return result
  }

  /// `[parameter][path]`: the numbers that the parameters' quantiles were taken of, correlated as in the run.
  public func uniforms() -> [[Double]] {
    let paths = plan.settings.paths
    var result = slots.map { _ in [Double](repeating: 0, count: paths) }
    let brick = ColumnStore(columns: plan.joined.count + 1)
    for first in stride(from: 0, to: paths, by: blockWidth) {
      for (row, slot) in plan.joined.enumerated() {
        independent(slot: slot, firstPath: first, into: brick[row])
      }
      plan.parameterCopula?.apply(brick.matrix(0..<plan.joined.count))
      for (place, slot) in slots.enumerated() {
        let row = plan.joined.firstIndex(of: slot)
        let column = brick[row ?? plan.joined.count]
        if row == nil { independent(slot: slot, firstPath: first, into: column) }
        for path in first..<min(first + blockWidth, paths) { result[place][path] = column[path - first] }
      }
    }
    return result
  }
}
