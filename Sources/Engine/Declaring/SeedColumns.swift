internal import Synchronization

/// The columns of a seed table, which its rows share, and which cells somebody asked for.
public final class SeedColumns: Sendable {
  /// Their names, in the order in which rows hold their cells.
  public let names: [String]
  /// Row by row, one flag a column; empty where nobody keeps account.
  private let asked: Mutex<[Bool]>

  /// Columns of rows that keep no account.
  public convenience init(_ names: [String]) { self.init(names, rows: 0) }

  /// Columns of a table whose rows note what is asked of them.
  init(_ names: [String], rows: Int) {
    self.names = names
    asked = Mutex([Bool](repeating: false, count: rows * names.count))
  }

  /// Where rows hold the cells of a column.
  func place(of name: String) -> Int? {
    names.firstIndex { $0.utf8.count == name.utf8.count && $0 == name }
  }

  func note(_ column: Int, of row: Int) {
    asked.withLock { $0[row * names.count + column] = true }
  }

  /// Notes that a whole column is asked for.
  func note(all name: String) {
    guard let column = place(of: name) else { return }
    asked.withLock { asked in
      for cell in stride(from: column, to: asked.count, by: names.count) { asked[cell] = true }
    }
  }

  /// Row by row, whether somebody asked for the cell of a column.
  func rows(askedFor name: String) -> [Bool] {
    guard let column = place(of: name) else { return [] }
    return asked.withLock { asked in
      stride(from: column, to: asked.count, by: names.count).map { asked[$0] }
    }
  }
}
