/// A piece of a scenario file: a scalar, a mapping or a list, with its place.
///
/// A scalar is the text as it was written: `no`, `1e3`, `010` and `12:30` stay what they are.
public struct Node: Sendable, Equatable, Token {
  /// What a node holds.
  public enum Content: Sendable, Equatable {
    /// Text as it was written, without its quotes.
    case scalar(String)
    /// Keys and values in the order of the file.
    case mapping([Entry])
    /// Items in the order of the file.
    case list([Node])
  }

  /// A key of a mapping with its place.
  public struct Key: Sendable, Equatable, Token {
    /// The key without quotes.
    public var text: String
    /// Where the key starts.
    public var place: Place
    /// The key's width in characters, quotes included.
    public var length: Int

    /// Names a key at a place.
    public init(_ text: String, at place: Place, length: Int? = nil) {
      self.text = text
      self.place = place
      self.length = length ?? max(1, text.count)
    }
  }

  /// A key and its value.
  public struct Entry: Sendable, Equatable {
    /// The key.
    public var key: Key
    /// The value.
    public var value: Node

    /// Joins a key and a value.
    public init(key: Key, value: Node) {
      self.key = key
      self.value = value
    }
  }

  /// What the node holds.
  public var content: Content
  /// Where the node starts: a scalar's first character or quote, a mapping's first key or `{`.
  public var place: Place
  /// The width of a scalar in characters, quotes included; of a collection's first token.
  public var length: Int
  /// Whether the node stands inside, or is, `[ ]` or `{ }`.
  public var isFlow: Bool
  /// Whether the scalar stood in quotes.
  public var isQuoted: Bool
  /// Whether nothing was written where a value belongs; the content is then the scalar "".
  public var isEmpty: Bool
  /// What the same key holds in the file that this one extends, where it shows through: the dates before the first
  /// of a dated value. Empty where nothing lies beneath.
  public var beneath: [Node] = []
  /// How many characters after `place` the text starts, or nil when the text isn't the file's own
  /// characters in a row (folded lines, escapes), so that a place inside it can't be told.
  var textStart: Int?

  /// Makes a node; for a scalar whose text stands in the file as it is.
  public init(
    _ content: Content, at place: Place, length: Int = 1, isFlow: Bool = false, isQuoted: Bool = false,
    isEmpty: Bool = false
  ) {
    self.content = content
    self.place = place
    self.length = max(1, length)
    self.isFlow = isFlow
    self.isQuoted = isQuoted
    self.isEmpty = isEmpty
    if case .scalar = content { textStart = isQuoted ? 1 : 0 }
  }

  /// A plain scalar, as `--set` needs it.
  public init(scalar text: String, at place: Place) {
    self.init(.scalar(text), at: place, length: text.count, isEmpty: text.isEmpty)
  }
}

extension Node {
  /// The text of a scalar, nil for a mapping or a list.
  public var text: String? {
    guard case .scalar(let text) = content else { return nil }
    return text
  }

  /// The entries of a mapping, nil for a scalar or a list.
  public var entries: [Entry]? {
    guard case .mapping(let entries) = content else { return nil }
    return entries
  }

  /// The items of a list, nil for a scalar or a mapping.
  public var items: [Node]? {
    guard case .list(let items) = content else { return nil }
    return items
  }

  /// The items of a list, or the only one where a scalar stands in its place; none for nothing and for a mapping.
  public var listed: [Node] { items ?? (text?.isEmpty == false ? [self] : []) }

  /// The value under a key of a mapping, nil when there is none.
  public subscript(key: String) -> Node? {
    entries?.first { $0.key.text == key }?.value
  }

  /// The same node with other content.
  public func holding(_ content: Content) -> Node {
    var node = self
    node.content = content
    return node
  }

  /// What the node is, in a user's words: "a value", "a mapping", "a list" or "nothing".
  public var kindInWords: String {
    switch content {
    case .scalar: isEmpty ? "nothing" : "a value"
    case .mapping: "a mapping"
    case .list: "a list"
    }
  }

  /// The place of a character inside a scalar's text; the scalar's own place when that can't be told.
  public func place(at offset: Int) -> Place {
    textStart.map { place.advanced(by: $0 + offset) } ?? place
  }
}
