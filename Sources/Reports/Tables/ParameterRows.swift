public import Engine
internal import Sampling

/// A resolved parameter, or one dated step of it: what a run will draw from, and where that was set.
public struct ParameterRow: Sendable {
  /// What the model says of it.
  public let declaration: ParameterDeclaration
  /// `price_cap.level`, or `price_cap.level@2026-02-01` for a dated step.
  public let name: String
  /// The mean over the paths.
  public let mean: Double
  /// The 5th percentile.
  public let p05: Double
  /// The 95th percentile.
  public let p95: Double
  /// Whether all paths have the same value.
  public let isConstant: Bool
  /// File and line, `--set`, a seed table, or `default`.
  public let origin: String
  /// Whether the scenario or `--set` set it.
  public let isSet: Bool
  /// What the number rests on.
  public let source: String
  /// Whether a straight line leads from here to the next date.
  public let isRamp: Bool

  init(_ declaration: ParameterDeclaration, _ step: Schedule.Step) {
    self.declaration = declaration
    name = declaration.name + (step.from.map { "@\($0)" } ?? "")
    isConstant = step.value.isConstant
    mean = isConstant ? step.value.quantile(0.5) : step.value.mean
    p05 = isConstant ? mean : step.value.quantile(0.05)
    p95 = isConstant ? mean : step.value.quantile(0.95)
    origin = step.provenance?.origin ?? declaration.origin
    isSet = step.provenance?.isSet ?? false
    source = step.provenance?.source ?? declaration.source
    isRamp = step.toward != nil
  }

  /// All parameters of a model in their order.
  public static func all(_ model: Model, _ settings: Settings) -> [ParameterRow] {
    model.parameters.indices.flatMap { slot in
      settings.schedule(of: slot, in: model).steps.map { ParameterRow(model.parameters[slot], $0) }
    }
  }
}
