internal import Engine
internal import Kernels

/// The mean of Brent's own process over its shocks, given a path's parameters and where it stood when they began.
///
/// With gains h and e of a shock on the level and its change (h₀ = e₀ = 1, e′ = φe − kh, h′ = h + e′) the level after
/// j + 1 months is what it would be without shocks plus Σ h σ z. Its exponential's mean over z and over the chain of
/// calm and crisis is W_j(i) = Σ P(i, i′) exp(½ h_j² σ²(i′)) W_{j−1}(i′), i being the state at the beginning. So what
/// Brent differs from it is a control variate: exactly 0 on average, whatever the parameters are.
struct BrentMean: Sendable {
  private let rows, surprise: State

  private enum Row {
    static let gain = 0, step = 1, calm = 2, crisis = 3, level = 4, change = 5, chance = 6, mean = 7
    static let count = 8
  }

  init(_ declare: Declarations) {
    rows = declare.state("mean", rows: Row.count)
    surprise = declare.control("surprise")
  }

  /// Begins from where each path stands, with the chance that it is in a crisis.
  func begin(_ paths: MonthView, level: Column, change: Column, chance: Column) {
    let rows = paths.matrix(rows)
    for row in [Row.gain, Row.step, Row.calm, Row.crisis] { rows[row].fill(1) }
    rows[Row.level].assign(level)
    rows[Row.change].assign(change)
    rows[Row.chance].assign(chance)
  }

  /// Moves the mean on by a month.
  func step(_ brent: Brent, _ paths: MonthView) {
    let rows = paths.matrix(rows), gain = rows[Row.gain], step = rows[Row.step]
    let calm = rows[Row.calm], crisis = rows[Row.crisis], level = rows[Row.level], change = rows[Row.change]
    let chance = rows[Row.chance], mean = rows[Row.mean]
    let k = paths[brent.law.reversion], aim = paths[brent.aim], momentum = paths[brent.law.momentum]
    let low = paths[brent.law.calm], high = paths[brent.law.crisis]
    let stayCalm = paths[brent.law.stayCalm], stayCrisis = paths[brent.law.stayCrisis]
    for path in paths.indices {
      let halfSquare = half * gain[path] * gain[path]
      let fromCalm = exponential(halfSquare * low[path] * low[path]) * calm[path]
      let fromCrisis = exponential(halfSquare * high[path] * high[path]) * crisis[path]
      calm[path] = stayCalm[path] * fromCalm + (1 - stayCalm[path]) * fromCrisis
      crisis[path] = stayCrisis[path] * fromCrisis + (1 - stayCrisis[path]) * fromCalm
    }
    for path in paths.indices {
      change[path] = k[path] * (aim[path] - level[path]) + momentum[path] * change[path]
      level[path] += change[path]
      step[path] = momentum[path] * step[path] - k[path] * gain[path]
      gain[path] += step[path]
      mean[path] = exponential(level[path]) * (calm[path] + chance[path] * (crisis[path] - calm[path]))
    }
  }

  /// Notes by how much the level of the month differs from its mean.
  func compare(level: Column, _ paths: MonthView) {
    let mean = paths.matrix(rows)[Row.mean], surprise = paths[surprise]
    for path in paths.indices { surprise[path] = exponential(level[path]) - mean[path] }
  }

  /// A month whose price is pinned surprises nobody.
  func skip(_ paths: MonthView) { paths[surprise].fill(0) }
}
