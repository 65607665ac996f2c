public import Kernels

/// A choice among a few things whose weights differ from path to path, by inverse CDF with a guide table.
///
/// The place of what is chosen never falls when the uniform number rises; what has no weight is never chosen.
@frozen
public struct WeightedChoice {
  /// Equal pieces of (0, 1), each with the first thing that may be chosen in it: a byte, eight of them to a number.
  @inlinable static var pieces: Int { 128 }
  @inlinable static var bytes: Int { 8 }
  /// In a path's part of the memory: the guide, the sum of all weights, the sums up to each thing.
  @inlinable static var total: Int { pieces / bytes }
  @inlinable static var sums: Int { total + 1 }

  @usableFromInline let memory: ColumnMatrix
  @usableFromInline let things: Int

  /// The rows of memory that a choice among so many things needs, at most 256.
  public static func rows(of things: Int) -> Int { sums + things }

  /// A choice whose tables are in this memory; `prepare` fills them.
  @inlinable
  public init(_ memory: ColumnMatrix) {
    self.memory = memory
    things = memory.rows - WeightedChoice.sums
  }

  /// Takes the weights of the things, a row each.
  public func prepare(_ weights: ColumnMatrix) {
    for path in 0..<blockWidth {
      let first = path &* memory.rows, sums = first &+ WeightedChoice.sums
      var total = 0.0
      for thing in 0..<things {
        total += weights[thing][path]
        memory[flat: sums &+ thing] = total
      }
      // No sum is up to the last thing's, so that whoever looks for one ends there.
      memory[flat: sums &+ things &- 1] = .nan
      memory[flat: first &+ WeightedChoice.total] = total
      var thing = 0
      for group in 0..<WeightedChoice.pieces / WeightedChoice.bytes {
        var word: UInt64 = 0
        for byte in 0..<WeightedChoice.bytes {
          let piece = WeightedChoice.bytes &* group &+ byte
          thing = advance(thing, sums, to: total * Double(piece) / Double(WeightedChoice.pieces))
          word |= UInt64(truncatingIfNeeded: thing) &<< UInt64(truncatingIfNeeded: 8 &* byte)
        }
        memory[flat: first &+ group] = Double(bitPattern: word)
      }
    }
  }

  /// The sum of all weights on a path.
  @inlinable @inline(__always)
  public func total(path: Int) -> Double { memory[flat: path &* memory.rows &+ WeightedChoice.total] }

  /// What a uniform number in (0, 1) chooses on a path.
  @inlinable @inline(__always)
  public func callAsFunction(_ uniform: Double, path: Int) -> Int {
    let first = path &* memory.rows, sums = first &+ WeightedChoice.sums
    let piece = WeightedChoice.piece(of: uniform)
    let word = memory[flat: first &+ piece &>> 3].bitPattern
    let thing = Int(truncatingIfNeeded: (word &>> UInt64(truncatingIfNeeded: 8 &* (piece & 7))) & 0xff)
    let goal = uniform * memory[flat: first &+ WeightedChoice.total]
    // Mostly there is at most one further, and whether there is would be guessed wrongly too often.
    return advance(thing &+ (memory[flat: sums &+ thing] <= goal ? 1 : 0), sums, to: goal)
  }

  /// The piece of (0, 1) that a number lies in; at a piece's lower end perhaps the one before. A conversion to `Int` asks
  /// three times whether it can be done.
  @inlinable @inline(__always)
  static func piece(of uniform: Double) -> Int {
    let rounded = (uniform * Double(pieces) - 0.5) + 0x1.8p52
    return Int(truncatingIfNeeded: rounded.bitPattern) & (pieces - 1)
  }

  /// The first thing from one on up to which the weights add up to more than a number.
  @inlinable @inline(__always)
  func advance(_ thing: Int, _ sums: Int, to goal: Double) -> Int {
    var thing = thing
    while memory[flat: sums &+ thing] <= goal { thing &+= 1 }
    return thing
  }
}
