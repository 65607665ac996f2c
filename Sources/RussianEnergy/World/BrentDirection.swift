internal import Engine
internal import Kernels

/// What a surprise of each month adds to the mean of Brent's logarithm over the period: the direction of the one number
/// that explains most of oil revenue, which the design therefore spreads.
///
/// Per unit of z it is σ D with the adjoint of Δx′ = k (ln m − x) + φ Δx + σ z, last month first:
/// D = L + φ D⁺ and L = [the month counts] + L⁺ − k D⁺, where ⁺ is the month after. σ comes from the states that the
/// chain of calm and crisis will go through with the parameters of the beginning; where these are dated the direction
/// is a little off, which costs evenness but never changes the law.
struct BrentDirection: Sendable {
  private let rows: State

  private enum Row {
    static let number = 0, crisis = 1, level = 2, change = 3
    static let count = 4
  }

  init(_ declare: Declarations) { rows = declare.state("direction", rows: Row.count) }

  /// Fills the weights of the months from the state in which the run begins.
  func fill(_ brent: Brent, crisis: Column, number: Column, _ paths: MonthView) {
    let rows = paths.matrix(rows)
    rows[Row.number].assign(number)
    rows[Row.crisis].assign(crisis)
    let weights = paths.direction(of: brent.factor)
    for month in 0..<weights.rows { volatility(of: brent, rows, into: weights[month], paths) }
    rows[Row.level].fill(0)
    rows[Row.change].fill(0)
    for month in (0..<weights.rows).reversed() {
      gain(
        of: brent, isPinned: paths.isPinned(brent.price, inMonth: month), counts: month >= paths.leadIn, rows,
        paths)
      let weight = weights[month], gain = rows[Row.change]
      for path in paths.indices { weight[path] *= gain[path] }
    }
  }

  /// The volatility of the next month.
  private func volatility(of brent: Brent, _ rows: ColumnMatrix, into volatility: Column, _ paths: MonthView)
  {
    let number = rows[Row.number], crisis = rows[Row.crisis]
    let stayCalm = paths[brent.law.stayCalm], stayCrisis = paths[brent.law.stayCrisis]
    let calm = paths[brent.law.calm], wild = paths[brent.law.crisis]
    for path in paths.indices {
      let chance = crisis[path] * stayCrisis[path] + (1 - crisis[path]) * (1 - stayCalm[path])
      let taken = Taken(number[path], chance: chance)
      number[path] = taken.rest
      crisis[path] = taken.happens ? 1 : 0
      volatility[path] = crisis[path] * wild[path] + (1 - crisis[path]) * calm[path]
    }
  }

  /// The adjoint of a month from that of the month after; what is pinned passes nothing on.
  private func gain(of brent: Brent, isPinned: Bool, counts: Bool, _ rows: ColumnMatrix, _ paths: MonthView) {
    let level = rows[Row.level], change = rows[Row.change]
    if isPinned {
      level.fill(0)
      change.fill(0)
      return
    }
    let k = paths[brent.law.reversion], momentum = paths[brent.law.momentum], own = counts ? 1.0 : 0
    for path in paths.indices {
      level[path] += own - k[path] * change[path]
      change[path] = level[path] + momentum[path] * change[path]
    }
  }
}

/// Whether something happens, and what is left of the uniform number that decided it: a uniform number again.
///
/// So one number that the design spreads decides a whole chain of events, the first of them most evenly.
struct Taken {
  let happens: Bool
  let rest: Double

  @inline(__always)
  init(_ number: Double, chance: Double) {
    let below = 1 - chance
    happens = number >= below
    let from = happens ? below : 0, width = happens ? chance : below
    let rest = (number - from) / width
    self.rest = rest < 1 ? rest : 0x1.fffffffffffffp-1
  }

  /// So many leading bits of a number are kept when it is filled up.
  private static let kept = 4_294_967_296.0

  /// The number with fresh digits in place of those that many decisions have used up.
  @inline(__always)
  static func filledUp(_ number: Double, with fresh: Double) -> Double {
    ((number * kept).rounded(.down) + fresh) / kept
  }
}
