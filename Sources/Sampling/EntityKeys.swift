/// Addresses of named things, so that a new one leaves the random numbers of all others as they were.
///
/// A name's address is a hash of it below 2^16. Where two names would share one, the later in the alphabet takes the
/// next that is free.
public struct EntityKeys: Sendable {
  private let keys: [Int]
  /// Places found by the lower bits of their address, or the next free slot after it; −1 for an empty one.
  private let slots: [Int32]

  /// Gives each name, which stands there once, its address.
  public init(_ names: [String]) {
    var keys = [Int](repeating: 0, count: names.count)
    var taken: Set<Int> = []
    for place in names.indices.sorted(by: { names[$0] < names[$1] }) {
      var key = EntityKeys.hash(names[place])
      while !taken.insert(key).inserted { key = (key + 1) % EntityKeys.count }
      keys[place] = key
    }
    var size = 64
    while size < 4 * names.count { size *= 2 }
    var slots = [Int32](repeating: -1, count: size)
    for (place, key) in keys.enumerated() {
      var slot = key & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Int32(place)
    }
    self.keys = keys
    self.slots = slots
  }

  /// The address of the name at a place of the list.
  public subscript(place: Int) -> Int { keys[place] }

  /// The place in the list of the name that has an address.
  public func place(of key: Int) -> Int? {
    var slot = key & (slots.count &- 1)
    while slots[slot] >= 0 {
      let place = Int(slots[slot])
      if keys[place] == key { return place }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
    return nil
  }

  private static let count = 1 << 16

  /// FNV-1a of the name's bytes, both halves of its 32 bits folded together.
  private static func hash(_ name: String) -> Int {
    let hash = name.utf8.reduce(2_166_136_261 as UInt32) { ($0 ^ UInt32($1)) &* 16_777_619 }
    return Int((hash >> 16) ^ (hash & 0xffff))
  }
}
