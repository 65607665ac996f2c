internal import Sampling

/// Who has which dimension of the design: the influential few the leading ones, all others their place in the register.
struct DesignPlaces {
  private let places: [String: Int]

  init(register: [String], influential: [String], _ faults: inout [String]) {
    let all =
      influential.enumerated().map { ($1, $0) } + register.enumerated().map { ($1, Design.leading + $0) }
    if Set(register).count != register.count || Set(influential).count != influential.count {
      faults.append("the dimension register names a parameter twice")
    }
    if influential.count > Design.leading {
      faults.append("only \(Design.leading) parameters and spread numbers can be the most influential")
    }
    places = Dictionary(all, uniquingKeysWith: { first, _ in first })
  }

  /// A name that the register lacks has a dimension that follows from it: rows come and go, and a parameter that was just
  /// written waits for its place.
  func dimension(of name: String) -> Int {
    places[name] ?? (Int(stableHash(seed: 0, name: name) >> 33) | DesignPlaces.unregistered)
  }

  /// Whether a name has its place for good.
  func has(_ name: String) -> Bool { places[name] != nil }

  /// Dimensions of other names lie above all that a register may hold.
  private static let unregistered = 1 << 31
}
