public import Kernels

/// An event on one path: a cell of columns, the place of its path among them in the lower byte, and the rest of the
/// address of its numbers.
@frozen
public struct Hit: Sendable {
  /// The cell in the lowest 16 bits, then 16 of the entity, and the draw.
  @usableFromInline let word: UInt64

  @inlinable @inline(__always)
  init(word: UInt64) { self.word = word }

  /// A hit of a cell and entity, both below 2^16.
  @inlinable @inline(__always)
  public init(cell: Int, entity: Int, draw: Int) {
    word = UInt64(truncatingIfNeeded: cell &+ entity &<< 16 &+ draw &<< 32)
  }

  /// Where it falls, among 256 columns at most.
  @inlinable @inline(__always) public var cell: Int { Int(truncatingIfNeeded: word & 0xffff) }

  /// The column that it falls on.
  @inlinable @inline(__always) public var column: Int { cell &>> 8 }

  /// The place of its path in the block.
  @inlinable @inline(__always)
  public var placeInBlock: Int { Int(truncatingIfNeeded: word) & (blockWidth - 1) }

  /// The draw that its numbers are.
  @inlinable @inline(__always) public var draw: Int { Int(truncatingIfNeeded: word &>> 32) }

  /// Cell, entity and draw of both added up: of a path's and a column's, say.
  @inlinable @inline(__always)
  public static func + (one: Hit, other: Hit) -> Hit { Hit(word: one.word &+ other.word) }

  /// The hit as the bits of a number, for a column to keep.
  @inlinable @inline(__always) public var bits: Double { Double(bitPattern: word) }

  /// The bits of it and of the same with each of the seven draws that follow.
  @inlinable @inline(__always) public var eightDraws: SIMD8<Double> {
    let draws = SIMD8<UInt64>(0, 1, 2, 3, 4, 5, 6, 7) &<< 32
    return unsafeBitCast(draws &+ word, to: SIMD8<Double>.self)
  }

  /// A hit that was kept.
  @inlinable @inline(__always)
  public init(bits: Double) { word = bits.bitPattern }
}

/// Hits in a row, which are written one by one and drawn 256 at a time.
@frozen
public struct HitList: ~Copyable {
  @usableFromInline var filled = 0
  @usableFromInline let capacity: Int
  @usableFromInline let words: UnsafeMutablePointer<UInt64>

  /// No hits, and room for this many.
  public init(capacity: Int) {
    self.capacity = capacity
    // Room for the surplus of the last batch.
    words = .allocate(capacity: capacity + blockWidth)
    words.initialize(repeating: 0, count: capacity + blockWidth)
  }

  deinit { words.deallocate() }

  /// Forgets all hits.
  public mutating func removeAll() { filled = 0 }

  /// How many hits there are.
  @inlinable public var count: Int { filled }

  /// The batches of 256 that hold all hits; the last may have a surplus.
  @inlinable public var batches: Int { (count + blockWidth - 1) / blockWidth }

  /// The hits of a batch that aren't surplus.
  @inlinable public func used(inBatch batch: Int) -> Int { min(blockWidth, count - batch * blockWidth) }

  /// The hits of a batch.
  @inlinable @inline(__always)
  public func listed(inBatch batch: Int) -> ListedHits {
    ListedHits(words: words + batch * blockWidth, drawn: drawnPlaces(of: used(inBatch: batch)))
  }

  /// Hands out what adds hits behind those that are there.
  @inlinable @inline(__always)
  public mutating func write(_ body: (inout HitWriter) -> Void) {
    var writer = HitWriter(filled: filled, capacity: capacity, words: words)
    body(&writer)
    filled = writer.filled
  }
}

/// Adds hits to a list.
@frozen
public struct HitWriter {
  @usableFromInline var filled: Int
  @usableFromInline let capacity: Int
  @usableFromInline let words: UnsafeMutablePointer<UInt64>

  @inlinable @inline(__always)
  init(filled: Int, capacity: Int, words: UnsafeMutablePointer<UInt64>) {
    (self.filled, self.capacity, self.words) = (filled, capacity, words)
  }

  /// Adds a hit if it is wanted, without a branch; those beyond the capacity are dropped.
  @inlinable @inline(__always)
  public mutating func append(_ hit: Hit, if isWanted: Bool) {
    words[filled] = hit.word
    filled = min(filled &+ (isWanted ? 1 : 0), capacity)
  }
}

/// The hits of a batch, apart from the list: in a loop that writes, what the list holds would be read anew.
@frozen
public struct ListedHits {
  @usableFromInline let words: UnsafeMutablePointer<UInt64>
  @usableFromInline let drawn: Range<Int>

  @inlinable @inline(__always)
  init(words: UnsafeMutablePointer<UInt64>, drawn: Range<Int>) { (self.words, self.drawn) = (words, drawn) }

  /// One of them.
  @inlinable @inline(__always)
  public subscript(place: Int) -> Hit { Hit(word: words[place]) }
}

extension Stream {
  /// Four independent uniform numbers, odd multiples of 2^−33, for each hit of a batch, or for draws that come `later`; the
  /// block's first path is that of its hits. What stands beyond the batch's hits is no number of theirs.
  public func uniformQuads(
    at hits: ListedHits, firstPath: UInt32, month: UInt32, later: UInt32 = 0, into columns: ColumnMatrix
  ) {
    let key = key
    for place in hits.drawn {
      columns.setShort(hits[place].bits(firstPath, month: month, later: later, key), at: place)
    }
  }

  /// A uniform number for each hit of a batch: the one that `uniform` gives its path, entity and draw, or one that comes
  /// `later`. The column holds ½ where no hit is.
  public func uniforms(
    at hits: ListedHits, firstPath: UInt32, month: UInt32, later: UInt32 = 0, into column: Column
  ) {
    let key = key
    for place in hits.drawn {
      column[place] = openUniform(hits[place].bits(firstPath, month: month, later: later, key).high)
    }
    for place in hits.drawn.upperBound..<blockWidth { column[place] = 0.5 }
  }
}

extension Hit {
  /// 128 random bits for it.
  @inline(__always)
  fileprivate func bits(
    _ firstPath: UInt32, month: UInt32, later: UInt32, _ key: SIMD2<UInt32>
  ) -> (high: UInt64, low: UInt64) {
    philoxLanes(
      firstPath &+ UInt32(truncatingIfNeeded: word & 0xff), UInt32(truncatingIfNeeded: word &>> 16) & 0xffff,
      month, UInt32(truncatingIfNeeded: word &>> 32) &+ later, key)
  }
}
