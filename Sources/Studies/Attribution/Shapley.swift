/// How much each of several switches adds to a result, shared out fairly.
///
/// `values[mask]` holds the result on every path with the switches of the bits of `mask` on. A switch's share is
/// the mean of what it adds over all orders in which the switches can be turned on (Shapley 1953), so the shares
/// sum to what all of them do together, on every path.
public struct Shapley: Sendable {
  /// `[switch][path]`: the shares.
  public let shares: [[Double]]
  /// `[switch][path]`: what a switch adds when it is turned on before all others.
  public let firstIn: [[Double]]
  /// `[switch][path]`: what it adds after all others.
  public let lastIn: [[Double]]
  /// What all switches add together, by path.
  public let total: [Double]

  /// More switches than this would take too many runs.
  public static let most = 10

  /// - Parameter values: 2ᵏ results, each with a number for every path.
  public init(_ values: [[Double]]) {
    let switches = values.count.trailingZeroBitCount
    precondition(values.count == 1 << switches, "a result for every subset of the switches")
    let all = values.count - 1
    total = Shapley.difference(values[all], values[0])
    firstIn = (0..<switches).map { Shapley.difference(values[1 << $0], values[0]) }
    lastIn = (0..<switches).map { Shapley.difference(values[all], values[all ^ (1 << $0)]) }
    let weights = Shapley.weights(switches)
    shares = (0..<switches).map { Shapley.share(of: $0, values, weights) }
  }

  private static func share(of number: Int, _ values: [[Double]], _ weights: [Double]) -> [Double] {
    let bit = 1 << number
    var share = [Double](repeating: 0, count: values[0].count)
    for mask in values.indices where mask & bit == 0 {
      let weight = weights[mask.nonzeroBitCount]
      let with = values[mask | bit], without = values[mask]
      for path in share.indices { share[path] += weight * (with[path] - without[path]) }
    }
    return share
  }

  /// By size of the subset that is on already: s! (k − 1 − s)! / k!.
  private static func weights(_ switches: Int) -> [Double] {
    guard switches > 0 else { return [] }
    func factorial(_ n: Int) -> Double { (0..<n).reduce(1) { $0 * Double($1 + 1) } }
    return (0..<switches).map { factorial($0) * factorial(switches - 1 - $0) / factorial(switches) }
  }

  private static func difference(_ left: [Double], _ right: [Double]) -> [Double] {
    zip(left, right).map { $0 - $1 }
  }
}
