internal import Engine
public import Studies

/// What results depend on: tables at the terminal and `sensitivity.csv`.
public struct SensitivityReport: Sendable {
  private static let shown = 10
  /// The series in money that "worth knowing first" is about.
  private static let money = ["budget.oil_gas", "oil.revenue"]

  private let study: Sensitivity
  private let sobol: SensitivitySobol?
  private let morris: SensitivityMorris?

  public init(_ study: Sensitivity, sobol: SensitivitySobol? = nil, morris: SensitivityMorris? = nil) {
    self.study = study
    self.sobol = sobol
    self.morris = morris
  }

  /// What a terminal shows: the horizon only.
  public var text: String {
    let parts = [rankText, worthText, groupText, sobolText, morrisText]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var rankText: String {
    study.remainders.map { remainder in
      let rows = study.ranked(remainder.series)
      let told = rows.filter(\.index.isToldFromZero)
      guard !told.isEmpty else { return "\(remainder.series.label): no parameter can be told from zero\n\n" }
      var table = PlainTable(
        ["\(remainder.series.label), \(study.total.name)", "share of variance", "± se"], textColumns: 1)
      for row in told.prefix(SensitivityReport.shown) {
        table.add([row.parameter, percent(row.index.value), percent(row.index.error)])
      }
      table.add([
        "shocks, and parameters together", percent(remainder.share.value), percent(remainder.share.error),
      ])
      return table.text + silence(rows, told.count) + "\n"
    }.joined()
  }

  private func silence(_ rows: [Sensitivity.Row], _ told: Int) -> String {
    let rest = rows.filter { !$0.index.isToldFromZero }
    guard let largest = rest.map({ $0.index.pathsNeeded(paths: study.paths) }).max() else { return "" }
    return "(\(told) of \(rows.count) can be told from zero with \(grouped(study.paths)) paths; the other "
      + "\(rest.count) would need up to \(grouped(largest)) paths, if they are 0.5 % or more)\n"
  }

  private var worthText: String {
    let rows = study.remainders.map(\.series).filter {
      SensitivityReport.money.contains($0.declaration.variable) && $0.declaration.region == "Russia"
    }.flatMap { study.ranked($0).filter(\.index.isToldFromZero).prefix(SensitivityReport.shown) }
    guard !rows.isEmpty else { return "" }
    let hasDecision = rows.contains { $0.information.decision != nil }
    var table = PlainTable(
      ["worth knowing first", "for", "less sd", "± se"] + (hasDecision ? ["EVPPI"] : []) + ["unit"],
      textColumns: 2)
    for row in rows {
      let value = row.information
      table.add(
        [
          row.parameter, row.series.label, readable(value.reduction, digits: 3),
          readable(value.error, digits: 2),
        ]
          + (hasDecision ? [value.decision.map { readable($0, digits: 3) } ?? ""] : [])
          + [row.series.spanUnit])
    }
    return table.text + "(by how much the standard deviation would fall if the parameter were known)\n"
  }

  private var groupText: String {
    guard !study.groups.isEmpty else { return "" }
    var table = PlainTable(["Shapley effects in groups", "on", "effect", "± se"], textColumns: 2)
    for group in study.groups {
      for (name, effect) in zip(group.parameters, group.effects) {
        table.add([name, group.series.label, percent(effect.value), percent(effect.error)])
      }
    }
    return table.text
  }

  private var sobolText: String {
    guard let sobol else { return "" }
    return sobol.parameters.map { part in
      var table = PlainTable(
        ["\(part.series.label), Sobol", "first", "± se", "total", "± se"], textColumns: 1)
      let rows = sobol.rows.filter { $0.series.slot == part.series.slot }
        .sorted { $0.indices.total.value > $1.indices.total.value }
      for row in rows where row.indices.total.isToldFromZero {
        let first = row.indices.first
        table.add([
          row.parameter, first.isToldFromZero ? percent(first.value) : "not told from 0",
          percent(first.error), percent(row.indices.total.value), percent(row.indices.total.error),
        ])
      }
      let all = part.share
      table.add(["all parameters together", percent(all.value), percent(all.error), "", ""])
      table.add(["shocks, alone and with parameters", percent(1 - all.value), percent(all.error), "", ""])
      return table.text + "\n"
    }.joined()
  }

  private var morrisText: String {
    guard let morris else { return "" }
    var slots: Set<Int> = []
    return morris.rows.map(\.series).filter { slots.insert($0.slot).inserted }.map { series in
      var table = PlainTable(
        ["\(series.label), elementary effects", "μ*", "± se", "μ", "σ", "unit"], textColumns: 1)
      let rows = morris.rows.filter { $0.series.slot == series.slot }
        .sorted { $0.effects.size.value > $1.effects.size.value }
      for row in rows.prefix(SensitivityReport.shown) {
        let effects = row.effects
        table.add([
          row.parameter, readable(effects.size.value, digits: 3), readable(effects.size.error, digits: 2),
          readable(effects.mean, digits: 3), readable(effects.scatter, digits: 3), series.spanUnit,
        ])
      }
      return table.text + "\n"
    }.joined()
  }

  /// `sensitivity.csv`.
  public var tables: [StudyTable] {
    [SensitivityTable(study: study, sobol: sobol, morris: morris).table]
  }
}
