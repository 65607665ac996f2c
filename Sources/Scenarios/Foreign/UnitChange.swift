internal import Engine

/// How a value of the file becomes one of the table: a factor, upside down or not, and a rate of exchange.
struct UnitChange {
  private let factor: Double
  private let isInverted: Bool
  /// What one unit of the file's money is in the table's, by month; nil where the money is the same.
  private let exchange: [Month: Double]?
  let words: String
  let need: String

  init(
    _ text: String?, to column: SeedSchema.Column, isInverted: Bool, _ seeds: SeedFiles
  ) throws(ForeignProblem) {
    guard let text else {
      guard column.unit.isEmpty else {
        throw ForeignProblem("say in which unit the file is with --unit; the table's is '\(column.unit)'")
      }
      (factor, self.isInverted, exchange) = (1, isInverted, nil)
      (words, need) = ("taken as it is", "")
      return
    }
    guard let unit = Unit(text), let target = Unit(column.unit) else {
      throw ForeignProblem("'\(text)' is not a unit; the table's is '\(column.unit)'")
    }
    if let found = unit.conversion(to: target) {
      (factor, self.isInverted, exchange) = (found.factor, isInverted, nil)
      words =
        isInverted
        ? "turned upside down" : "\(text) to \(column.unit)\(found.constant.map { ", " + $0 } ?? "")"
      need = ""
      return
    }
    let parts = text.split(separator: "/").map(String.init)
    if parts.count == 2, let upside = Unit("\(parts[1])/\(parts[0])"),
      let found = upside.conversion(to: target)
    {
      (factor, self.isInverted, exchange) = (found.factor, true, nil)
      (words, need) = ("\(text), turned upside down to \(column.unit)", "")
      return
    }
    guard let other = UnitChange.otherMoney(text), let found = Unit(other.text)?.conversion(to: target),
      let rates = UnitChange.rates(seeds, other.isEuro)
    else {
      throw ForeignProblem(
        "\(text) is \(unit.dimension), and the table's \(column.unit) is \(target.dimension)")
    }
    (factor, self.isInverted, exchange) = (found.factor, isInverted, rates)
    words = "\(text) to \(column.unit), with the table's rate of exchange month by month"
    need = "months without a rate of exchange are left out"
  }

  func value(_ value: Double, in month: Month) -> Double? {
    let rate = exchange == nil ? 1 : exchange?[month]
    return rate.map { (isInverted ? 1 / value : value) * factor * $0 }
  }

  /// The unit with the other of the two moneys.
  private static func otherMoney(_ text: String) -> (text: String, isEuro: Bool)? {
    if text.contains("EUR") { return (text.replacing("EUR", with: "USD"), true) }
    return text.contains("USD") ? (text.replacing("USD", with: "EUR"), false) : nil
  }

  /// The monthly column that is measured in euros a dollar; dollars a euro for a file in euros.
  private static func rates(_ seeds: SeedFiles, _ isEuro: Bool) -> [Month: Double]? {
    for (table, columns) in seeds.schema.tables {
      guard let column = columns.first(where: { $0.unit == "EUR/USD" }) else { continue }
      var rates: [Month: Double] = [:]
      for row in seeds.tables[table] {
        guard let month = row.month("month"), let rate = row.number(column.name) else { continue }
        rates[month] = isEuro ? 1 / rate : rate
      }
      return rates
    }
    return nil
  }
}
