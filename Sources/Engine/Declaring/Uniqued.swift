extension Sequence where Element: Hashable {
  /// Each element once, in the order of their first appearance.
  public var uniqued: [Element] { uniqued { $0 } }
}

extension Sequence {
  /// The first element of each key.
  public func uniqued<Key: Hashable>(by key: (Element) -> Key) -> [Element] {
    var seen: Set<Key> = []
    return filter { seen.insert(key($0)).inserted }
  }
}
