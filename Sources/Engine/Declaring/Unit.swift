/// What a quantity measures: exponents of the base quantities of energy statistics.
public struct Dimension: Hashable, Sendable, CustomStringConvertible {
  static let names = ["oil volume", "mass", "gas volume", "energy", "USD", "EUR", "RUB", "time"]
  var exponents = [Int8](repeating: 0, count: names.count)

  static let oil = Dimension(0), mass = Dimension(1), gas = Dimension(2), energy = Dimension(3)
  static let dollar = Dimension(4), euro = Dimension(5), rouble = Dimension(6), time = Dimension(7)
  public static let none = Dimension()

  init() {}

  private init(_ base: Int) {
    exponents[base] = 1
  }

  static func * (left: Dimension, right: Dimension) -> Dimension {
    var product = left
    for base in product.exponents.indices { product.exponents[base] += right.exponents[base] }
    return product
  }

  func inverted() -> Dimension {
    var result = self
    for base in result.exponents.indices { result.exponents[base] = -result.exponents[base] }
    return result
  }

  public var description: String {
    func phrase(_ sign: Int8) -> [String] {
      exponents.indices.filter { exponents[$0] * sign > 0 }.map { Dimension.names[$0] }
    }
    let over = phrase(1).joined(separator: " × ")
    let under = phrase(-1).joined(separator: " × ")
    if over.isEmpty && under.isEmpty { return "a share or count" }
    return under.isEmpty ? over : "\(over.isEmpty ? "1" : over) per \(under)"
  }
}

/// A unit as analysts write it: `kb/d`, `USD/bbl`, `bn RUB`, `%`, `/month`.
public struct Unit: Hashable, Sendable, CustomStringConvertible {
  public let symbol: String
  public let dimension: Dimension
  /// How many base units one of these is.
  public let factor: Double

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
      } else if let atom = atoms[String(word)] {
        let dimension = result.dimension * atom.0
        result = Unit(symbol: "", dimension: dimension, factor: result.factor * atom.1)
      } else {
        return nil
      }
    }
    return result
  }

  private static let multiples: [String: Double] = ["bn": 1e9, "mn": 1e6, "tn": 1e12]

  /// Days in a month and in a year are those of the Gregorian mean.
  private static let atoms: [String: (Dimension, Double)] = [
    "bbl": (.oil, 1), "kb": (.oil, 1e3), "mb": (.oil, 1e6), "Mb": (.oil, 1e6),
    "t": (.mass, 1), "kt": (.mass, 1e3), "Mt": (.mass, 1e6),
    "bcm": (.gas, 1), "mcm": (.gas, 1e-3),
    "MWh": (.energy, 1), "TWh": (.energy, 1e6), "MMBtu": (.energy, 0.293_071_07),
    "USD": (.dollar, 1), "EUR": (.euro, 1), "RUB": (.rouble, 1),
    "d": (.time, 1), "day": (.time, 1), "days": (.time, 1), "month": (.time, 30.436_875),
    "months": (.time, 30.436_875), "y": (.time, 365.2425), "year": (.time, 365.2425),
    "%": (.none, 0.01), "share": (.none, 1), "count": (.none, 1), "index": (.none, 1), "switch": (.none, 1),
  ]

  /// Names for a "did you mean".
  public static var known: [String] { Array(atoms.keys).sorted() }
}

extension Unit {
  private static func named(_ text: String) -> Unit {
    Unit(text) ?? Unit(symbol: text, dimension: .none, factor: .nan)
  }
  public static let kbPerDay = named("kb/d"), barrelsMillion = named("mb")
  public static let mtPerYear = named("Mt/y"), mtPerMonth = named("Mt/month"), megatonnes = named("Mt")
  public static let usdPerBarrel = named("USD/bbl"), roublesPerTonne = named("RUB/t")
  public static let usdPerTonne = named("USD/t")
  public static let roublesPerDollar = named("RUB/USD"), billionDollars = named("bn USD")
  public static let billionRoubles = named("bn RUB"), billionEuros = named("bn EUR")
  public static let billionDollarsPerMonth = named("bn USD/month")
  public static let billionRoublesPerMonth = named("bn RUB/month")
  public static let share = named("share"), percent = named("%"), count = named("count")
  public static let index = named("index"), toggle = named("switch")
  public static let days = named("d"), months = named("month"), years = named("y")
  public static let perDay = named("/d"), perMonth = named("/month"), perYear = named("/y")
  public static let barrelsPerTonne = named("bbl/t")
}

/// Physical constants that bridge two dimensions; a conversion that needs one says which.
struct Bridge {
  let name: String
  let from: Dimension
  let to: Dimension
  /// Base units of `to` in one base unit of `from`.
  let rate: Double

  static let all = [
    Bridge(name: "7.33 bbl of crude a tonne", from: .mass, to: .oil, rate: 7.33),
    Bridge(name: "10.55 TWh of gas a bcm", from: .gas, to: .energy, rate: 10.55e6),
    Bridge(name: "1.36 bcm of gas a Mt of LNG", from: .mass, to: .gas, rate: 1.36e-6),
  ]
}

extension Unit {
  /// What one of `self` is in another unit, with the name of the physical constant used, if any.
  public func conversion(to other: Unit) -> (factor: Double, constant: String?)? {
    if dimension == other.dimension { return (factor / other.factor, nil) }
    for bridge in Bridge.all {
      let step = bridge.from.inverted() * bridge.to
      if dimension * step == other.dimension {
        return (factor * bridge.rate / other.factor, bridge.name)
      }
      if dimension * step.inverted() == other.dimension {
        return (factor / bridge.rate / other.factor, bridge.name)
      }
    }
    return nil
  }
}

extension Unit {
  public static let millionBarrelsPerDay = named("Mb/d")
}
