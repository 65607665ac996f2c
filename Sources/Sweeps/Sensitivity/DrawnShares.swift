internal import Studies

/// Axes of a sample: a fit on their ranks says what each explains alone, and Shapley effects of small groups.
struct DrawnShares: PartShares {
  private(set) var labels: [ShareLabel] = []
  private let points: [Int]
  private var fits: [Fit] = []

  /// A fit of some axes, and whether it splits the variance among them or says what each explains for itself.
  private struct Fit: Sendable {
    enum Use { case alone, shapley, split, splitShapley, splitBoth }
    let terms: TermFit
    let axes: Int
    let use: Use
  }

  /// - Parameters:
  ///   - points: those that have a case.
  ///   - groups: axes whose Shapley effects are wanted.
  init(_ part: LayoutPart, points: [Int], groups: [[String]]) {
    self.points = points
    let names = part.names
    let isSmall = (2...ShapleyEffects.most).contains(names.count)
    var left = groups.filter { $0 != names }
    if !part.isDependent, let terms = TermFit(axes: part.values, points: points) {
      fits.append(Fit(terms: terms, axes: names.count, use: isSmall ? .splitBoth : .split))
      labels = names.map { ShareLabel(measure: .first, parameter: $0) }
      if isSmall { labels += names.map { ShareLabel(measure: .shapley, parameter: $0, group: names) } }
    } else {
      if isSmall { left.insert(names, at: 0) }
      for (name, values) in zip(names, part.values) {
        guard let terms = TermFit(axes: [values], points: points) else { continue }
        fits.append(Fit(terms: terms, axes: 1, use: .alone))
        labels.append(ShareLabel(measure: .first, parameter: name))
      }
    }
    for group in left {
      let axes = group.compactMap { name in names.firstIndex(of: name).map { part.values[$0] } }
      guard axes.count == group.count, let terms = TermFit(axes: axes, points: points) else { continue }
      fits.append(Fit(terms: terms, axes: axes.count, use: part.isDependent ? .shapley : .splitShapley))
      labels += group.map { ShareLabel(measure: .shapley, parameter: $0, group: group) }
    }
  }

  func weighted(_ weights: [Double]) -> ([Double], Double) -> [Double] {
    let points = points
    let kept = points.map { weights[$0] }
    let ready = fits.map { ($0, $0.terms.weighted(kept)) }
    return { means, variance in
      let results = points.map { means[$0] }
      // Beside other parts, this one explains so much of the whole at most.
      let scale = Grouping.sampleVariance(results, kept) / variance
      return ready.flatMap { fit, terms in DrawnShares.shares(fit, terms, results).map { $0 * scale } }
    }
  }

  private static func shares(_ fit: Fit, _ terms: WeightedFit, _ results: [Double]) -> [Double] {
    let axes = 0..<fit.axes
    switch fit.use {
    case .alone: return terms.closed(of: results, [[0]])
    case .split, .splitShapley, .splitBoth:
      let parts = terms.split(of: results).sorted { $0.key.lexicographicallyPrecedes($1.key) }
      return
        (fit.use == .splitShapley ? [] : axes.map { axis in parts.first { $0.key == [axis] }?.value ?? 0 })
        + (fit.use == .split ? [] : axes.map { shared($0, parts) })
    case .shapley:
      let subsets = (1..<1 << fit.axes).map { mask in Set(axes.filter { mask >> $0 & 1 == 1 }) }
      return Shapley([[0]] + terms.closed(of: results, subsets).map { [$0] }).shares.map { $0[0] }
    }
  }

  /// Shapley effects of independent axes: what a set does only together is shared alike.
  private static func shared(_ axis: Int, _ parts: [(key: [Int], value: Double)]) -> Double {
    parts.reduce(0) { $0 + ($1.key.contains(axis) ? $1.value / Double($1.key.count) : 0) }
  }
}
