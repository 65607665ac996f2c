/// A name that a parameter had in an earlier version; users' files that say it go on being read.
public struct FormerName: Sendable, Equatable {
  /// The name in full, such as `crude.level`.
  public let name: String
  /// The parameter that has its meaning now; nil where none has.
  public let now: String?
  /// What to write instead where no parameter has its meaning; empty where one has.
  public let advice: String
}

extension Declarations {
  /// Says what a parameter was called before, in full.
  public func formerly(_ names: String..., now parameter: Parameter) {
    for name in names {
      formerNames.append(FormerName(name: name, now: parameters[parameter.slot].name, advice: ""))
    }
  }

  /// Says what to write instead of a name whose meaning was split or is gone.
  public func gone(_ name: String, write advice: String) {
    formerNames.append(FormerName(name: name, now: nil, advice: advice))
  }

  /// Names that stand for two things at once.
  var formerFaults: [String] {
    let current = Set(parameters.map(\.name))
    var seen: Set<String> = []
    return formerNames.compactMap { former in
      if current.contains(former.name) { return "the former name \(former.name) is a parameter's name" }
      return seen.insert(former.name).inserted ? nil : "the former name \(former.name) is declared twice"
    }
  }
}

extension Model {
  /// What an earlier version's name has become; nil for names that were never a parameter's.
  public func former(_ name: String) -> FormerName? { formerNames.first { $0.name == name } }

  /// The name that a parameter has now, whichever of its names is given.
  public func current(_ name: String) -> String { former(name)?.now ?? name }
}
