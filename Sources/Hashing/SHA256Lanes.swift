extension SHA256 {
  /// The hexadecimal digits of the hashes of several texts, of which eight are hashed at a time where that is less work
  /// than one after the other.
  public static func hex(all texts: [[UInt8]]) -> [String] {
    var lanes = SHA256Lanes(texts)
    return lanes.run()
  }
}

/// Eight texts that are hashed side by side; where one ends, the next takes its lane.
private struct SHA256Lanes {
  private typealias Words = Schedule.Words

  /// A text in a lane and what is left of it; a lane without a text has nothing to do any more.
  private struct Owner {
    var text: Int?
    var rest = 0..<0
  }

  private var digests: [String]
  /// The texts side by side, each with what ends it.
  private var blocks: [UInt8] = []
  /// Where each text stands among them; empty for one that is hashed alone.
  private var ranges: [Range<Int>]
  /// The texts that no lane has taken yet, the longest last.
  private var waiting: [Int]
  private var owners = [Owner](repeating: Owner(), count: Schedule.lanes)
  /// A letter of the standard each.
  private var state = [Words](repeating: Words(), count: 8)

  init(_ texts: [[UInt8]]) {
    digests = texts.map { _ in "" }
    ranges = texts.map { _ in 0..<0 }
    waiting = texts.indices.sorted { texts[$0].count < texts[$1].count }
    while let longest = waiting.popLast() {
      guard isAlone(texts[longest].count, waiting.map { texts[$0].count }) else {
        waiting.append(longest)
        break
      }
      digests[longest] = SHA256.hex(texts[longest])
    }
    blocks.reserveCapacity(waiting.reduce(0) { $0 + texts[$1].count + 2 * SHA256.block })
    for text in waiting {
      let start = blocks.count
      blocks += texts[text]
      SHA256.end(&blocks, of: texts[text].count)
      ranges[text] = start..<blocks.count
    }
  }

  /// Whether the other lanes would wait for a text so long that hashing it alone, at half the price of a turn of all
  /// lanes, is less work.
  private func isAlone(_ length: Int, _ others: [Int]) -> Bool {
    length > 2 * max(others.last ?? 0, others.reduce(0, +) / Schedule.lanes)
  }

  mutating func run() -> [String] {
    Schedule.withEmpty { schedule in
      for lane in owners.indices { takeNext(lane) }
      while let least = owners.filter({ $0.text != nil }).map(\.rest.count).min() {
        for _ in 0..<least / SHA256.block {
          for lane in owners.indices { load(lane, into: schedule) }
          schedule.expand()
          mix(schedule)
        }
        for lane in owners.indices where owners[lane].rest.isEmpty { end(lane) }
      }
    }
    return digests
  }

  private mutating func end(_ lane: Int) {
    guard let text = owners[lane].text else { return }
    var letters = SIMD8<UInt32>()
    for letter in state.indices { letters[letter] = state[letter][lane] }
    digests[text] = SHA256.digits(letters)
    takeNext(lane)
  }

  private mutating func takeNext(_ lane: Int) {
    let text = waiting.popLast()
    owners[lane] = Owner(text: text, rest: text.map { ranges[$0] } ?? 0..<0)
    for letter in state.indices { state[letter][lane] = SHA256.start[letter] }
  }

  private mutating func load(_ lane: Int, into schedule: Schedule) {
    let rest = owners[lane].rest
    guard !rest.isEmpty else { return }
    blocks.withUnsafeBytes { schedule.load($0, at: rest.lowerBound, lane: lane) }
    owners[lane].rest = rest.lowerBound + SHA256.block..<rest.upperBound
  }

  /// Eight rounds a turn, after which every letter is itself again.
  private mutating func mix(_ schedule: Schedule) {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    let words = schedule.rounds
    for index in stride(from: 0, to: 64, by: 8) {
      SHA256Lanes.round(a, b, c, &d, e, f, g, &h, words[index])
      SHA256Lanes.round(h, a, b, &c, d, e, f, &g, words[index &+ 1])
      SHA256Lanes.round(g, h, a, &b, c, d, e, &f, words[index &+ 2])
      SHA256Lanes.round(f, g, h, &a, b, c, d, &e, words[index &+ 3])
      SHA256Lanes.round(e, f, g, &h, a, b, c, &d, words[index &+ 4])
      SHA256Lanes.round(d, e, f, &g, h, a, b, &c, words[index &+ 5])
      SHA256Lanes.round(c, d, e, &f, g, h, a, &b, words[index &+ 6])
      SHA256Lanes.round(b, c, d, &e, f, g, h, &a, words[index &+ 7])
    }
    for (letter, value) in [a, b, c, d, e, f, g, h].enumerated() { state[letter] &+= value }
  }

  @inline(__always)
  private static func turned(_ words: Words, _ first: UInt32, _ second: UInt32, _ third: UInt32) -> Words {
    Schedule.turned(words, first) ^ Schedule.turned(words, second) ^ Schedule.turned(words, third)
  }

  @inline(__always)
  private static func round(
    _ a: Words, _ b: Words, _ c: Words, _ d: inout Words, _ e: Words, _ f: Words, _ g: Words,
    _ h: inout Words, _ word: Words
  ) {
    let first = h &+ word &+ turned(e, 6, 11, 25) &+ (g ^ (e & (f ^ g)))
    d = d &+ first
    h = first &+ turned(a, 2, 13, 22) &+ ((a & b) | (c & (a | b)))
  }
}
