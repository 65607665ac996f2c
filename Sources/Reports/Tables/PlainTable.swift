/// A table for the terminal: text columns to the left, numbers to the right.
public struct PlainTable: Sendable {
  private let heads: [String]
  private let textColumns: Int
  private var rows: [[String]] = []

  /// - Parameter textColumns: how many columns from the left hold text.
  public init(_ heads: [String], textColumns: Int) {
    self.heads = heads
    self.textColumns = textColumns
  }

  /// Adds a row with a cell for each head.
  public mutating func add(_ cells: [String]) { rows.append(cells) }

  /// The lines with a line feed after each.
  public var text: String {
    let all = [heads] + rows
    let widths = heads.indices.map { column in all.map { width($0[column]) }.max() ?? 0 }
    return all.map { cells in
      let line = cells.indices.map { column in
        column < textColumns
          ? padded(cells[column], to: widths[column]) : aligned(cells[column], to: widths[column])
      }.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
    }.joined()
  }

  /// The same table in Markdown.
  public var markdown: String {
    let rule = heads.indices.map { $0 < textColumns ? "---" : "---:" }
    return ([heads, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }
}
