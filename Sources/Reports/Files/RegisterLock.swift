public import Engine

/// The file that keeps every parameter's place in the design: a block of names between two lines of quotes.
///
/// Only a developer's command renews it. Names that came are appended; one whose place has changed is refused, since all
/// numbers drawn for it would change unseen.
public struct RegisterLock: Sendable {
  /// The longest line that the style of the code allows.
  private static let width = 110
  private let lines: [String]
  private let block: Range<Int>

  /// Reads the text of the file.
  public init(_ text: String) throws(RegisterError) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    self.lines = lines
    let quotes = lines.indices.filter { lines[$0].contains("\"\"\"") }
    guard quotes.count == 2 else {
      throw RegisterError(line: 1, text: "no block of names between two lines of quotes")
    }
    block = quotes[0] + 1..<quotes[1]
  }

  /// The file with the names of the model that the register lacks appended, and how many those are.
  ///
  /// - Parameter register: the register that the program was built with.
  public func renewed(_ model: Model, register: [String]) throws(RegisterError) -> (text: String, count: Int)
  {
    let words = block.flatMap { line in
      lines[line].split(separator: " ").map { (name: String($0), line: line + 1) }
    }
    let names = words.map(\.name)
    for (place, name) in register.enumerated() where place >= names.count || names[place] != name {
      let found = place < names.count ? "'\(names[place])'" : "nothing"
      throw RegisterError(
        line: place < names.count ? words[place].line : block.upperBound + 1,
        text: "\(found) stands where the program has '\(name)': places are for good")
    }
    for (place, name) in names.enumerated() where names[..<place].contains(name) {
      throw RegisterError(line: words[place].line, text: "'\(name)' stands here a second time")
    }
    let new = model.unregistered.filter { !names.contains($0) }
    let indent = String(lines[block.upperBound].prefix { $0 == " " })
    let added = new.reduce(into: [String]()) { rows, name in
      let fits = rows.last.map { $0.count + name.count < RegisterLock.width } ?? false
      rows.append(fits ? rows.removeLast() + " " + name : indent + name)
    }
    let text = lines[..<block.upperBound] + added + lines[block.upperBound...]
    return (text.joined(separator: "\n"), new.count)
  }
}

/// What is wrong with a register file, and where.
public struct RegisterError: Error {
  /// Its line, from 1.
  public let line: Int
  /// What is wrong.
  public let text: String
}
