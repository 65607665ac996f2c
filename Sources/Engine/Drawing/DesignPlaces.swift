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

  /// - Parameter isOfRow: whether a name that the register lacks has a dimension by itself, since rows come and go.
  func dimension(of name: String, isOfRow: Bool = false, _ faults: inout [String]) -> Int {
    if let place = places[name] { return place }
    if isOfRow { return Int(stableHash(seed: 0, name: name) >> 33) | DesignPlaces.ofRows }
    faults.append("append \(name) to the dimension register")
    return 0
  }

  /// Dimensions of rows lie above all that a register may hold.
  private static let ofRows = 1 << 31
}
