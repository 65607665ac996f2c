import Reports
import Testing

@Suite("Numbers of points that aren't powers of two")
struct EvennessTests {
  @Test(
    "say which would be more even", arguments: [(100, "64 or 128"), (5000, "4,096 or 8,192"), (3, "2 or 4")])
  func told(count: Int, better: String) {
    #expect(evenness(of: count, "paths")?.contains("\(better) are spread more evenly") == true)
  }

  @Test("Powers of two say nothing", arguments: [1, 2, 64, 8192])
  func untold(count: Int) { #expect(evenness(of: count, "paths") == nil) }
}
