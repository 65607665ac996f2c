internal import Engine
internal import Sampling
internal import ScenarioText

/// One way to write a distribution: the arguments it takes, and what it makes of them.
struct DistributionForm: Sendable {
  let name: String
  let arguments: [String]
  /// The arguments may stand without their names, in this order.
  let isPositional: Bool
  let make: @Sendable ([Double]) throws -> Distribution

  static let names = Set(all.map(\.name)).union(["discrete", "truncated"]).sorted()

  static let all: [DistributionForm] = [
    .init(name: "uniform", arguments: ["low", "high"], isPositional: true) {
      try Distribution.uniform(low: $0[0], high: $0[1]).checked()
    },
    .init(name: "uniform", arguments: ["p05", "p95"], isPositional: false) {
      try .uniform(p05: $0[0], p95: $0[1])
    },
    .init(name: "triangular", arguments: ["low", "mode", "high"], isPositional: true) {
      try Distribution.triangular(low: $0[0], mode: $0[1], high: $0[2]).checked()
    },
    .init(name: "triangular", arguments: ["p05", "mode", "p95"], isPositional: false) {
      try .triangular(p05: $0[0], mode: $0[1], p95: $0[2])
    },
    .init(name: "normal", arguments: ["mean", "sd"], isPositional: true) {
      try Distribution.normal(mean: $0[0], sd: $0[1]).checked()
    },
    .init(name: "normal", arguments: ["p05", "p95"], isPositional: false) {
      try .normal(p05: $0[0], p95: $0[1])
    },
    .init(name: "lognormal", arguments: ["median", "p95"], isPositional: false) {
      try .lognormal(median: $0[0], p95: $0[1])
    },
    .init(name: "lognormal", arguments: ["mean", "sd"], isPositional: false) {
      try .lognormal(mean: $0[0], sd: $0[1])
    },
    .init(name: "lognormal", arguments: ["p05", "p95"], isPositional: false) {
      try .lognormal(p05: $0[0], p95: $0[1])
    },
    .init(name: "lognormal", arguments: ["p05", "p50", "p95"], isPositional: false) {
      try .lognormal(p05: $0[0], p50: $0[1], p95: $0[2])
    },
    .init(name: "beta", arguments: ["mean", "sd"], isPositional: false) {
      try .beta(mean: $0[0], sd: $0[1])
    },
    .init(name: "beta", arguments: ["mean", "sd", "low", "high"], isPositional: false) {
      try .beta(mean: $0[0], sd: $0[1], low: $0[2], high: $0[3])
    },
    .init(name: "beta", arguments: ["p05", "p95"], isPositional: false) {
      try .beta(p05: $0[0], p95: $0[1])
    },
    .init(name: "beta", arguments: ["p05", "p95", "low", "high"], isPositional: false) {
      try .beta(p05: $0[0], p95: $0[1], low: $0[2], high: $0[3])
    },
    .init(name: "pert", arguments: ["low", "mode", "high"], isPositional: true) {
      try .pert(low: $0[0], mode: $0[1], high: $0[2])
    },
    .init(name: "central", arguments: ["p05", "p50", "p95"], isPositional: false) {
      try .central(p05: $0[0], p50: $0[1], p95: $0[2])
    },
  ]

  /// How the forms of a name are written, for messages.
  static func usage(_ name: String) -> String {
    switch name {
    case "discrete": return "write discrete(40=0.3, 60=0.7)"
    case "truncated": return "write truncated(normal(60, 10), 40, 80)"
    default:
      let forms = all.filter { $0.name == name }.map { form in
        "\(name)(\(form.arguments.map { form.isPositional ? $0 : "\($0)=" }.joined(separator: ", ")))"
      }
      return "write \(forms.joined(separator: " or "))"
    }
  }
}

