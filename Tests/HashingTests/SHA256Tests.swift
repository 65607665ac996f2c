import Hashing
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  @Test("The examples of FIPS 180-4 and of the empty text")
  func standard() {
    let long = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
    #expect(SHA256.hex([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      SHA256.hex(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.hex(Array(long.utf8)) == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
  }

  @Test("A million letters are those of the standard, in parts of any length, too")
  func million() {
    let letters = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    let wanted = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    #expect(SHA256.hex(letters) == wanted)
    var hash = SHA256()
    var start = 0
    for part in 1... where start < letters.count {
      let end = min(start + part * 7, letters.count)
      hash.add(Array(letters[start..<end]))
      start = end
      if end == letters.count { break }
    }
    #expect(hash.hex() == wanted)
  }

  /// A text of each length up to some blocks: where a text ends in its last block decides how it is filled.
  static let texts = (0..<300).map { length in
    (0..<length).map { UInt8(truncatingIfNeeded: 31 * $0 + length) }
  }

  @Test("Texts of all lengths have the hashes that Python's hashlib gives")
  func lengths() {
    let all = Self.texts.map { SHA256.hex($0) }.joined()
    #expect(SHA256.hex(Array(all.utf8)) == "74773516b960dde1173b3e3eb3847958a018c15e3eac59459343cd38c3aca031")
  }

  @Test(
    "Texts that are hashed together have the hashes that each has alone, in their order",
    arguments: [0, 1, 7, 8, 9, 100, 300])
  func together(count: Int) {
    let texts = Array(Self.texts.suffix(count))
    #expect(SHA256.hex(all: texts) == texts.map { SHA256.hex($0) })
  }

  @Test(
    "A text that is longer than all others together is hashed, too, wherever it stands",
    arguments: [0, 3, 20])
  func long(place: Int) {
    var texts = Array(Self.texts.suffix(20))
    texts.insert([UInt8](repeating: 7, count: 100_001), at: place)
    #expect(SHA256.hex(all: texts) == texts.map { SHA256.hex($0) })
  }
}
