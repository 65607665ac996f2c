import Engine
import Reports
import Testing

@Suite("The last lines of a run with a target")
struct AttainedLinesTests {
  private func attained(error: Double) -> Attained {
    Attained(series: 0, paths: 4096, mean: -200, error: error, deviation: 40, limit: 1)
  }

  @Test("A target that is reached tells its error and the price of plain random sampling")
  func reached() {
    let text = AttainedLines(attained(error: 0.5), condition: "se(a.b) < 0.5 %", unit: nil).text
    #expect(
      text == """
        se(a.b) < 0.5 % reached: 0.25 % (four times in five below 0.30 %) after 4,096 paths
        plain random sampling would have needed about 6,400 paths for that error

        """)
  }

  @Test("One that is missed says what it would take")
  func missed() {
    let text = AttainedLines(attained(error: 1.24), condition: "se(a.b) < 1 Mt", unit: "Mt").text
    #expect(
      text == """
        se(a.b) < 1 Mt not reached: 1.2 Mt (four times in five below 1.5 Mt) after 4,096 paths, the most allowed
        plain random sampling would need about 1,600 paths for it

        """)
  }

  @Test("An error of nothing is no division by zero")
  func constant() {
    let text = AttainedLines(attained(error: 0), condition: "se(a.b) < 1 Mt", unit: "Mt").text
    #expect(text.contains("about 0 paths"))
  }
}
