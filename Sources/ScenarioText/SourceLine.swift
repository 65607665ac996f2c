/// A line of a source, cut up once for all the nodes that stand in it.
struct SourceLine {
  /// Counted from 1; 0 for none.
  private(set) var number = 0
  private(set) var scalars: [Unicode.Scalar] = []
  /// How many characters the line has.
  private(set) var columns = 0
  /// The column of the character that each scalar belongs to, from 1; empty where each is a character of its own.
  private var column: [Int] = []

  /// No line.
  init() {}

  init(_ number: Int, of source: Source) {
    guard let text = source.line(number) else { return }
    self.number = number
    scalars = Array(text.unicodeScalars)
    columns = scalars.count
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return }
    columns = 0
    column.reserveCapacity(scalars.count)
    for character in text {
      columns += 1
      for _ in character.unicodeScalars { column.append(columns) }
    }
  }

  /// The column of a scalar, counted from 0; nil where the line has none there.
  func column(ofScalar scalar: Int) -> Int? {
    guard scalars.indices.contains(scalar) else { return nil }
    return column.isEmpty ? scalar + 1 : column[scalar]
  }
}
