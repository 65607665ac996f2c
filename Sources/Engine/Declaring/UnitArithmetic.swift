extension Unit {
  /// The unit of a product; without a name of its own where both have one.
  public static func * (left: Unit, right: Unit) -> Unit {
    Unit(
      symbol: joined(left.symbol, "×", right.symbol), dimension: left.dimension * right.dimension,
      factor: left.factor * right.factor)
  }

  /// The unit of a quotient: a share where both measure the same.
  public static func / (left: Unit, right: Unit) -> Unit {
    let dimension = left.dimension * right.dimension.inverted()
    guard dimension != .none else { return .share }
    return Unit(
      symbol: joined(left.symbol, "÷", right.symbol), dimension: dimension, factor: left.factor / right.factor
    )
  }

  /// How many of the other unit one of this is, without any physical constant; nil where they measure
  /// different things.
  public func plainFactor(to other: Unit) -> Double? {
    dimension == other.dimension ? factor / other.factor : nil
  }

  private static func joined(_ left: String, _ sign: String, _ right: String) -> String {
    let bare = ["share", "count", "index", "switch"]
    if bare.contains(right) { return left }
    return bare.contains(left) && sign == "×" ? right : "\(left) \(sign) \(right)"
  }
}

extension OutputDeclaration {
  /// The unit of a span's number: a sum of `Mt/month` over months is in `Mt`.
  public var spanUnit: Unit {
    let symbol = unit.symbol
    guard aggregation == .sum, symbol.hasSuffix("/month") else { return unit }
    return Unit(String(symbol.dropLast("/month".count))) ?? .count
  }
}
