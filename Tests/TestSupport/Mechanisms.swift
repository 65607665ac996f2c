public import Engine
internal import Kernels
internal import Sampling

/// Something that has nothing to do with the rest: a parameter, a shock, a state and a series of its own.
public struct Stranger: Mechanism {
  public static let section = "stranger"
  public static let summary = "Unrelated to the rest."
  let value: Parameter
  let noise: Shock
  let memory: State
  let output: Output

  public init(_ declare: Declarations) {
    value = declare.uncertain(
      "value", .normal(mean: 0, sd: 1), .share, in: -1000...1000, "A number.", source: "test")
    noise = declare.shock("noise")
    memory = declare.state("memory", rows: 3)
    output = declare.output("sum", .share, .mean, "A sum.", headline: true)
  }

  public func step(_ paths: MonthView) {
    let output = paths[output], value = paths[value]
    paths.uniforms(noise, into: output)
    for path in paths.indices { output[path] += value[path] }
  }
}

/// Nothing is lost and nobody is afraid: what Brent reads of the world.
public struct QuietWorld: Mechanism {
  public static let section = "world"
  public static let summary = "A world without news."

  public init(_ declare: Declarations) {
    _ = declare.output("response", .share, .mean, "None.", region: "World")
    _ = declare.output("risk_premium", .share, .mean, "None.", region: "World")
  }

  public func step(_ paths: MonthView) {}
}
