/// Long names in a narrow column: broken after a dot, an underscore or before a bracket, never cut.
enum Folding {
  /// Columns of the terminal that tables keep to.
  static let columns = 80
  /// No name column becomes narrower than this.
  static let least = 14

  /// The lines of a name that are no wider than the column, as far as its parts allow.
  static func lines(_ name: String, to room: Int) -> [String] {
    guard width(name) > room else { return [name] }
    var lines: [String] = []
    for part in parts(name) {
      if let line = lines.last, width(line) + width(part) <= room - (lines.count > 1 ? 1 : 0) {
        lines[lines.count - 1] += part
      } else {
        lines.append(lines.isEmpty ? part : " " + part)
      }
    }
    return lines
  }

  private static func parts(_ name: String) -> [String] {
    var parts = [""]
    for character in name {
      if character == "[" && parts[parts.count - 1] != "" { parts.append("") }
      parts[parts.count - 1].append(character)
      if "._ /@".contains(character) { parts.append("") }
    }
    return parts.filter { !$0.isEmpty }
  }

  /// The lines of a row whose cells may be folded: each cell's last line stands on the last line of the row, so that
  /// numbers follow the end of the name.
  static func rows(_ cells: [[String]]) -> [[String]] {
    let height = cells.map(\.count).max() ?? 1
    return (0..<height).map { line in
      cells.map { cell in
        let index = line - (height - cell.count)
        return index >= 0 ? cell[index] : ""
      }
    }
  }
}
