public import Kernels

/// A list of addresses (entity, path, draw) whose numbers are wanted together: the events of a block, say.
///
/// Events are sparse, so columns over all paths would be wasteful and single calls can't use the vector unit; a
/// list is filled first and drawn 256 at a time.
@frozen
public struct Addresses: ~Copyable {
  @usableFromInline var filled = 0
  @usableFromInline let capacity: Int
  /// How far apart the listed draws of an entity and path are.
  @usableFromInline var stride: UInt32 = 1
  @usableFromInline let paths: UnsafeMutablePointer<UInt32>
  /// Entity in the upper half, draw in the lower.
  @usableFromInline let marks: UnsafeMutablePointer<UInt32>

  /// How many addresses are written at once.
  @inlinable static var stroke: Int { 8 }

  /// No addresses, and room for this many.
  public init(capacity: Int) {
    // Room for the surplus of the last batch and of the last stroke.
    self.capacity = capacity
    let room = capacity + blockWidth + Addresses.stroke
    paths = .allocate(capacity: room)
    marks = .allocate(capacity: room)
    paths.initialize(repeating: 0, count: room)
    marks.initialize(repeating: 0, count: room)
  }

  deinit {
    paths.deallocate()
    marks.deallocate()
  }

  /// Forgets all addresses; the draws listed from now on are 0, `stride`, 2 `stride` …
  public mutating func removeAll(stride: Int = 1) {
    filled = 0
    self.stride = UInt32(stride)
  }

  /// How many addresses there are.
  @inlinable public var count: Int { filled }

  /// The batches of 256 that hold all addresses; the last may have a surplus.
  @inlinable public var batches: Int { (count + blockWidth - 1) / blockWidth }

  /// The addresses of a batch that aren't surplus.
  @inlinable public func used(inBatch batch: Int) -> Int { min(blockWidth, count - batch * blockWidth) }

  /// Adds the first `number` draws of an entity and path, both numbers below 2^16; those beyond the capacity are
  /// dropped.
  @inlinable @inline(__always)
  public mutating func append(entity: Int, path: UInt32, draws number: Int) {
    var first = 0
    repeat {
      // Always 8 at once: where a loop by the number ends is a guess that the processor often loses.
      let mark = UInt32(truncatingIfNeeded: entity &<< 16) &+ UInt32(truncatingIfNeeded: first) &* stride
      for turn in 0..<Addresses.stroke {
        paths[filled &+ turn] = path
        marks[filled &+ turn] = mark &+ UInt32(truncatingIfNeeded: turn) &* stride
      }
      filled = min(filled &+ min(number &- first, Addresses.stroke), capacity)
      first &+= Addresses.stroke
    } while first < number
  }

  /// Adds addresses as `append` does, padded with empty slots where they would else span two batches of 256.
  @inlinable @inline(__always)
  public mutating func appendTogether(entity: Int, path: UInt32, draws number: Int) {
    let left = blockWidth - count % blockWidth
    if left < number { pad(left) }
    append(entity: entity, path: path, draws: number)
  }

  @inlinable
  mutating func pad(_ number: Int) {
    for _ in 0..<number where filled < capacity {
      paths[filled] = Addresses.emptySlot
      marks[filled] = 0
      filled += 1
    }
  }

  /// What stands for the path of an empty slot.
  @inlinable public static var emptySlot: UInt32 { .max }

  /// The number of addresses from this one on that belong to the same entity and path; 0 for an empty slot.
  @inlinable @inline(__always)
  public func run(at index: Int, before end: Int) -> Int {
    guard paths[index] != Addresses.emptySlot else { return 0 }
    var length = 1
    while index + length < end, paths[index + length] == paths[index],
      (marks[index + length] ^ marks[index]) &>> 16 == 0
    { length += 1 }
    return length
  }

  /// The entity of an address.
  @inlinable @inline(__always)
  public func entity(_ index: Int) -> Int { Int(marks[index] &>> 16) }

  /// The path of an address.
  @inlinable @inline(__always)
  public func path(_ index: Int) -> Int { Int(paths[index]) }

  /// The place of an address's path in its block, which begins at a multiple of 256; some place for an empty slot.
  @inlinable @inline(__always)
  public func placeInBlock(_ index: Int) -> Int { Int(paths[index]) & (blockWidth - 1) }

  fileprivate func fill(
    _ batch: Int, month: UInt32, later: UInt32, key: SIMD2<UInt32>, _ first: Column, _ second: Column
  ) {
    let (paths, marks) = (paths + batch * blockWidth, marks + batch * blockWidth)
    for index in 0..<blockWidth {
      let bits = philoxLanes(
        paths[index], marks[index] &>> 16, month, (marks[index] & 0xffff) &+ later, key)
      first[index] = openUniform(bits.high)
      second[index] = openUniform(bits.low)
    }
  }
}

extension Stream {
  /// Two independent uniform numbers for each address of a batch, or for draws that come `later` than it; the
  /// first is the one that `uniform` gives.
  public func uniformPair(
    at addresses: borrowing Addresses, batch: Int, month: UInt32, later: UInt32 = 0, into first: Column,
    _ second: Column
  ) {
    addresses.fill(batch, month: month, later: later, key: key, first, second)
  }
}
