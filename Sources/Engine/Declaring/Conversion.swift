/// How a series is shown in another unit: what its values are multiplied by, month by month and path by path.
public struct Conversion: Sendable {
  /// An exchange rate that values are multiplied by, or divided by.
  struct Rate: Sendable {
    let slot: Int
    let isDivided: Bool
  }

  /// By month of the period.
  let factors: [Double]
  /// The exchange rates of the same month and path.
  let rates: [Rate]
  /// What each month of the period weighs in a span, where the unit is per day or year; empty where months count alike.
  let weights: [Double]
  /// What values are multiplied by where that is the same in all months; nil where it goes by the days of the month.
  public var factor: Double? { factors.allSatisfy { $0 == factors[0] } ? factors[0] : nil }
  /// The unit of its own that the series has.
  public let own: Unit
  /// The physical constant used, such as `7.33 bbl of crude a tonne`; nil where there is none.
  public let constant: String?
  /// The series whose values on the path are the exchange rates used.
  public let rateSeries: [String]
}

/// Finds how series are shown in the units that a run's settings choose.
struct UnitShower {
  let model: Model
  let period: Period
  let choices: [UnitChoice]

  /// The series in its shown unit, with the way there; nil where it stays as it is.
  func shown(_ declared: OutputDeclaration) -> (declaration: OutputDeclaration, conversion: Conversion)? {
    let isRate = declared.unit.symbol.split(separator: "/").allSatisfy {
      model.currencies.contains(String($0))
    }
    guard !isRate, declared.unit.dimension != .none else { return nil }
    for choice in choices {
      if case .unit(let unit) = choice.kind, let found = converted(declared, to: unit) { return found }
      if case .share(let name) = choice.kind, let found = shown(declared, asShare: name) { return found }
    }
    return replaced(declared).flatMap { converted(declared, to: $0) }
  }

  /// The unit with the chosen currency and pace in place of its own.
  private func replaced(_ declared: OutputDeclaration) -> Unit? {
    var unit = declared.unit
    for choice in choices {
      switch choice.kind {
      case .unit, .share: continue
      case .money(let currency):
        guard let own = model.currencies.first(where: { unit.replacing($0, with: currency) != unit }) else {
          continue
        }
        unit = unit.replacing(own, with: currency) ?? unit
      case .pace(let pace):
        if declared.isFlow {
          unit = unit.each(pace) ?? unit
        } else if let own = unit.pace, declared.aggregation == .mean {
          unit = unit.replacing(own.rawValue, with: pace.rawValue) ?? unit
        }
      }
    }
    return unit
  }

  func converted(
    _ declared: OutputDeclaration, to unit: Unit, evenIfSame: Bool = false
  ) -> (declaration: OutputDeclaration, conversion: Conversion)? {
    let own = declared.isFlow ? (declared.unit.each(.month) ?? declared.unit) : declared.unit
    var wanted = unit, rule = declared.aggregation, weights: [Double] = []
    var paces = [Double](repeating: 1, count: period.count)
    let months = (0..<period.count).map { period.month($0) }
    if let pace = unit.pace, declared.isFlow {
      // What a month brings, over how many days or parts of a year it has.
      rule = .mean
      weights = months.map { pace.count(in: $0) }
      paces = weights.map { Unit.months.factor / (pace.unit.factor * $0) }
    } else if own.pace != nil, unit.pace == nil, let flow = unit.each(.month) {
      // A rate over all days of the month, or what the month brings anyway.
      wanted = flow
      if !declared.isFlow {
        rule = .sum
        paces = months.map { Double($0.days) / Unit.months.factor }
      }
    }
    let isSame = unit.symbol == declared.unit.symbol && rule == declared.aggregation
    guard !isSame || evenIfSame, let step = step(from: own, to: wanted, declared) else { return nil }
    var declaration = declared
    declaration.unit = unit
    declaration.aggregation = rule
    let conversion = Conversion(
      factors: paces.map { $0 * step.factor }, rates: step.rates, weights: weights, own: declared.unit,
      constant: step.constant,
      rateSeries: step.rates.map { model.outputs[$0.slot].label })
    return (declaration, conversion)
  }

  private typealias Step = (factor: Double, constant: String?, rates: [Conversion.Rate])

  /// What leads from one unit to another: the same dimension, one physical constant, exchange rates.
  private func step(from own: Unit, to wanted: Unit, _ declared: OutputDeclaration) -> Step? {
    if let factor = own.plainFactor(to: wanted) { return (factor, nil, []) }
    let section = String(declared.variable.prefix { $0 != "." })
    if let found = UnitWords.step(from: own.dimension, to: wanted.dimension, in: section) {
      return (own.factor * found.factor / wanted.factor, found.name, [])
    }
    for exchange in model.exchanges where exchange.ratio * own.dimension == wanted.dimension {
      return (own.factor / wanted.factor, nil, exchange.rates)
    }
    return nil
  }
}

/// A way from one currency to another over the model's exchange rates.
struct Exchange: Sendable {
  /// The dimension reached over the one left.
  let ratio: Dimension
  let rates: [Conversion.Rate]
}

extension Model {
  /// The series as results show them: in the chosen units, where one fits.
  public func outputs(in choices: [UnitChoice], over period: Period) -> [OutputDeclaration] {
    guard !choices.isEmpty else { return outputs }
    let shower = UnitShower(model: self, period: period, choices: choices)
    return outputs.map { shower.shown($0)?.declaration ?? $0 }
  }

  /// The currencies that series give exchange rates of.
  public var currencies: Set<String> {
    Set(rates.flatMap { outputs[$0].unit.symbol.split(separator: "/").map(String.init) })
  }

  /// One rate, its inverse, and two after each other.
  var exchanges: [Exchange] {
    let single = rates.flatMap { slot in
      let ratio = outputs[slot].unit.dimension
      return [
        Exchange(ratio: ratio, rates: [.init(slot: slot, isDivided: false)]),
        Exchange(ratio: ratio.inverted(), rates: [.init(slot: slot, isDivided: true)]),
      ]
    }
    let double = single.flatMap { first in
      single.filter { $0.rates[0].slot != first.rates[0].slot }.map {
        Exchange(ratio: first.ratio * $0.ratio, rates: first.rates + $0.rates)
      }
    }
    return single + double
  }
}

extension OutputDeclaration {
  /// Whether a month's value is what the month brings.
  var isFlow: Bool { aggregation == .sum && unit.dimension != .none }
}
