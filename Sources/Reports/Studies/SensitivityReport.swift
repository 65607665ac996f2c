internal import Engine
public import Studies

/// What results depend on: tables at the terminal and `sensitivity.csv`.
public struct SensitivityReport: Sendable {
  private static let shown = 10
  private let study: Sensitivity
  /// The series in money that the answer is about.
  private let money: [String]
  private let sobol: SensitivitySobol?
  private let morris: SensitivityMorris?

  /// - Parameter money: the series in money that the answer is about.
  public init(_ study: SensitivityStudy, money: [String]) {
    self.init(study.given, money: money, sobol: study.sobol, morris: study.morris)
  }

  /// What one run tells, and runs besides where there were any.
  public init(
    _ study: Sensitivity, money: [String] = [], sobol: SensitivitySobol? = nil,
    morris: SensitivityMorris? = nil
  ) {
    self.study = study
    self.money = money
    self.sobol = sobol
    self.morris = morris
  }

  /// What a terminal shows: what matters, in money; then the details, of the horizon only.
  public var text: String {
    let parts = [
      answerText, rankText, groupText, sobol.map { SensitivityRunsText.text($0, paths: study.paths) } ?? "",
      morris.map(SensitivityRunsText.text) ?? "",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// The series that the answer is about: those in money, or whatever there is.
  private var answered: [Series] {
    let money = study.series.filter {
      self.money.contains($0.declaration.variable) && $0.declaration.isHome
    }
    return money.isEmpty ? Array(study.series.prefix(max(self.money.count, 1))) : money
  }

  private var answerText: String {
    let rows = answered.flatMap { study.ranked($0) }
    let hasDecision = rows.contains { $0.information.decision != nil }
    var table = PlainTable(
      ["what matters", "for", "share", "± se", "moves by", "less sd", "± se"]
        + (hasDecision ? ["EVPPI", "± se"] : []) + ["unit"], textColumns: 2)
    for series in answered {
      for row in study.split.rows(series) where row.part != .together {
        table.add(
          [name(row.part), series.label, percent(row.share.value), percent(row.share.error)]
            + [readable(row.own, digits: 3), "", ""] + (hasDecision ? ["", ""] : []) + [series.spanUnit])
      }
      for row in study.ranked(series).filter(\.index.isToldFromZero).prefix(SensitivityReport.shown) {
        let fall = row.information.reduction, decision = row.information.decision
        let worth =
          decision.map { [readable($0.value, digits: 3), readable($0.error, digits: 2)] } ?? ["", ""]
        table.add(
          ["  " + row.parameter, series.label, percent(row.index.value), percent(row.index.error), ""]
            + [readable(fall.value, digits: 3), readable(fall.error, digits: 2)] + (hasDecision ? worth : [])
            + [series.spanUnit])
      }
    }
    return table.text
      + "(share: of the variance; moves by: the standard deviation that it alone would\n"
      + "leave; less sd: by how much that would fall if the parameter were known)\n"
  }

  /// A part of what chance decides, in words.
  private func name(_ part: VarianceSplit.Part) -> String {
    switch part {
    case .group(.parameters): "all parameters together"
    case .group(.events): "events of the scenario"
    case .group(.drivers): "shocks of \(study.split.drivers.joined(separator: ", "))"
    case .group(.shocks): "all other shocks"
    case .together: "these only together"
    }
  }

  private var rankText: String {
    study.series.map { series in
      let rows = study.ranked(series)
      let told = rows.filter(\.index.isToldFromZero)
      guard !told.isEmpty else { return "\(series.label): no parameter can be told from zero\n\n" }
      var table = PlainTable(
        ["\(series.label), \(study.total.name)", "share of variance", "± se", "5 %", "95 %"], textColumns: 1)
      for row in told.prefix(SensitivityReport.shown) {
        table.add([row.parameter] + shares(row.index))
      }
      for row in study.split.rows(series) { table.add([name(row.part)] + shares(row.share)) }
      return table.text
        + rows.map(\.index).silence("can be told from zero with \(grouped(study.paths)) paths", study.paths)
        + "\n"
    }.joined()
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

extension [IndexEstimate] {
  /// How many can be told from zero, and what it would take for the others; nothing where all can.
  ///
  /// - Parameters:
  ///   - told: what is said of those that can.
  ///   - count: paths or cases that they were found with.
  public func silence(_ told: String, _ count: Int, of what: String = "paths") -> String {
    let rest = filter { !$0.isToldFromZero }
    guard let largest = rest.map({ $0.pathsNeeded(paths: count) }).max() else { return "" }
    return "(\(self.count - rest.count) of \(self.count) \(told); the rest "
      + (largest > count
        ? "would need up to \(grouped(largest)) \(what), if they are 0.5 % or more)\n"
        : "is less than 0.5 %)\n")
  }
}
