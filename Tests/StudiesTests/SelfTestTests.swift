import Testing

@testable import Studies

@Suite("The checks of 'simulate selftest'")
struct SelfTestTests {
  @Test("Every check holds", arguments: SelfTest.all.indices)
  func holds(index: Int) {
    let check = SelfTest.all[index], finding = check.run()
    #expect(finding.holds, "\(check.name): \(finding.words)")
  }

  @Test("A check fails where the answer is another one")
  func failures() {
    #expect(!SelfTest.Finding.bits(1, 2).holds)
    #expect(!SelfTest.Finding.average(1.06, 1, error: 0.01).holds)
    #expect(SelfTest.Finding.average(1.04, 1, error: 0.01).holds)
    #expect(Set(SelfTest.all.map(\.name)).count == SelfTest.all.count)
  }
}
