internal import Kernels
public import Sampling

/// Functions whose indices are known, and points to evaluate them at.
public enum SensitivityOracles {
  /// How many points there are.
  public static let paths = 8192

  /// Uniform numbers of the engine's own design, `[parameter][path]`.
  public static func points(_ count: Int, seed: UInt64, _ kind: DesignKind = .nested) -> [[Double]] {
    let design = Design(kind, seed: seed, paths: paths)
    let brick = ColumnStore(columns: 1)
    return (0..<count).map { dimension in
      stride(from: 0, to: paths, by: blockWidth).flatMap { first -> [Double] in
        design.uniforms(dimension: dimension, firstPath: first, into: brick[0])
        return (0..<blockWidth).map { brick[0][$0] }
      }
    }
  }

  /// A function of uniform numbers at all points.
  public static func values(_ points: [[Double]], _ function: ([Double]) -> Double) -> [Double] {
    (0..<paths).map { path in function(points.map { $0[path] }) }
  }

  /// Ishigami and Homma's function with a = 7, b = 0.1.
  public static func ishigami(_ u: [Double]) -> Double {
    let x = u.map { Double.pi * (2 * $0 - 1) }
    let second = sine(x[1])
    return sine(x[0]) + 7 * second * second + 0.1 * x[2] * x[2] * x[2] * x[2] * sine(x[0])
  }

  /// How little each argument of Sobol's function matters.
  public static let importances = [0, 1, 4.5, 9, 99, 99, 99, 99.0]

  /// Sobol's G function.
  public static func sobolG(_ u: [Double]) -> Double {
    zip(u, importances).reduce(1) { $0 * (((4 * $1.0 - 2).magnitude + $1.1) / (1 + $1.1)) }
  }

  /// sin x for |x| ≤ π, by its series.
  public static func sine(_ x: Double) -> Double {
    var term = x
    var sum = x
    for order in stride(from: 3.0, through: 35, by: 2) {
      term *= -x * x / (order * (order - 1))
      sum += term
    }
    return sum
  }
}
