public import Engine

/// The file that keeps every parameter's place in the design: a block of names, one a line, between two lines of quotes.
///
/// Only a developer's command renews it. Names that came are appended; one whose place has changed is refused, since all
/// numbers drawn for it would change unseen.
public struct RegisterLock: Sendable {
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
    let names = block.map { lines[$0].trimmed }
    for (place, name) in register.enumerated() where place >= names.count || names[place] != name {
      let found = place < names.count ? "'\(names[place])'" : "nothing"
      throw RegisterError(
        line: block.lowerBound + min(place, names.count) + 1,
        text: "\(found) stands where the program has '\(name)': places are for good")
    }
    for (place, name) in names.enumerated() where names[..<place].contains(name) {
      throw RegisterError(line: block.lowerBound + place + 1, text: "'\(name)' stands here a second time")
    }
    let new = model.unregistered.filter { !names.contains($0) }
    let indent = String(lines[block.upperBound].prefix { $0 == " " })
    let text = lines[..<block.upperBound] + new.map { indent + $0 } + lines[block.upperBound...]
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

extension String {
  fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
