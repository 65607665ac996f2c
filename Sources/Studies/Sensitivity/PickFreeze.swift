internal import Sampling

/// First and total indices of a parameter from runs in which its numbers alone were exchanged.
///
/// With results a of a sample A, b of an independent sample B, and m of A with the parameter's numbers of B: first
/// order E (b − E b)(m − a) / V (Saltelli and others 2010), total E (m − a)² / 2 V (Jansen 1999). The total sees
/// the same shocks on both sides; B has shocks of its own, so that interactions with them count as total only.
public struct PickFreeze: Sendable, Equatable {
  /// The share of the variance that the parameter explains alone.
  public let first: IndexEstimate
  /// The share that vanishes if all others are known.
  public let total: IndexEstimate

  /// Results at two independent samples, and at the first with this parameter's numbers of the second.
  public init(a: [Double], b: [Double], mixed: [Double]) {
    let mean = (a.reduce(0, +) + b.reduce(0, +)) / Double(a.count + b.count)
    let variance =
      (a + b).reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(a.count + b.count - 1, 1))
    guard variance > 1e-18 * max(mean * mean, 1e-300) else {
      first = IndexEstimate(value: 0, error: 0)
      total = first
      return
    }
    first = IndexEstimate(
      replicates: replicateMeans(a.indices.map { (b[$0] - mean) * (mixed[$0] - a[$0]) / variance }))
    total = IndexEstimate(
      replicates: replicateMeans(
        a.indices.map { (mixed[$0] - a[$0]) * (mixed[$0] - a[$0]) / (2 * variance) }))
  }

  /// The share of the variance that two runs have in common whose parameters, but not shocks, are the same.
  public static func shared(_ a: [Double], _ again: [Double]) -> IndexEstimate {
    let mean = (a.reduce(0, +) + again.reduce(0, +)) / Double(a.count + again.count)
    let variance =
      (a + again).reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(a.count + again.count - 1, 1))
    guard variance > 0 else { return IndexEstimate(value: 0, error: 0) }
    return IndexEstimate(
      replicates: replicateMeans(
        a.indices.map { 1 - (a[$0] - again[$0]) * (a[$0] - again[$0]) / (2 * variance) }))
  }
}

/// The mean of each of the design's replicates.
func replicateMeans(_ values: [Double]) -> [Double] {
  let used = min(designReplicates, values.count)
  var sums = [Double](repeating: 0, count: used)
  var counts = sums
  for path in values.indices {
    sums[path % used] += values[path]
    counts[path % used] += 1
  }
  return zip(sums, counts).map { $0 / $1 }
}
