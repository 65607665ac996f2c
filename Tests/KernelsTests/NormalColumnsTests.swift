import Testing

@testable import Kernels

@Suite("Normal columns")
struct NormalColumnsTests {
  private let brick = ColumnStore(columns: 1)
  private var column: Column { brick[0] }

  @Test("a column's quantiles have the bits of single ones, in the centre, at the seams and in the tails")
  func columnsHaveTheBitsOfScalars() {
    for round in 0..<400 {
      let uniforms = column.indices.map { path in
        (Double(round * blockWidth + path) + 0.5) / Double(400 * blockWidth)
      }
      check(uniforms)
    }
    let seams = [0.075, 0.925, 0.5, 0x1p-53, 1 - 0x1p-53, 1e-300, (0.075).nextUp, (0.925).nextDown]
    check(column.indices.map { seams[$0 % seams.count] })
  }

  @Test("a column of nothing but tails, and one without any")
  func extremeColumns() {
    check(column.indices.map { Double($0 + 1) / 4096 })
    check(column.indices.map { 0.3 + Double($0) / 1024 })
  }

  private func check(_ uniforms: [Double]) {
    for path in column.indices { column[path] = uniforms[path] }
    replaceByNormalQuantiles(column)
    #expect(column.indices.allSatisfy { column[$0].bitPattern == normalQuantile(uniforms[$0]).bitPattern })
  }
}
