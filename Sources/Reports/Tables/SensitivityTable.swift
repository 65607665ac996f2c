internal import Engine
internal import Studies

/// `sensitivity.csv`: one row for each measure, tidy.
struct SensitivityTable {
  let study: Sensitivity
  let sobol: SensitivitySobol?
  let morris: SensitivityMorris?

  private static let columns: [(name: String, type: String, title: String)] = [
    ("variable", "string", "Output variable"), ("region", "string", "Country, district, buyer or route"),
    ("span", "string", "Month, or the horizon"),
    ("measure", "string", "rank_first, closed, shapley, sobol_first, sobol_total, morris_mu_star, …"),
    (
      "parameter", "string",
      "Parameter; (parameters), (events), (drivers), (shocks): all of them; (together): only together"
    ),
    ("group", "string", "Parameters that a Shapley effect was taken among"),
    ("value", "number", "The index, effect or value"),
    ("se", "number", "Its standard error, from 16 replicates"),
    ("p05", "number", "Lower end of its 90 % interval, from replicates drawn with replacement"),
    ("p95", "number", "Upper end of its 90 % interval"),
    ("unit", "string", "share for indices, else the unit of the series"),
    ("told_from_zero", "boolean", "More than three standard errors above zero"),
    ("paths_needed", "integer", "Paths that would tell it from zero, if it is 0.005 or more"),
  ]

  var table: StudyTable {
    var result = StudyTable(
      "sensitivity.csv", "What results depend on", SensitivityTable.columns)
    addRanks(&result)
    addGroups(&result)
    addRuns(&result)
    return result
  }

  private func addRanks(_ result: inout StudyTable) {
    for series in study.series {
      let rows = study.rows.filter { $0.series.slot == series.slot }
      for row in rows { add(&result, row.series, row.span.name, "rank_first", row.parameter, row.index) }
      for row in study.split.rows(series) {
        add(&result, series, study.total.name, "closed", SensitivityTable.name(row.part), row.share)
      }
      for row in rows where row.span == study.total {
        let value = row.information
        let unit = row.series.spanUnit
        add(&result, row.series, row.span.name, "sd_reduction", row.parameter, value.reduction, unit: unit)
        guard let decision = value.decision else { continue }
        add(&result, row.series, row.span.name, "evppi", row.parameter, decision, unit: unit)
      }
    }
  }

  private static func name(_ part: VarianceSplit.Part) -> String {
    switch part {
    case .group(.parameters): "(parameters)"
    case .group(.events): "(events)"
    case .group(.drivers): "(drivers)"
    case .group(.shocks): "(shocks)"
    case .together: "(together)"
    }
  }

  private func addGroups(_ result: inout StudyTable) {
    for group in study.groups {
      let members = group.parameters.joined(separator: " ")
      for (name, effect) in zip(group.parameters, group.effects) {
        add(&result, group.series, study.total.name, "shapley", name, effect, group: members)
      }
    }
  }

  private func addRuns(_ result: inout StudyTable) {
    let span = study.total.name
    for row in sobol?.rows ?? [] {
      add(&result, row.series, span, "sobol_first", row.parameter, row.indices.first)
      add(&result, row.series, span, "sobol_total", row.parameter, row.indices.total)
    }
    for part in sobol?.parameters ?? [] {
      add(&result, part.series, span, "sobol_closed", "(all)", part.share)
    }
    for row in morris?.rows ?? [] {
      let unit = row.series.spanUnit
      add(&result, row.series, span, "morris_mu_star", row.parameter, row.effects.size, unit: unit)
      add(&result, row.series, span, "morris_mu", row.parameter, row.effects.mean, unit: unit)
      add(&result, row.series, span, "morris_sigma", row.parameter, row.effects.scatter, unit: unit)
    }
  }

  private func add(
    _ result: inout StudyTable, _ series: Series, _ span: String, _ measure: String, _ parameter: String,
    _ estimate: IndexEstimate, group: String = "", unit: String = "share"
  ) {
    let isIndex = unit == "share"
    // An effect may be negative, an index can't.
    let size = isIndex ? estimate : estimate.magnitude
    let needed = isIndex ? estimate.pathsNeeded(paths: study.paths) : nil
    result.table.row(
      series.declaration.variable, series.declaration.region, span, measure, parameter, group,
      [estimate.value, estimate.error, estimate.low, estimate.high], unit, size.isToldFromZero, needed)
  }
}
