/// Addresses of named things, so that a new one leaves the random numbers of all others as they were.
///
/// A name's address is a hash of it below 2^16. Where two names would share one, the later in the alphabet takes the
/// next that is free.
public struct EntityKeys: Sendable {
  private let keys: [Int]

  /// Gives each name, which stands there once, its address.
  public init(_ names: [String]) {
    var keys = [Int](repeating: 0, count: names.count)
    var taken: Set<Int> = []
    for place in names.indices.sorted(by: { names[$0] < names[$1] }) {
      var key = EntityKeys.hash(names[place])
      while !taken.insert(key).inserted { key = (key + 1) % EntityKeys.count }
      keys[place] = key
    }
    self.keys = keys
  }

  /// The address of the name at a place of the list.
  public subscript(place: Int) -> Int { keys[place] }

  private static let count = 1 << 16

  /// FNV-1a of the name's bytes, both halves of its 32 bits folded together.
  private static func hash(_ name: String) -> Int {
    let hash = name.utf8.reduce(2_166_136_261 as UInt32) { ($0 ^ UInt32($1)) &* 16_777_619 }
    return Int((hash >> 16) ^ (hash & 0xffff))
  }
}
