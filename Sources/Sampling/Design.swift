public import Kernels

/// The independent scrambles that the paths are dealt to in turn; their scatter gives the standard errors.
public let designReplicates = 16

/// How the uncertain parameters are spread over the paths.
public enum DesignKind: String, Sendable, CaseIterable {
  /// Scrambled Sobol points in the leading dimensions, nested Latin sequences in all others: every dimension is
  /// stratified on its own, and no two of them are tied.
  case nested
  /// Scrambled Sobol points in up to 640 dimensions: the least error for smooth results of a few parameters. Of many
  /// parameters some pairs are tied until there are tens of thousands of paths.
  case sobol
  /// Independent random points.
  case random
  /// Latin hypercube of a fixed number of paths: as even for any number as the others are for powers of two.
  case latinHypercube = "latin"

  /// Whether points come in sets that double, so that other numbers of paths than powers of two are less even.
  public var doubles: Bool { self == .nested || self == .sobol }
}

/// One uniform number for each path and dimension, in 16 interleaved independent replicates.
///
/// Path p is point p / 16 of replicate p % 16. Each replicate is scrambled anew, so the spread of the 16 averages
/// tells the error of the whole, which a single low-discrepancy set can't. A path's numbers don't depend on how many
/// paths there are; only with `latinHypercube` the strata do.
public struct Design: Sendable {
  /// The first dimensions, for what matters most: so many that Sobol points tie no two of them in any number of paths.
  public static let leading = 5

  /// How the points are spread.
  public let kind: DesignKind
  /// The number of paths, surplus not counted.
  public let paths: Int
  /// The number of independent replicates.
  public var replicates: Int { designReplicates }

  private let seed: UInt64
  private let stream: Stream

  /// A design for this many paths; the seed scrambles it.
  public init(_ kind: DesignKind, seed: UInt64, paths: Int) {
    self.kind = kind
    self.paths = paths
    self.seed = stableHash(seed: seed, name: "design")
    stream = Stream(seed: seed, name: "design")
  }

  /// The uniform numbers in (0, 1) of 256 consecutive paths for one dimension (0, 1, …).
  ///
  /// Sobol has direction numbers for 640 dimensions; those beyond are random.
  public func uniforms(dimension: Int, firstPath: Int, into column: Column) {
    uniforms(of: self.dimension(dimension), firstPath: firstPath, into: column)
  }

  /// A dimension with what scrambles it.
  public struct Dimension: Sendable {
    fileprivate let number: Int
    fileprivate let keys: SIMD16<UInt32>
  }

  /// A dimension made ready to be asked for many blocks of paths.
  public func dimension(_ number: Int) -> Dimension { Dimension(number: number, keys: keys(of: number)) }

  /// The same numbers.
  public func uniforms(of dimension: Dimension, firstPath: Int, into column: Column) {
    switch kind {
    case .nested where dimension.number < Design.leading: sobol(dimension, firstPath, column)
    case .nested: nested(dimension.keys, firstPath, column)
    case .sobol where dimension.number < Sobol.dimensions: sobol(dimension, firstPath, column)
    case .sobol, .random: random(dimension.number, firstPath, column)
    case .latinHypercube: latin(dimension.number, firstPath, column)
    }
  }

  private func random(_ dimension: Int, _ firstPath: Int, _ column: Column) {
    stream.uniforms(
      entity: UInt32(truncatingIfNeeded: dimension), firstPath: UInt32(truncatingIfNeeded: firstPath),
      month: 0, draw: 0, into: column)
  }

  private func sobol(_ dimension: Dimension, _ firstPath: Int, _ column: Column) {
    byPoint(firstPath, column) { index, replicates, first in
      let point = Sobol.reversedPoint(index, dimension: dimension.number)
      Sobol.scrambled(SIMD16(repeating: point), keys: dimension.keys).write(replicates, at: first, of: column)
    }
  }

  private func nested(_ keys: SIMD16<UInt32>, _ firstPath: Int, _ column: Column) {
    var orders = (first: keys, second: keys), octave: UInt32 = 0
    byPoint(firstPath, column) { index, replicates, first in
      if NestedLatin.octave(of: index) != octave {
        octave = NestedLatin.octave(of: index)
        for replicate in keys.indices {
          (orders.first[replicate], orders.second[replicate]) = NestedLatin.order(octave, keys[replicate])
        }
      }
      NestedLatin.coordinates(index, octave: octave, orders: orders, keys: keys)
        .write(replicates, at: first, of: column)
    }
  }

  /// Calls with each point, the replicates it is wanted of, and the place in the column of its first replicate.
  @inline(__always)
  private func byPoint(
    _ firstPath: Int, _ column: Column,
    _ body: (_ index: UInt32, _ replicates: Range<Int>, _ first: Int) -> Void
  ) {
    var place = -(firstPath % designReplicates)
    var index = UInt32(truncatingIfNeeded: firstPath / designReplicates)
    while place < column.indices.count {
      body(index, max(0, -place)..<min(designReplicates, column.indices.count - place), place)
      place += designReplicates
      index &+= 1
    }
  }

  /// Point i of a replicate falls at random into stratum π(i), π being a permutation keyed by replicate and
  /// dimension. Paths beyond the last (the surplus of a block) repeat the strata.
  private func latin(_ dimension: Int, _ firstPath: Int, _ column: Column) {
    let strata = max(1, (paths + replicates - 1) / replicates)
    random(dimension, firstPath, column)
    let orders = (0..<replicates).map { KeyedPermutation(count: strata, key: key(dimension, $0)) }
    for offset in column.indices {
      let path = firstPath + offset
      let stratum = orders[path % replicates](path / replicates % strata)
      let uniform = (Double(stratum) + column[offset]) / Double(strata)
      column[offset] = uniform < 1 ? uniform : 0x1.fffffffffffffp-1
    }
  }

  private func keys(of dimension: Int) -> SIMD16<UInt32> {
    var keys = SIMD16<UInt32>()
    for replicate in keys.indices { keys[replicate] = UInt32(truncatingIfNeeded: key(dimension, replicate)) }
    return keys
  }

  private func key(_ dimension: Int, _ replicate: Int) -> UInt64 {
    mixed(seed ^ mixed(UInt64(truncatingIfNeeded: dimension &* replicates &+ replicate)))
  }
}

/// A permutation of 0 ..< count that is computed, not stored.
///
/// A four-round Feistel network permutes the next even power of two; numbers beyond `count` are sent through
/// again until they fall inside ("cycle walking", Black and Rogaway 2002).
struct KeyedPermutation {
  private let count: UInt64
  private let key: UInt64
  private let halfBits: UInt64

  init(count: Int, key: UInt64) {
    self.count = UInt64(count)
    self.key = key
    let bits = UInt64(64 - UInt64(max(count - 1, 1)).leadingZeroBitCount)
    halfBits = (bits + 1) / 2
  }

  func callAsFunction(_ index: Int) -> Int {
    var x = UInt64(index)
    repeat { x = shuffled(x) } while x >= count
    return Int(x)
  }

  private func shuffled(_ value: UInt64) -> UInt64 {
    let mask = (UInt64(1) << halfBits) - 1
    var (left, right) = (value >> halfBits, value & mask)
    for round in 0..<4 as Range<UInt64> {
      (left, right) = (right, left ^ (mixed(key &+ round &* 0x9e37_79b9_7f4a_7c15 ^ right) & mask))
    }
    return left << halfBits | right
  }
}
