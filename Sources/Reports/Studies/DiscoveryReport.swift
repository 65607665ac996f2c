public import Studies

/// Boxes as sentences, and their tables: `boxes.csv`, `limits.csv`, `trajectory.csv`.
public struct DiscoveryReport: Sendable {
  private let study: Discovery
  private let condition: String
  private let noun: String

  /// - Parameters:
  ///   - condition: what was asked for, as it was asked.
  ///   - noun: what a case is called: `case` or `path`.
  public init(_ study: Discovery, condition: String, noun: String) {
    self.study = study
    self.condition = condition
    self.noun = noun
  }

  // MARK: Sentences

  /// What a terminal shows.
  public var text: String {
    let left =
      study.left > 0
      ? "(\(study.left) of \(study.left + study.axes.count) axes tell nothing by themselves, or less than others, "
        + "and are left out)\n" : ""
    return
      (["\(condition): \(grouped(study.hits)) of \(counted(study.cases, noun))\n\(left)"]
      + sentences.map { $0 + "\n" }).joined(separator: "\n")
  }

  /// A sentence or two for each box; one where there is none.
  public var sentences: [String] {
    guard study.boxes.isEmpty else { return study.boxes.indices.map(sentence) }
    guard study.hits > 0 else { return ["It holds in no \(noun), so there is nothing to look for."] }
    guard study.hits < study.cases else { return ["It holds in every \(noun): nothing tells them apart."] }
    guard let densest = study.densest, densest.box.restricted > 0 else {
      return ["No limit of what was varied makes it more frequent."]
    }
    return [
      "No box reaches a density of \(percent(study.rules.density)). The densest: \(words(densest.box)); it holds in "
        + "\(percent(densest.density, digits: 3)) of \(counted(densest.cases, noun)) there, which are "
        + "\(percent(densest.coverage, digits: 3)) of all in which it does."
    ]
  }

  private func sentence(_ number: Int) -> String {
    let box = study.boxes[number], step = box.step
    let elsewhere =
      box.elsewhere.map {
        " In \(noun)s that a repeated search didn't see: density \(percent($0.density)), coverage "
          + "\(percent($0.coverage))."
      } ?? ""
    return "Box \(number + 1): \(words(step.box)). It holds in \(grouped(step.hits)) of "
      + "\(counted(step.cases, noun)) there: density \(stated(box.density)); these are "
      + "\(stated(box.coverage)) of all \(grouped(study.hits)) in which it does.\(elsewhere)"
  }

  private func stated(_ limits: Discovery.Limits) -> String {
    "\(percent(limits.value, digits: 3)) (\(bare(limits.low)) to \(bare(limits.high)))"
  }

  private func bare(_ share: Double) -> String { readable(share * 100, digits: 3) }

  /// `brent.anchor below 55.2 USD/bbl and policy none or india`.
  private func words(_ box: DiscoveryBox) -> String {
    let parts = zip(study.axes, box.limits).filter { $0.1.isRestricted }.map { axis, limit in
      "\(axis.name) \(DiscoveryReport.words(limit, axis))"
    }
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "everything" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }

  private static func words(_ limit: DiscoveryBox.Limit, _ axis: DiscoveryAxis) -> String {
    guard axis.words.isEmpty else {
      return axis.words.indices.filter { !limit.without.contains($0) }.map { axis.words[$0] }
        .joined(separator: " or ")
    }
    if axis.unit == "switch" { return limit.low == nil ? "off" : "on" }
    func number(_ value: Double) -> String { amount(value, axis.unit) }
    switch (limit.low, limit.high) {
    case (let low?, let high?): return "between \(number(low)) and \(number(high))"
    case (let low?, nil): return "above \(number(low))"
    case (nil, let high?): return "below \(number(high))"
    case (nil, nil): return ""
    }
  }

  // MARK: Tables

  /// The boxes first.
  public var tables: [StudyTable] { [boxes, limits, trajectory] }

  private var boxes: StudyTable {
    var result = StudyTable(
      "boxes.csv", "Boxes in which a condition is frequent",
      [
        ("box", "integer", "Number of the box, in the order in which they were found"),
        ("condition", "string", "What is asked for"),
        ("step", "integer", "Its step in trajectory.csv"),
        ("restricted", "integer", "How many axes it restricts"),
        ("cases", "integer", "Cases (or paths) inside"),
        ("hits", "integer", "Those in which the condition holds"),
        ("mass", "number", "Share of all cases that is inside"),
        ("coverage", "number", "Share of all hits that is inside"),
        ("coverage_p05", "number", "Lower end of its 90 % interval"),
        ("coverage_p95", "number", "Upper end of its 90 % interval"),
        ("density", "number", "Share of the cases inside in which the condition holds"),
        ("density_p05", "number", "Lower end of its 90 % interval"),
        ("density_p95", "number", "Upper end of its 90 % interval"),
        ("coverage_elsewhere", "number", "Coverage by repeated searches, in cases that they didn't see"),
        ("density_elsewhere", "number", "Density by repeated searches, in cases that they didn't see"),
        ("sentence", "string", "The box in words"),
      ])
    for (number, box) in study.boxes.enumerated() {
      let step = box.step
      result.table.row(
        number + 1, condition, [box.chosen, step.box.restricted, step.cases, step.hits], step.mass,
        [box.coverage, box.density].flatMap { [$0.value, $0.low, $0.high] }, box.elsewhere?.coverage,
        box.elsewhere?.density, sentence(number))
    }
    return result
  }

  private var limits: StudyTable {
    var result = StudyTable(
      "limits.csv", "What each box restricts",
      [
        ("box", "integer", "Number of the box"), ("axis", "string", "What is restricted"),
        ("low", "number", "Nothing inside is below it; empty without such a limit"),
        ("high", "number", "Nothing inside is above it"),
        ("words", "string", "What is inside of an axis of words"), ("unit", "string", "Unit of the limits"),
        ("reproduced", "number", "Share of the searches on cases drawn anew that restrict the axis"),
        ("chance", "number", "Chance of so many hits inside if this axis told nothing (binomial, one-sided)"),
      ])
    for (number, box) in study.boxes.enumerated() {
      for (place, limit) in box.step.box.limits.enumerated() where limit.isRestricted {
        let axis = study.axes[place]
        result.table.row(
          number + 1, axis.name, [limit.low, limit.high],
          axis.words.isEmpty ? "" : DiscoveryReport.words(limit, axis), axis.unit, box.reproduced[place],
          box.chance[place])
      }
    }
    return result
  }

  private var trajectory: StudyTable {
    var result = StudyTable(
      "trajectory.csv", "The way from all cases to each box and beyond",
      [
        ("box", "integer", "Number of the box"), ("step", "integer", "From 0: all that was searched"),
        ("cases", "integer", "Cases inside"), ("hits", "integer", "Those in which the condition holds"),
        ("coverage", "number", "Share of all hits"), ("density", "number", "Share of the cases inside"),
        ("mass", "number", "Share of all cases"), ("restricted", "integer", "Axes that are restricted"),
        ("chosen", "boolean", "Whether this step is the box"),
      ])
    for (number, box) in study.boxes.enumerated() {
      for (place, step) in box.steps.enumerated() {
        result.table.row(
          [number + 1, place, step.cases, step.hits], [step.coverage, step.density, step.mass],
          step.box.restricted, String(place == box.chosen))
      }
    }
    return result
  }
}
