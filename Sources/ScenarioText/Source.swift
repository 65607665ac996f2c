/// A text with its name and its lines, kept so that a diagnostic can show the line that it is about.
///
/// A byte-order mark is dropped and every line end (`\r\n`, `\r`) becomes `\n`, so that places don't
/// depend on the machine that wrote the file.
public struct Source: Sendable, Equatable {
  /// The file as the user named it, or a stand-in such as `--set`.
  public let file: String
  /// The text with `\n` line ends and no byte-order mark.
  public let text: String
  /// The lines of the text, without their ends; at least one.
  public let lines: [String]

  /// Cuts a text into lines.
  public init(file: String, text: String) {
    self.file = file
    let scalars = Source.plain(text).unicodeScalars
    self.text = String(scalars)
    // Where there are too many lines, which the reader refuses, the last one here holds the rest.
    lines = scalars.split(separator: "\n", maxSplits: Limits.lines, omittingEmptySubsequences: false)
      .map { String($0) }
  }

  private static func plain(_ text: String) -> String {
    let isMarked = text.unicodeScalars.first == "\u{FEFF}"
    guard isMarked || text.utf8.contains(UInt8(ascii: "\r")) else { return text }
    var scalars = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars.dropFirst(isMarked ? 1 : 0) {
      defer { previous = scalar }
      if scalar == "\n" && previous == "\r" { continue }
      scalars.append(scalar == "\r" ? "\n" : scalar)
    }
    return String(scalars)
  }

  /// The text of a line counted from 1, or nil when the source has no such line.
  public func line(_ number: Int) -> String? {
    lines.indices.contains(number - 1) ? lines[number - 1] : nil
  }

  /// The place of a Unicode scalar, line and scalar counted from 0 as libyaml counts them.
  ///
  /// A place past the end of the text becomes the end of its last line that isn't blank.
  func place(line: Int, scalar: Int) -> Place {
    guard lines.indices.contains(line), line < lines.count - 1 || !lines[line].isEmpty else {
      return endOfText
    }
    let before = String(lines[line].unicodeScalars.prefix(max(0, scalar)))
    return Place(file: file, line: line + 1, column: before.count + 1)
  }

  private var endOfText: Place {
    let last = lines.lastIndex { line in !line.allSatisfy(\.isWhitespace) } ?? 0
    return Place(file: file, line: last + 1, column: lines[last].count + 1)
  }
}
