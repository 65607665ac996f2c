/// A yearly amount of money that results in money can be shown as a share of.
public struct Yardstick: Sendable {
  /// The unit of such results: `% of GDP`.
  public let name: String
  /// What the amounts are counted in.
  let unit: Unit
  /// By calendar year.
  let amounts: [Int: Double]
}

extension Declarations {
  /// Lets results in money be shown as a percentage of a yearly amount, under the name of that unit.
  public func yardstick(_ name: String, _ unit: Unit, _ amounts: [Int: Double]) {
    yardsticks.append(Yardstick(name: name, unit: unit, amounts: amounts))
  }
}

extension UnitShower {
  /// Money as a share of a yearly amount: a flow at a year's pace, a stock as it stands; nil where a year has no amount.
  func shown(
    _ declared: OutputDeclaration, asShare name: String
  ) -> (declaration: OutputDeclaration, conversion: Conversion)? {
    guard let yardstick = model.yardsticks.first(where: { $0.name == name }),
      declared.isFlow || declared.aggregation == .last,
      let wanted = declared.isFlow ? yardstick.unit.each(.year) : yardstick.unit
    else { return nil }
    let amounts = (0..<period.count).map { yardstick.amounts[period.month($0).year] }
    guard !amounts.contains(nil), let found = converted(declared, to: wanted, evenIfSame: true) else {
      return nil
    }
    var declaration = found.declaration
    declaration.unit = Unit(symbol: name, dimension: .none, factor: Unit.percent.factor)
    let conversion = found.conversion
    return (
      declaration,
      Conversion(
        factors: zip(conversion.factors, amounts).map { $0 * 100 / ($1 ?? .nan) }, rates: conversion.rates,
        weights: conversion.weights, own: conversion.own, constant: conversion.constant,
        rateSeries: conversion.rateSeries)
    )
  }
}
