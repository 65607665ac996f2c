/// A table for the terminal: text columns to the left, numbers to the right; names fold where it would be too wide.
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
    let widths = widths
    return all.flatMap { cells -> [[String]] in
      Folding.rows(
        cells.indices.map { $0 < textColumns ? Folding.lines(cells[$0], to: widths[$0]) : [cells[$0]] })
    }.map { line($0, widths) { $0 < textColumns } + "\n" }.joined()
  }

  /// As wide as the cells, but for names where that is too much for a terminal.
  private var widths: [Int] {
    let all = [heads] + rows
    var widths = heads.indices.map { column in all.map { width($0[column]) }.max() ?? 0 }
    var excess = widths.reduce(0, +) + 2 * (widths.count - 1) - Folding.columns
    for column in 0..<textColumns where excess > 0 {
      let narrow = max(min(widths[column], Folding.least), widths[column] - excess)
      let taken = all.flatMap { Folding.lines($0[column], to: narrow) }.map(width).max() ?? narrow
      let folded = min(widths[column], max(narrow, taken))
      excess -= widths[column] - folded
      widths[column] = folded
    }
    return widths
  }

  /// The same table in Markdown.
  public var markdown: String {
    let rule = heads.indices.map { $0 < textColumns ? "---" : "---:" }
    return ([heads, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }
}