extension MeasureReader {
  /// A distribution written as a call.
  mutating func call(
    _ name: String, _ arguments: [ValueText.Argument], _ unit: ValueText.UnitText?, _ whole: ValueText
  ) throws -> Distribution {
    guard DistributionForm.names.contains(name) else {
      throw node.diagnostic(
        ValueText.Problem(
          "'\(name)' is not a distribution", at: whole.offset, length: name.count,
          hint: suggestion(for: name, among: DistributionForm.names).map { "did you mean '\($0)'?" }
            ?? "known are \(DistributionForm.names.joined(separator: ", "))"))
    }
    if name == "discrete" { return try discrete(arguments, unit, whole) }
    if name == "truncated" { return try truncated(arguments, unit, whole) }
    let form = try self.form(name, arguments, whole)
    let ordered = try form.arguments.enumerated().map { place, wanted in
      let argument =
        form.isPositional && arguments[place].label == nil
        ? arguments[place] : arguments.first { $0.name == wanted }
      guard let argument else { throw misuse(name, whole) }
      return try number(argument.value, outer: unit)
    }
    return try build(whole) { try form.make(ordered) }
  }

  private func form(
    _ name: String, _ arguments: [ValueText.Argument], _ whole: ValueText
  ) throws -> DistributionForm {
    let forms = DistributionForm.all.filter { $0.name == name }
    let allowed = Set(forms.flatMap(\.arguments))
    for argument in arguments {
      guard let label = argument.label, !allowed.contains(argument.name ?? "") else { continue }
      throw node.diagnostic(
        "\(name) has no argument '\(argument.name ?? "")'", at: label, hint: DistributionForm.usage(name))
    }
    let isBare = arguments.allSatisfy { $0.label == nil }
    let names = Set(arguments.compactMap(\.name))
    let fitting = forms.first { form in
      guard form.arguments.count == arguments.count else { return false }
      return isBare ? form.isPositional : names == Set(form.arguments)
    }
    guard let fitting else { throw misuse(name, whole) }
    return fitting
  }

  private func misuse(_ name: String, _ whole: ValueText) -> Diagnostic {
    node.diagnostic("these are not the arguments of \(name)", at: whole, hint: DistributionForm.usage(name))
  }

  private mutating func discrete(
    _ arguments: [ValueText.Argument], _ unit: ValueText.UnitText?, _ whole: ValueText
  ) throws -> Distribution {
    var outcomes: [(value: Double, weight: Double)] = []
    for argument in arguments {
      guard let label = argument.label, case .number = label.kind,
        case .number(let weight, let weightUnit) = argument.value.kind
      else { throw misuse("discrete", whole) }
      let scale = weightUnit.flatMap { Unit($0.text)?.conversion(to: .share)?.factor } ?? 1
      outcomes.append((try number(label, outer: unit), weight * scale))
    }
    guard !outcomes.isEmpty else { throw misuse("discrete", whole) }
    let sum = outcomes.reduce(0) { $0 + $1.weight }
    guard abs(sum - 1) < 1e-6 else {
      throw node.diagnostic(
        "the chances add up to \(short(sum)), not 1", at: whole, hint: DistributionForm.usage("discrete"))
    }
    return try build(whole) { try .discrete(weighted: outcomes) }
  }

  private mutating func truncated(
    _ arguments: [ValueText.Argument], _ unit: ValueText.UnitText?, _ whole: ValueText
  ) throws -> Distribution {
    guard arguments.count == 3, case .call = arguments[0].value.kind else { throw misuse("truncated", whole) }
    let base = try quantity(arguments[0].value, outer: unit)
    let low = try number(arguments[1].value, outer: unit), high = try number(arguments[2].value, outer: unit)
    guard low < high else {
      throw node.diagnostic("the low end is not below the high one", at: arguments[1].value, hint: nil)
    }
    return try build(whole) { try base.truncated(to: low...high) }
  }

  /// Turns what a distribution says of its arguments into a placed message.
  private func build(_ whole: ValueText, _ make: () throws -> Distribution) throws -> Distribution {
    do {
      return try make()
    } catch let error as DistributionError {
      throw node.diagnostic(error.sentence, at: whole, hint: nil)
    }
  }
}
