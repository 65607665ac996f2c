import Kernels
import Testing

@Suite("Selected paths")
struct SelectionTests {
  @Test("are those on which one column is above the other, in order")
  func selected() {
    let brick = ColumnStore(columns: 2)
    for path in brick[0].indices {
      brick[0][path] = Double(path * 37 % 101) / 101
      brick[1][path] = path % 5 == 0 ? brick[0][path] : Double(path * 53 % 89) / 89
    }
    var found: [Int] = []
    forEachPath(where: brick[0], isAbove: brick[1]) { found.append($0) }
    #expect(found == brick[0].indices.filter { brick[0][$0] > brick[1][$0] })
    #expect(!found.isEmpty)
  }

  @Test("may be all or none")
  func extremes() {
    let brick = ColumnStore(columns: 2)
    brick[0].fill(1)
    brick[1].fill(0)
    var count = 0
    forEachPath(where: brick[0], isAbove: brick[1]) { _ in count += 1 }
    #expect(count == blockWidth)
    forEachPath(where: brick[1], isAbove: brick[0]) { _ in count += 1 }
    forEachPath(where: brick[0], isAbove: brick[0]) { _ in count += 1 }
    #expect(count == blockWidth)
  }
}
