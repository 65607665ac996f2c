/// What a quantity measures: exponents of the quantities that everything is counted in, such as time.
public struct Dimension: Hashable, Sendable, CustomStringConvertible {
  private var exponents: [String: Int] = [:]

  /// Shares, counts and indices.
  public static let none = Dimension()

  init() {}

  /// The dimension of a quantity itself.
  init(_ quantity: String) { exponents[quantity] = 1 }

  static func * (left: Dimension, right: Dimension) -> Dimension {
    var product = left
    product.exponents.merge(right.exponents, uniquingKeysWith: +)
    product.exponents = product.exponents.filter { $0.value != 0 }
    return product
  }

  func inverted() -> Dimension {
    var result = self
    result.exponents = exponents.mapValues { -$0 }
    return result
  }

  /// `USD per oil volume`, `1 per time`, `a share or count`.
  public var description: String {
    func phrase(_ sign: Int) -> [String] { exponents.filter { $0.value * sign > 0 }.keys.sorted() }
    let over = phrase(1).joined(separator: " × ")
    let under = phrase(-1).joined(separator: " × ")
    if over.isEmpty && under.isEmpty { return "a share or count" }
    return under.isEmpty ? over : "\(over.isEmpty ? "1" : over) per \(under)"
  }
}

/// A unit as analysts write it: `kb/d`, `USD/bbl`, `bn RUB`, `%`, `/month`.
public struct Unit: Hashable, Sendable, CustomStringConvertible {
  /// As it was written.
  public let symbol: String
  /// What it measures; only units of the same dimension convert into each other.
  public let dimension: Dimension
  /// How many base units one of these is.
  public let factor: Double

  /// As it was written.
  public var description: String { symbol }

  init(symbol: String, dimension: Dimension, factor: Double) {
    self.symbol = symbol
    self.dimension = dimension
    self.factor = factor
  }

  /// Reads a unit; nil where a word in it is unknown.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let over = Unit.product(parts[0], mayBeEmpty: parts.count == 2)
    else { return nil }
    guard parts.count == 2 else {
      self = Unit(symbol: text, dimension: over.dimension, factor: over.factor)
      return
    }
    guard let under = Unit.product(parts[1], mayBeEmpty: false) else { return nil }
    let dimension = over.dimension * under.dimension.inverted()
    self = Unit(symbol: text, dimension: dimension, factor: over.factor / under.factor)
  }

  private static func product(_ text: Substring, mayBeEmpty: Bool) -> Unit? {
    let words = text.split(separator: " ")
    guard !words.isEmpty || mayBeEmpty else { return nil }
    var result = Unit(symbol: "", dimension: .none, factor: 1)
    for word in words {
      if let multiple = multiples[String(word)], words.count > 1 {
        result = Unit(symbol: "", dimension: result.dimension, factor: result.factor * multiple)
      } else if let atom = UnitWords.meaning(of: String(word)) {
        let dimension = result.dimension * atom.dimension
        result = Unit(symbol: "", dimension: dimension, factor: result.factor * atom.factor)
      } else {
        return nil
      }
    }
    return result
  }

  private static let multiples: [String: Double] = ["bn": 1e9, "mn": 1e6, "tn": 1e12]
}

extension Unit: ExpressibleByStringLiteral {
  /// A unit of a declaration; a word that nobody registered makes it a fault of the model.
  public init(stringLiteral text: String) {
    self = Unit(text) ?? Unit(symbol: text, dimension: .none, factor: .nan)
  }

  /// Whether every word of it is known.
  var isKnown: Bool { factor.isFinite }

  /// Numbers without a dimension: a share of one, its hundredth, a count, and an index whose base its series names.
  public static let share: Unit = "share", percent: Unit = "%", count: Unit = "count", index: Unit = "index"
  /// A decision: 1 is taken, 0 isn't.
  public static let toggle: Unit = "switch"
  /// Lengths of time; a month is the twelfth part of a year.
  public static let days: Unit = "d", months: Unit = "month", years: Unit = "y"
  /// Rates.
  public static let perDay: Unit = "/d", perMonth: Unit = "/month", perYear: Unit = "/y"
}
