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
    let parts = [
      rankText, worthText, groupText, sobol.map { SensitivityRunsText.text($0, paths: study.paths) } ?? "",
      morris.map(SensitivityRunsText.text) ?? "",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var rankText: String {
    study.remainders.map { remainder in
      let rows = study.ranked(remainder.series)
      let told = rows.filter(\.index.isToldFromZero)
      guard !told.isEmpty else { return "\(remainder.series.label): no parameter can be told from zero\n\n" }
      var table = PlainTable(
        ["\(remainder.series.label), \(study.total.name)", "share of variance", "± se", "5 %", "95 %"],
        textColumns: 1)
      for row in told.prefix(SensitivityReport.shown) {
        table.add([row.parameter] + shares(row.index))
      }
      table.add(["shocks, and parameters together"] + shares(remainder.share))
      return table.text + silence(rows, told.count) + "\n"
    }.joined()
  }

  private func silence(_ rows: [Sensitivity.Row], _ told: Int) -> String {
    let rest = rows.filter { !$0.index.isToldFromZero }
    guard let largest = rest.map({ $0.index.pathsNeeded(paths: study.paths) }).max() else { return "" }
    let told = "(\(told) of \(rows.count) can be told from zero with \(grouped(study.paths)) paths; "
    return largest > study.paths
      ? told + "the rest would need up to \(grouped(largest)) paths, if they are 0.5 % or more)\n"
      : told + "the rest is less than 0.5 %)\n"
  }

  private var worthText: String {
    let rows = study.remainders.map(\.series).filter {
      SensitivityReport.money.contains($0.declaration.variable) && $0.declaration.isHome
    }.flatMap { study.ranked($0).filter(\.index.isToldFromZero).prefix(SensitivityReport.shown) }
    guard !rows.isEmpty else { return "" }
    let hasDecision = rows.contains { $0.information.decision != nil }
    let interval = ["± se", "5 %", "95 %"]
    var table = PlainTable(
      ["worth knowing first", "for", "less sd"] + interval + (hasDecision ? ["EVPPI"] + interval : []) + [
        "unit"
      ],
      textColumns: 2)
    for row in rows {
      let decision = row.information.decision.map(amounts) ?? ["", "", "", ""]
      table.add(
        [row.parameter, row.series.label] + amounts(row.information.reduction)
          + (hasDecision ? decision : []) + [row.series.spanUnit])
    }
    return table.text + "(by how much the standard deviation would fall if the parameter were known)\n"
  }

  private var groupText: String {
    guard !study.groups.isEmpty else { return "" }
    var table = PlainTable(
      ["Shapley effects in groups", "on", "effect", "± se", "5 %", "95 %"], textColumns: 2)
    for group in study.groups {
      for (name, effect) in zip(group.parameters, group.effects) {
        table.add([name, group.series.label] + shares(effect))
      }
    }
    return table.text
  }

  /// `sensitivity.csv`.
  public var tables: [StudyTable] {
    [SensitivityTable(study: study, sobol: sobol, morris: morris).table]
  }
}

/// An index with its error and interval, for a table.
private func shares(_ index: IndexEstimate) -> [String] {
  [index.value, index.error, index.low, index.high].map { percent($0) }
}

/// An amount with its error and interval.
private func amounts(_ estimate: IndexEstimate) -> [String] {
  [readable(estimate.value, digits: 3)]
    + [estimate.error, estimate.low, estimate.high].map { readable($0, digits: 2) }
}
