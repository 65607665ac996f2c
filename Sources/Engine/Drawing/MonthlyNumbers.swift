internal import Kernels
internal import Sampling

/// The uniform numbers of a block's shocks and factors, drawn for four months at once.
///
/// The months of a number share the words of one address, so that most months only look up what is there.
final class MonthlyNumbers {
  /// What is drawn anew each month: a stream, and its entity and draw.
  struct Source: Hashable {
    let key: SIMD2<UInt32>
    let entity, draw: UInt32
  }

  /// The months and paths that four columns are of.
  private struct Drawn {
    let source: Source
    let columns: ColumnMatrix
    var firstMonth: UInt32 = .max, firstPath: UInt32 = .max
  }

  /// In the order in which they were first asked for, which most months ask in again.
  private var all: [Drawn] = []
  private var places: [Source: Int] = [:]
  /// What the columns stand in.
  private var memory: [ColumnStore] = []
  /// The place after the one that was asked for last.
  private var next = 0

  /// The numbers of a month for 256 paths, to be read before others of the source are asked for.
  func uniforms(
    _ stream: Stream, entity: Int = 0, firstPath: Int, month: Int, draw: Int = 0
  ) -> Column {
    let source = Source(key: stream.key, entity: UInt32(entity), draw: UInt32(draw))
    let path = UInt32(firstPath), first = UInt32(month) & ~3
    let place = place(of: source)
    next = place + 1
    let columns = all[place].columns
    if all[place].firstMonth != first || all[place].firstPath != path {
      (all[place].firstMonth, all[place].firstPath) = (first, path)
      stream.monthlyUniforms(
        entity: source.entity, firstPath: path, firstMonth: first, draw: source.draw, into: columns)
    }
    return columns[month & 3]
  }

  private func place(of source: Source) -> Int {
    let guess = next < all.count ? next : 0
    return guess < all.count && all[guess].source == source ? guess : places[source] ?? add(source)
  }

  private func add(_ source: Source) -> Int {
    places[source] = all.count
    memory.append(ColumnStore(columns: 4))
    all.append(Drawn(source: source, columns: memory[all.count].matrix(0..<4)))
    return all.count - 1
  }
}
