internal import Engine

/// A part of a scenario that can be taken from one case or the other.
public enum ComparisonBlock: Sendable, Hashable, CustomStringConvertible {
  /// What was known, and the months: start values and seed tables come with them.
  case knowledge
  case section(String)
  case event(String)
  case correlations
  case pin(String)

  /// As the scenario has it.
  public var description: String {
    switch self {
    case .knowledge: "as_of and period"
    case .section(let name): name
    case .event(let name): "event: \(name)"
    case .correlations: "correlations"
    case .pin(let name): "pin: \(name)"
    }
  }

  /// The blocks in which two cases differ.
  public static func differing(_ first: Trial, _ second: Trial) -> [ComparisonBlock] {
    let a = first.settings, b = second.settings
    var blocks: [ComparisonBlock] = a.asOf != b.asOf || a.period.first != b.period.first ? [.knowledge] : []
    blocks += sections(first, second).map { .section($0) }
    let names =
      a.events.map(\.name) + b.events.map(\.name).filter { name in !a.events.contains { $0.name == name } }
    blocks += names.filter { text(of: $0, in: a) != text(of: $0, in: b) }.map { .event($0) }
    if correlations(a) != correlations(b) { blocks.append(.correlations) }
    let pins = Set(a.pins.keys).union(b.pins.keys).sorted()
    return blocks
      + pins.filter { a.pins[$0] != b.pins[$0] }.map {
        .pin($0)
      }
  }

  private static func sections(_ first: Trial, _ second: Trial) -> [String] {
    let names = first.model.parameters.filter { parameter in
      guard let slot = second.model.slot(of: parameter.name) else { return false }
      let a = first.settings.values[parameter.name]?.schedule
      let b = second.settings.values[parameter.name]?.schedule
      guard a != nil || b != nil else { return false }
      return (a ?? parameter.standard) != (b ?? second.model.parameters[slot].standard)
    }
    return names.map { String($0.section) }.uniqued
  }

  private static func text(of event: String, in settings: Settings) -> String {
    guard let found = settings.events.first(where: { $0.name == event }) else { return "" }
    return "\(found.timing) \(found.chance) \(String(describing: found.lasts)) \(found.effects)"
  }

  private static func correlations(_ settings: Settings) -> [String: Double] {
    Dictionary(
      settings.correlations.map { ([$0.first, $0.second].sorted().joined(separator: " ~ "), $0.value) },
      uniquingKeysWith: { $1 })
  }
}

extension Trial {
  /// This case with some blocks taken from another.
  public func taking(_ blocks: Set<ComparisonBlock>, from other: Trial) -> Trial {
    var result = Trial(model: blocks.contains(.knowledge) ? other.model : model, settings: settings)
    if blocks.contains(.knowledge) {
      result.settings.asOf = other.settings.asOf
      result.settings.period = other.settings.period
    }
    for block in blocks { result.take(block, from: other.settings) }
    return result
  }

  private mutating func take(_ block: ComparisonBlock, from other: Settings) {
    switch block {
    case .knowledge: break
    case .section(let name):
      settings.values = settings.values.filter { !$0.key.hasPrefix("\(name).") }
      for (key, value) in other.values where key.hasPrefix("\(name).") { settings.values[key] = value }
    case .event(let name):
      let new = other.events.first { $0.name == name }
      let place = settings.events.firstIndex { $0.name == name }
      if let place, let new {
        settings.events[place] = new
      } else if let place {
        settings.events.remove(at: place)
      } else if let new {
        settings.events.append(new)
      }
    case .correlations: settings.correlations = other.correlations
    case .pin(let name): settings.pins[name] = other.pins[name]
    }
  }
}
