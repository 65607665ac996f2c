internal import Kernels
internal import Sampling

/// A factor of which a weighted sum over the months is spread by the design.
struct Direction: Sendable {
  let factor: Factor
  let spread: Spread
}

/// The months of a factor turned so that their weighted sum is the normal number that the design chose.
///
/// Of independent standard normal z and any weights a that don't depend on them, with s² = Σ a², the sum Σ a z / s is
/// standard normal and independent of what is left of z. So exchanging it for another normal number w,
/// z′ = z + a (w − Σ a z / s) / s, leaves their law as it was, and only makes w as even over the paths as the design is
/// (Caflisch, Morokoff, Owen 1997: a path is built from its most important component down).
final class DirectedFactor {
  let factor: Int
  private let dimension: Int
  private let months: Int
  private let weights, normals, scratch: ColumnStore

  init(_ direction: Direction, plan: Plan) {
    factor = direction.factor.index
    dimension = plan.model.spreadDimensions[direction.spread.index]
    months = plan.months.count
    weights = ColumnStore(columns: months)
    normals = ColumnStore(columns: months)
    scratch = ColumnStore(columns: 3)
  }

  /// What each month weighs: for the mechanism to fill; zero where it doesn't.
  var direction: ColumnMatrix { weights.matrix(0..<months) }

  /// The numbers of a month.
  func month(_ index: Int) -> Column { normals[index] }

  func begin() { weights.zero() }

  /// Draws all months of a block, and turns them.
  func draw(_ plan: Plan, _ monthly: MonthlyNumbers, firstPath: Int) {
    let chosen = scratch[0], sum = scratch[1], size = scratch[2]
    plan.spreadDesign.uniforms(dimension: dimension, firstPath: firstPath, into: chosen)
    replaceByNormalQuantiles(chosen)
    sum.fill(0)
    size.fill(0)
    for month in 0..<months {
      let z = normals[month], a = weights[month]
      let number = plan.months.month(month).ordinal
      normalQuantiles(
        of: monthly.uniforms(plan.factorStreams[factor], firstPath: firstPath, month: number), into: z)
      for path in z.indices {
        sum[path] += a[path] * z[path]
        size[path] += a[path] * a[path]
      }
    }
    for path in sum.indices {
      // Where no month weighs anything, nothing is exchanged.
      let square = size[path] > 0 ? size[path] : 1
      sum[path] = (chosen[path] * root(square) - sum[path]) / square
    }
    for month in 0..<months {
      let z = normals[month], a = weights[month]
      for path in z.indices { z[path] += a[path] * sum[path] }
    }
  }
}
