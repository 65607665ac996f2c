import Sampling
import Testing

@Suite("Addresses of named things")
struct EntityKeysTests {
  private let names = (0..<500).map { "plant \($0)" }

  @Test("Every name has an address of its own below 2^16")
  func unique() {
    let keys = EntityKeys(names)
    let all = names.indices.map { keys[$0] }
    #expect(Set(all).count == names.count)
    #expect(all.allSatisfy { (0..<65536).contains($0) })
  }

  @Test("The order of the names changes no address")
  func order() {
    let keys = EntityKeys(names), turned = EntityKeys(names.reversed())
    for place in names.indices { #expect(turned[names.count - 1 - place] == keys[place]) }
  }

  @Test("A new name leaves the addresses of all others as they were")
  func newcomer() {
    let few = Array(names.prefix(40))
    let before = EntityKeys(few), after = EntityKeys(["another"] + few)
    for place in few.indices { #expect(after[place + 1] == before[place]) }
  }
}
