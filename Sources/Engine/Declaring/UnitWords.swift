internal import Synchronization

/// The words that units are made of, and the constants that lead from one quantity to another.
///
/// Time, shares and counts are known to everybody. A model registers the quantities that it is about before its first
/// declaration; a word means one thing in a process.
public enum UnitWords {
  struct Meaning {
    let dimension: Dimension
    /// How many of the quantity's first unit one of these is.
    let factor: Double
  }

  /// A physical constant that leads from one quantity to another.
  private struct Bridge {
    let name: String
    /// The quantity reached, over the one left.
    let step: Dimension
    /// Units of the quantity reached in one unit of the one left.
    let rate: Double
    /// The sections of whose series it is true, there and back; nil where it is of all.
    let there, back: Set<String>?
  }

  private struct Known {
    var meanings: [String: Meaning] = [:]
    var bridges: [Bridge] = []
  }

  /// Days in a month and in a year are those of the Gregorian mean.
  private static let known = Mutex<Known>(
    Known(
      meanings: meanings(
        "time",
        [
          "d": 1, "day": 1, "days": 1, "month": 30.436_875, "months": 30.436_875, "y": 365.2425,
          "year": 365.2425,
        ]
      ).merging(
        ["%": 0.01, "share": 1, "count": 1, "index": 1, "switch": 1].mapValues {
          Meaning(dimension: .none, factor: $0)
        }
      ) { first, _ in first }))

  private static func meanings(_ quantity: String, _ words: [String: Double]) -> [String: Meaning] {
    words.mapValues { Meaning(dimension: Dimension(quantity), factor: $0) }
  }

  /// Makes words for a quantity known: each is so many of one unit of it. A word that has a meaning keeps it.
  ///
  /// - Parameter quantity: as messages call what is measured: `oil volume`, `USD`.
  public static func register(_ quantity: String, _ words: [String: Double]) {
    known.withLock { $0.meanings.merge(meanings(quantity, words)) { first, _ in first } }
  }

  /// Makes a constant known that leads from one quantity to another; conversions that need it name it.
  ///
  /// - Parameters:
  ///   - name: as it is told to the user: `7.33 bbl of crude a tonne`.
  ///   - rate: units of the second quantity in one of the first.
  ///   - there: the sections whose series may be shown in the second quantity by it; all where none are named.
  ///   - back: the same for the first quantity.
  public static func bridge(
    _ name: String, from: String, to: String, rate: Double, there: Set<String>? = nil,
    back: Set<String>? = nil
  ) {
    let step = Dimension(from).inverted() * Dimension(to)
    let bridge = Bridge(name: name, step: step, rate: rate, there: there, back: back)
    known.withLock { known in
      if !known.bridges.contains(where: { $0.name == name }) { known.bridges.append(bridge) }
    }
  }

  static func meaning(of word: String) -> Meaning? { known.withLock { $0.meanings[word] } }

  /// All words, for a "did you mean".
  static var all: [String] { known.withLock { $0.meanings.keys.sorted() } }

  /// What leads from one dimension to another: a factor and the name of its constant.
  ///
  /// - Parameter section: of the series that is to be shown; nil for what a user writes.
  static func step(
    from: Dimension, to: Dimension, in section: String? = nil
  ) -> (factor: Double, name: String)? {
    func isTrue(_ sections: Set<String>?) -> Bool { section.flatMap { sections?.contains($0) } ?? true }
    return known.withLock { known in
      for bridge in known.bridges {
        if from * bridge.step == to, isTrue(bridge.there) { return (bridge.rate, bridge.name) }
        if from * bridge.step.inverted() == to, isTrue(bridge.back) { return (1 / bridge.rate, bridge.name) }
      }
      return nil
    }
  }
}

extension Unit {
  /// Names for a "did you mean".
  public static var known: [String] { UnitWords.all }

  /// What one of `self` is in another unit, with the name of the physical constant used, if any; nil where they
  /// measure different things.
  public func conversion(to other: Unit) -> (factor: Double, constant: String?)? {
    if dimension == other.dimension { return (factor / other.factor, nil) }
    guard let step = UnitWords.step(from: dimension, to: other.dimension) else { return nil }
    return (factor * step.factor / other.factor, step.name)
  }
}
