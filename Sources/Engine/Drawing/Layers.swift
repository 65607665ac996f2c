internal import Sampling

/// The schedule of a parameter in the period, and one that may hold in the months before.
struct Layers {
  let before: Schedule?
  let own: Schedule
  /// The first month of `own`, where there is one before.
  let begin: Month

  var distributions: [Distribution] { (before?.distributions ?? []) + own.distributions }

  func weights(in months: Period) -> [[Double]] {
    if before == nil && own.steps.count == 1 && !own.isRamp {
      return Array(repeating: [1], count: months.count)
    }
    return (0..<months.count).map { index in
      let month = months.month(index)
      guard let before else { return own.weights(in: month) }
      return month < begin
        ? before.weights(in: month) + own.distributions.map { _ in 0 }
        : before.distributions.map { _ in 0 } + own.weights(in: month)
    }
  }

  func pieces(in months: Period) -> [[SchedulePiece]] {
    (0..<months.count).map { index in
      let month = months.month(index)
      guard let before else { return own.pieces(in: month) }
      return month < begin
        ? before.pieces(in: month) : own.pieces(in: month, after: before.distributions.count)
    }
  }
}

extension Schedule {
  /// The pieces of a month, the distributions counted from a number on.
  fileprivate func pieces(in month: Month, after count: Int) -> [SchedulePiece] {
    pieces(in: month).map { piece in
      SchedulePiece(days: piece.days, mixture: piece.mixture.map { ($0.distribution + count, $0.weight) })
    }
  }
}
