public import Kernels

/// A list of addresses (entity, path, draw) whose numbers are wanted together: the events of a block, say.
///
/// Events are sparse, so columns over all paths would be wasteful and single calls can't use the vector unit; a
/// list is filled first and drawn 256 at a time.
@frozen
public struct Addresses: ~Copyable {
  @usableFromInline var filled = 0
  @usableFromInline let capacity: Int
  @usableFromInline let paths: UnsafeMutablePointer<UInt32>
  /// Entity in the upper half, draw in the lower.
  @usableFromInline let marks: UnsafeMutablePointer<UInt32>

  /// How many addresses are written at once.
  @inlinable static var stroke: Int { SIMD8<UInt32>.scalarCount }

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

  /// Forgets all addresses.
  public mutating func removeAll() { filled = 0 }

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
      let mark = UInt32(truncatingIfNeeded: entity &<< 16 &+ first)
      Addresses.write(SIMD8(repeating: path), at: paths + filled)
      Addresses.write(SIMD8(0, 1, 2, 3, 4, 5, 6, 7) &+ mark, at: marks + filled)
      filled = min(filled &+ min(number &- first, Addresses.stroke), capacity)
      first &+= Addresses.stroke
    } while first < number
  }

  /// Writes a stroke.
  @inlinable @inline(__always)
  static func write(_ numbers: SIMD8<UInt32>, at place: UnsafeMutablePointer<UInt32>) {
    UnsafeMutableRawPointer(place).storeBytes(of: numbers, as: SIMD8<UInt32>.self)
  }

  /// The entity of an address.
  @inlinable @inline(__always)
  public func entity(_ index: Int) -> Int { Int(marks[index] &>> 16) }

  /// The path of an address.
  @inlinable @inline(__always)
  public func path(_ index: Int) -> Int { Int(paths[index]) }

  /// The place of an address's path in its block, which begins at a multiple of 256.
  @inlinable @inline(__always)
  public func placeInBlock(_ index: Int) -> Int { Int(paths[index]) & (blockWidth - 1) }

  /// The places of a batch's columns that are drawn: those in use, and a few more that fill the last vector.
  @inlinable public func drawn(inBatch batch: Int) -> Range<Int> { drawnPlaces(of: used(inBatch: batch)) }

  /// The addresses from one on, apart from the list: in a loop that writes, what the list holds would be read anew.
  @inlinable @inline(__always)
  public func listed(from start: Int) -> ListedAddresses {
    ListedAddresses(paths: paths + start, marks: marks + start)
  }
}

/// The places of a column that are drawn where so many are used: they fill the last vector.
@inlinable
func drawnPlaces(of used: Int) -> Range<Int> { 0..<min(blockWidth, (max(used, 0) + 15) & ~15) }

/// Addresses in a row.
@frozen
public struct ListedAddresses {
  @usableFromInline let paths, marks: UnsafeMutablePointer<UInt32>

  @inlinable @inline(__always)
  init(paths: UnsafeMutablePointer<UInt32>, marks: UnsafeMutablePointer<UInt32>) {
    (self.paths, self.marks) = (paths, marks)
  }

  /// The entity of one of them.
  @inlinable @inline(__always)
  public func entity(_ place: Int) -> Int { Int(marks[place] &>> 16) }

  /// The draw of one of them.
  @inlinable @inline(__always)
  public func draw(_ place: Int) -> Int { Int(marks[place] & 0xffff) }

  /// The place of its path in the block.
  @inlinable @inline(__always)
  public func placeInBlock(_ place: Int) -> Int { Int(paths[place]) & (blockWidth - 1) }

  /// 128 random bits for one of them.
  @inline(__always)
  fileprivate func bits(_ place: Int, month: UInt32, later: UInt32, _ key: SIMD2<UInt32>) -> (
    high: UInt64, low: UInt64
  ) {
    philoxLanes(paths[place], marks[place] &>> 16, month, (marks[place] & 0xffff) &+ later, key)
  }
}

extension Stream {
  /// Two independent uniform numbers for each address of a batch, or for draws that come `later` than it; the
  /// first is the one that `uniform` gives. Columns hold ½ where no address is.
  public func uniformPair(
    at addresses: borrowing Addresses, batch: Int, month: UInt32, later: UInt32 = 0, into first: Column,
    _ second: Column
  ) {
    let drawn = addresses.drawn(inBatch: batch), key = key
    let listed = addresses.listed(from: batch * blockWidth)
    for place in drawn {
      let bits = listed.bits(place, month: month, later: later, key)
      first[place] = openUniform(bits.high)
      second[place] = openUniform(bits.low)
    }
    for place in drawn.upperBound..<blockWidth {
      first[place] = 0.5
      second[place] = 0.5
    }
  }

  /// Four independent uniform numbers, odd multiples of 2^−33, for each of the 256 addresses from one on, or for draws
  /// that come `later`: for the price of one, where 32 bits are enough. What stands beyond the last address is no number of
  /// theirs.
  public func uniformQuads(
    at addresses: borrowing Addresses, from start: Int, month: UInt32, later: UInt32 = 0,
    into columns: ColumnMatrix
  ) {
    let listed = addresses.listed(from: start), key = key
    for place in drawnPlaces(of: addresses.count - start) {
      columns.setShort(listed.bits(place, month: month, later: later, key), at: place)
    }
  }
}
