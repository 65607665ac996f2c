import Engine
import Kernels
import Sampling
import Testing

/// What is written of each path's draws is what the path was computed with.
@Suite struct ParameterDrawsTests {
  @Test("Each drawn parameter has its column, each date its own, and the values are the run's.")
  func values() throws {
    let model = try tinyModel([Echo.self, Twin.self])
    var settings = tinySettings(months: 2, paths: 300, design: .sobol)
    settings.values["twin.value"] = SetValue(
      schedule: Schedule(steps: [
        .init(from: nil, value: .constant(3)),
        .init(from: day("2025-02-01"), value: .uniform(low: 5, high: 6)),
      ]), origin: "test", text: "")
    settings.correlations = [("echo.value", "twin.value", 0.8)]
    let draws = try ParameterDraws(model: model, settings: settings)
    #expect(draws.names == ["echo.value", "twin.value@2025-02-01"])
    let values = try runWithValues(model, settings).values
    let first = draws.values(firstPath: 0), second = draws.values(firstPath: 256)
    for path in 0..<300 {
      let row = path < 256 ? first.map { $0[path] } : second.map { $0[path - 256] }
      #expect(row == [values[0][0][path], values[1][1][path]])
    }
  }

  @Test("Events are counted on their paths.")
  func events() throws {
    let model = try tinyModel([Echo.self])
    var settings = tinySettings(months: 3, paths: 512)
    settings.events = [
      EventSetting(
        name: "x", timing: .random(rate: .constant(0.5), from: nil, until: nil), chance: .constant(1),
        lasts: .constant(10),
        effects: [EventEffect(parameter: "echo.value", kind: .sets, value: .constant(1))], origin: "test")
    ]
    var options = RunOptions()
    let marks = PathMarks(model: model, settings: settings)
    options.marks = marks
    options.threads = 2
    let results = try Simulation(model: model, settings: settings).run(options)
    #expect(marks.names == ["event.x", "event.x.months"])
    func mean(_ row: Int) -> Double { (0..<512).map { marks.value(row, path: $0) }.reduce(0, +) / 512 }
    let begun: Double = results.events[0].begun.reduce(0, +),
      active: Double = results.events[0].active.reduce(0, +)
    #expect(abs(mean(0) - begun) < 1e-9)
    #expect(abs(mean(1) - active) < 1e-5)
  }
}
