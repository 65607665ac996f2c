import Testing

@testable import Studies

@Suite("Policies over futures")
struct RobustnessTests {
  /// Two policies in ten futures: one is better where the axis is low, the other where it is high.
  private static let values: [[Double]] = [
    [10, 10, 10, 10, 10, 4, 4, 4, 4, 4], [6, 6, 6, 6, 6, 8, 8, 8, 8, 8], [5, 5, 5, 5, 5, 5, 5, 5, 5, 5],
  ]

  private func study(_ values: [[Double]], isMoreBetter: Bool, _ goal: Double) -> Robustness {
    Robustness(
      ["bold", "even", "idle"],
      [
        DiscoveryAxis(name: "noise", unit: "", values: (0..<10).map { Double($0 * 3 % 10) }),
        DiscoveryAxis(name: "price", unit: "USD/bbl", values: (0..<10).map { $0 < 5 ? 50 : 70 }),
      ],
      Robustness.Results(
        values: values, isMet: values.map { $0.map { isMoreBetter ? $0 >= goal : $0 <= goal } },
        isMoreBetter: isMoreBetter, unit: "bn USD"))
  }

  @Test("Regret, the share that reaches the goal, the worst tenth and wins, by hand")
  func byHand() {
    let found = study(Self.values, isMoreBetter: true, 6)
    #expect(found.rows.map(\.met.value) == [0.5, 1, 0])
    #expect(found.rows.map(\.regret.value) == [2, 2, 4])
    #expect(found.rows.map(\.mostRegret) == [4, 4, 5])
    #expect(found.rows.map(\.worstTenth) == [4, 6, 5])
    #expect(found.rows.map(\.mean) == [7, 7, 5])
    #expect(found.rows.map(\.won) == [0.5, 0.5, 0])
    #expect(found.rows[0].met.low < 0.5 && found.rows[0].met.high > 0.5)
    #expect(found.rows[1].met.low == 1 && found.rows[2].met.high == 0)
  }

  @Test("The axis that tells who wins is named, with the winner of each of its values")
  func leading() {
    let found = study(Self.values, isMoreBetter: true, 6)
    #expect(found.leading?.name == "price")
    #expect(found.bands.map(\.range) == [50...50, 70...70])
    #expect(found.bands.map(\.won) == [[1, 0, 0], [0, 1, 0]])
    #expect(found.bands.map(\.regret) == [[0, 4, 5], [4, 0, 3]])
  }

  @Test("Where less is better, everything turns round")
  func less() {
    let found = study(Self.values, isMoreBetter: false, 5)
    #expect(found.rows.map(\.met.value) == [0.5, 0, 1])
    #expect(found.rows.map(\.worstTenth) == [10, 8, 5])
    #expect(found.rows.map(\.won) == [0.5, 0, 0.5])
  }

  @Test("Equally good policies share a future, and then nothing tells who wins")
  func equal() {
    let found = study(
      [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]].map { $0 } + [
        [Double](repeating: 0, count: 10)
      ], isMoreBetter: true, 3)
    #expect(found.rows.map(\.won) == [0.5, 0.5, 0])
    #expect(found.leading == nil && found.bands.isEmpty)
  }

  @Test("Many different values become five bands of equal size, in order")
  func bands() {
    let values: [Double] = (0..<23).map { place in Double(place * 7 % 23) }
    let groups = Robustness.groups(values)
    #expect(groups.map(\.count) == [4, 5, 4, 5, 5])
    let inOrder: [Double] = groups.joined().map { values[$0] }
    #expect(inOrder == values.sorted())
  }
}
