/// Where a piece of text stands: file, line and column, both counted from 1.
///
/// A column counts characters as a reader sees them, so `é` and `ж` are one column each.
public struct Place: Sendable, Hashable, Comparable, CustomStringConvertible, Token {
  /// The file as the user named it, or a stand-in such as `--set`.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// The column in characters, from 1.
  public var column: Int

  /// Itself, one character wide.
  public var place: Place { self }
  /// One character.
  public var length: Int { 1 }

  /// Names a place.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file:line:column`, the form that editors open.
  public var description: String { "\(file):\(line):\(column)" }

  /// Orders places by file, then line, then column.
  public static func < (one: Place, other: Place) -> Bool {
    (one.file, one.line, one.column) < (other.file, other.line, other.column)
  }

  /// The place so many characters further right on the same line.
  public func advanced(by characters: Int) -> Place {
    Place(file: file, line: line, column: column + characters)
  }
}
