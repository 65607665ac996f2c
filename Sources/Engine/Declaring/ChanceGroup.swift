public import Sampling

/// A part of what chance decides in a run, that a study can hold while it draws the rest anew.
public enum ChanceGroup: Sendable, Hashable, CaseIterable {
  /// All uncertain parameters and start values.
  case parameters
  /// The scenario's events.
  case events
  /// The shocks of the mechanisms that matter most: those whose numbers the design spreads.
  case drivers
  /// All other shocks.
  case shocks
}

/// Groups that are drawn as another run draws them.
public struct HeldChance: Sendable {
  /// The groups that are held.
  public let groups: Set<ChanceGroup>
  /// Of the other run.
  public let seed: UInt64
  /// Its design.
  public let design: DesignKind

  /// Holds groups as a run with this seed and design draws them.
  public init(_ groups: Set<ChanceGroup>, seed: UInt64, design: DesignKind) {
    self.groups = groups
    self.seed = seed
    self.design = design
  }
}

extension Settings {
  /// The seed and the design that a group is drawn with.
  func source(of group: ChanceGroup) -> (seed: UInt64, design: DesignKind) {
    guard let held, held.groups.contains(group) else { return (seed, design) }
    return (held.seed, held.design)
  }

  func seed(of group: ChanceGroup) -> UInt64 { source(of: group).seed }

  func design(of group: ChanceGroup) -> Design {
    let source = source(of: group)
    return Design(source.design, seed: source.seed, paths: paths)
  }
}

extension Model {
  /// The sections whose shocks are the drivers.
  public var drivers: [String] {
    spreads.map { String($0.prefix { $0 != "." }) }.uniqued
  }

  /// Whose a shock is, by its full name.
  func group(ofShock name: String) -> ChanceGroup {
    drivers.contains(String(name.prefix { $0 != "." })) ? .drivers : .shocks
  }

  func group(ofFactor index: Int) -> ChanceGroup {
    directions.contains { $0.factor.index == index } ? .drivers : .shocks
  }
}
