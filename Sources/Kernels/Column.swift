/// The number of paths that are always computed together.
///
/// A block is never narrower: the bits of a matrix product may depend on its width, so the surplus of the
/// last block is computed and dropped.
public let blockWidth = 256

/// One number for each path of a block: a view of `blockWidth` adjacent doubles in a `ColumnStore`.
///
/// The view doesn't own its memory; the brick that handed it out must outlive it.
@frozen
public struct Column: @unchecked Sendable {
  @usableFromInline let base: UnsafeMutablePointer<Double>

  @inlinable
  init(base: UnsafeMutablePointer<Double>) {
    self.base = base
  }

  /// The paths of the block, `0 ..< blockWidth`.
  @inlinable public var indices: Range<Int> { 0..<blockWidth }

  /// The number of one path of the block, `0 ..< blockWidth`; other paths are another column's memory, which isn't
  /// checked.
  @inlinable
  public subscript(path: Int) -> Double {
    get { base[path] }
    nonmutating set { base[path] = newValue }
  }

  /// Eight adjacent numbers; places beyond the column aren't checked.
  @inlinable @inline(__always)
  public subscript(eight path: Int) -> SIMD8<Double> {
    get { UnsafeRawPointer(base + path).loadUnaligned(as: SIMD8<Double>.self) }
    nonmutating set {
      UnsafeMutableRawPointer(base + path).storeBytes(of: newValue, as: SIMD8<Double>.self)
    }
  }

  /// Whether every number is 0.
  @inlinable public var isZero: Bool {
    var bits: UInt64 = 0
    for path in 0..<blockWidth { bits |= base[path].magnitude.bitPattern }
    return bits == 0
  }

  /// Gives every path the same value.
  @inlinable
  public func fill(_ value: Double) {
    for path in 0..<blockWidth { base[path] = value }
  }

  /// Copies another column into this one.
  @inlinable
  public func assign(_ other: Column) {
    for path in 0..<blockWidth { base[path] = other.base[path] }
  }
}

/// Adjacent columns seen as a matrix: row `r` is a column, so the shape is `rows × blockWidth`, row-major.
@frozen
public struct ColumnMatrix: @unchecked Sendable {
  /// How many columns it has.
  @usableFromInline let base: UnsafeMutablePointer<Double>
  public let rows: Int

  @inlinable
  init(base: UnsafeMutablePointer<Double>, rows: Int) {
    self.base = base
    self.rows = rows
  }

  /// A column as a matrix of one row.
  @inlinable
  public init(_ column: Column) { self.init(base: column.base, rows: 1) }

  /// Some rows added up in their order, in a column of zeros.
  public func sum(_ rows: Range<Int>, into column: Column) -> Column {
    // Four at a time, so that the sum is seldom stored.
    let whole = rows.lowerBound + rows.count & ~3
    for row in stride(from: rows.lowerBound, to: whole, by: 4) {
      let own = self[row..<row + 4]
      for path in column.indices {
        column[path] = column[path] + own[0][path] + own[1][path] + own[2][path] + own[3][path]
      }
    }
    for row in whole..<rows.upperBound {
      for path in column.indices { column[path] += self[row][path] }
    }
    return column
  }

  /// One row: a column of paths.
  @inlinable public subscript(row: Int) -> Column { Column(base: base + row * blockWidth) }

  /// Some of its rows, which aren't checked.
  @inlinable
  public subscript(rows: Range<Int>) -> ColumnMatrix {
    ColumnMatrix(base: base + rows.lowerBound * blockWidth, rows: rows.count)
  }

  /// One number, counted row after row; places outside the matrix aren't checked.
  @inlinable
  public subscript(flat place: Int) -> Double {
    get { base[place] }
    nonmutating set { base[place] = newValue }
  }

  /// Eight adjacent numbers, likewise.
  @inlinable @inline(__always)
  public subscript(eight place: Int) -> SIMD8<Double> {
    get { Column(base: base)[eight: place] }
    nonmutating set { Column(base: base)[eight: place] = newValue }
  }
}

/// Columns in groups of adjacent ones, named by the number of the first. Each group begins a line of the cache later than it
/// would: columns are half a page long, so that at one path all that a loop reads would want the same few places of the
/// first cache.
@frozen
public struct ColumnGroups: @unchecked Sendable {
  @usableFromInline let base: UnsafeMutablePointer<Double>

  /// Numbers from one group's first column to the next's, if it has one column.
  @inlinable static var pitch: Int { blockWidth + 8 }

  /// So many columns hold so many in groups.
  static func room(for columns: Int) -> Int { (columns * pitch + blockWidth - 1) / blockWidth }

  /// Groups in the memory of a store that was made for them.
  public init(_ store: ColumnStore) { base = store.base }

  /// The first column of the group that begins with a number.
  @inlinable public subscript(first: Int) -> Column {
    Column(base: base + first &* ColumnGroups.pitch)
  }

  /// The columns of the group that has these numbers.
  @inlinable public subscript(group: Range<Int>) -> ColumnMatrix {
    ColumnMatrix(base: base + group.lowerBound &* ColumnGroups.pitch, rows: group.count)
  }
}

extension UnsafeMutablePointer<Double> {
  /// Memory for so many numbers, one at least, that begins at a line of the cache: a vector that begins amid one is two to
  /// it. Nothing is written there.
  public static func atLine(_ count: Int) -> UnsafeMutablePointer<Double> {
    let count = Swift.max(count, 1)
    return UnsafeMutableRawPointer.allocate(byteCount: count * MemoryLayout<Double>.stride, alignment: 64)
      .bindMemory(to: Double.self, capacity: count)
  }
}

/// Owner of a stack of columns, 64-byte aligned and zero at first.
public final class ColumnStore: @unchecked Sendable {
  @usableFromInline let base: UnsafeMutablePointer<Double>
  /// How many columns it owns.
  public let columns: Int

  /// Memory for so many columns, all zero.
  public init(columns: Int) {
    let count = max(columns, 1) * blockWidth
    base = .atLine(count)
    base.initialize(repeating: 0, count: count)
    self.columns = columns
  }

  /// Memory for so many columns in groups, all zero.
  public convenience init(grouped columns: Int) { self.init(columns: ColumnGroups.room(for: columns)) }

  deinit { UnsafeMutableRawPointer(base).deallocate() }

  /// One column; it must not outlive the brick.
  @inlinable public subscript(column: Int) -> Column { Column(base: base + column * blockWidth) }

  /// The columns of a range as one matrix.
  @inlinable
  public func matrix(_ range: Range<Int>) -> ColumnMatrix {
    ColumnMatrix(base: base + range.lowerBound * blockWidth, rows: range.count)
  }

  /// Sets every number to zero.
  public func zero() {
    base.update(repeating: 0, count: columns * blockWidth)
  }
}

extension ColumnStore {
  /// Adjacent numbers from the start of a column on, across columns.
  @inlinable
  public func withValues<Result>(
    from column: Int, count: Int, _ body: (UnsafeBufferPointer<Double>) throws -> Result
  ) rethrows -> Result {
    precondition(column * blockWidth + count <= columns * blockWidth, "within the brick")
    return try body(UnsafeBufferPointer(start: base + column * blockWidth, count: count))
  }
}
