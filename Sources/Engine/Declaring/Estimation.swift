/// How some parameters of a mechanism are estimated from what is published.
///
/// A form says which parameters of the section it estimates: their keys stand beside it.
public struct Estimation: Sendable {
  /// The equation that is fitted.
  public enum Form: Sendable {
    /// A log price with a pull, momentum and two volatilities: `reversion`, `anchor`, `momentum`, `calm_volatility`,
    /// `stay_calm`, and `WORD_volatility` and `stay_WORD` for the wild state's word.
    case wildPrice(Observed, wild: String)
    /// A log rate with a pull, momentum and another's log changes, from a month on: `reversion`, `momentum`, `oil_beta`,
    /// `volatility`.
    case drivenRate(Observed, by: Observed, after: Month)
    /// What one price lies under another, an autoregression from a month on of where it goes by the section's `speed`:
    /// `residual_keep`, `noise`.
    case gap(Observed, from: Month)
    /// Days that repairs took, and how long those that aren't over have lasted: `repair_median`, `repair_sigma`,
    /// `severe_share` of those that took longer than a number of days.
    case repairs(upTo: Double, @Sendable (SeedTables) -> (ended: [Double], open: [Double]))
    /// Counts a month in three states: `rate_STATE` and `stay_STATE`.
    case counts(Observed, states: [String])
    /// Changes that were announced and what was made of them by some later count, each with the number of the
    /// announcement: `follow`.
    case followed(@Sendable (SeedTables) -> [(start: Int, announced: Double, made: Double)])
    /// Days to a decision that several may hold up: `package_base`, `hold_days`.
    case holds(@Sendable (SeedTables) -> [(days: Double, holders: Int)])
  }

  /// The section whose parameters are estimated.
  public let section: String
  /// The factor whose shocks the residuals are; empty where nothing is correlated with it.
  public let factor: String
  /// The equation.
  public let form: Form
}

extension Declarations {
  /// Says how parameters of this section are estimated, and which factor the residuals are.
  public func estimate(_ form: Estimation.Form, factor: String = "") {
    estimations.append(Estimation(section: section, factor: factor, form: form))
  }
}
