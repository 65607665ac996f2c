public import Kernels

/// A choice among a few things whose weights differ from path to path, by inverse CDF with a guide table.
///
/// The place of what is chosen never falls when the uniform number rises; what has no weight is never chosen.
public struct WeightedChoice {
  /// Equal pieces of (0, 1), each with the first thing that may be chosen in it: a byte, eight of them to a number.
  private static let pieces = 128, bytes = 8

  private let memory: ColumnMatrix
  private let things: Int

  /// The rows of memory that a choice among so many things needs, at most 256.
  public static func rows(of things: Int) -> Int { things + pieces / bytes }

  /// A choice whose tables are in this memory; `prepare` fills them.
  public init(_ memory: ColumnMatrix) {
    self.memory = memory
    things = memory.rows - WeightedChoice.pieces / WeightedChoice.bytes
  }

  /// Takes the weights of the things, a row each.
  public func prepare(_ weights: ColumnMatrix) {
    for path in 0..<blockWidth {
      let first = path &* things
      var total = 0.0
      for thing in 0..<things {
        total += weights[thing][path]
        memory[flat: first &+ thing] = total
      }
      var thing = 0
      for group in 0..<WeightedChoice.pieces / WeightedChoice.bytes {
        var word: UInt64 = 0
        for byte in 0..<WeightedChoice.bytes {
          let piece = WeightedChoice.bytes &* group &+ byte
          thing = advance(thing, first, to: total * Double(piece) / Double(WeightedChoice.pieces))
          word |= UInt64(truncatingIfNeeded: thing) &<< UInt64(truncatingIfNeeded: 8 &* byte)
        }
        memory[flat: guide(path, group)] = Double(bitPattern: word)
      }
    }
  }

  /// The sum of all weights on a path.
  @inline(__always)
  public func total(path: Int) -> Double { memory[flat: path &* things &+ things &- 1] }

  /// What a uniform number in (0, 1) chooses on a path.
  @inline(__always)
  public func callAsFunction(_ uniform: Double, path: Int) -> Int {
    let piece = Int(uniform * Double(WeightedChoice.pieces))
    let word = memory[flat: guide(path, piece &>> 3)].bitPattern
    let thing = Int(truncatingIfNeeded: (word &>> UInt64(truncatingIfNeeded: 8 &* (piece & 7))) & 0xff)
    return advance(thing, path &* things, to: uniform * total(path: path))
  }

  /// The first thing from one on up to which the weights add up to more than a number.
  @inline(__always)
  private func advance(_ thing: Int, _ first: Int, to goal: Double) -> Int {
    var thing = thing
    while thing < things &- 1 && memory[flat: first &+ thing] <= goal { thing &+= 1 }
    return thing
  }

  @inline(__always)
  private func guide(_ path: Int, _ group: Int) -> Int {
    things &* blockWidth &+ path &* (WeightedChoice.pieces / WeightedChoice.bytes) &+ group
  }
}
