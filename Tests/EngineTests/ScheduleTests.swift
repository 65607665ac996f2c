import Engine
import Sampling
import Testing

/// Dated values become months by weighing their days.
@Suite struct ScheduleTests {
  private func means(_ schedule: Schedule, from start: String, months: Int) throws -> [Double] {
    var settings = tinySettings(from: start, months: months, paths: 16)
    settings.values["echo.value"] = SetValue(schedule: schedule, origin: "test", text: "")
    let results = try run(tinyModel([Echo.self], start: start), settings)
    return results.monthly[0].map(\.mean)
  }

  private func steps(_ values: [(String?, Double)], isRamp: Bool = false) -> Schedule {
    Schedule(steps: values.map { .init(from: $0.map(day), value: .constant($1)) }, isRamp: isRamp)
  }

  private func close(_ left: [Double], _ right: [Double]) -> Bool {
    left.count == right.count && zip(left, right).allSatisfy { abs($0 - $1) < 1e-12 * max(1, abs($1)) }
  }

  @Test("A step inside a month weighs by days") func aStepInsideAMonthWeighsByDays() throws {
    let cap = steps([(nil, 60), ("2025-09-03", 47.6)])
    let found = try means(cap, from: "2025-08", months: 3)
    let mixed: Double = (2 * 60 + 28 * 47.6) / 30
    #expect(close(found, [60, mixed, 47.6]))
  }

  @Test("A step on the first of a month holds for all of it")
  func aStepOnTheFirstOfAMonthHoldsForAllOfIt() throws {
    let found = try means(steps([(nil, 1), ("2025-02-01", 2)]), from: "2025-01", months: 2)
    #expect(found == [1, 2])
  }

  @Test("Several steps share a month") func severalStepsShareAMonth() throws {
    let schedule = steps([(nil, 0), ("2024-02-11", 29), ("2024-02-21", 58)])
    let found = try means(schedule, from: "2024-02", months: 1)
    #expect(close(found, [28]))
  }

  @Test("A step weighs by days also in a run of one month")
  func aStepWeighsByDaysAlsoInARunOfOneMonth() throws {
    let schedule = steps([(nil, 60), ("2025-09-16", 30)])
    let found = try means(schedule, from: "2025-09", months: 1)
    #expect(close(found, [45]))
  }

  @Test("Before the first date the first value holds") func beforeTheFirstDateTheFirstValueHolds() throws {
    let found = try means(steps([("2025-02-01", 5), ("2025-03-01", 6)]), from: "2025-01", months: 3)
    #expect(found == [5, 5, 6])
  }

  @Test("A ramp rises day by day") func aRampRisesDayByDay() throws {
    let schedule = steps([("2025-01-01", 0), ("2025-03-01", 59)], isRamp: true)
    let found = try means(schedule, from: "2025-01", months: 4)
    #expect(close(found, [15, 44.5, 59, 59]))
  }

  @Test("A ramp is flat outside its dates") func aRampIsFlatOutsideItsDates() throws {
    let schedule = steps([(nil, 4), ("2025-02-01", 4), ("2025-03-01", 32)], isRamp: true)
    let found = try means(schedule, from: "2025-01", months: 3)
    #expect(close(found, [4, 17.5, 32]))
  }

  /// One uniform number a parameter: what is high on a path is high in every step.
  @Test("The steps of an uncertain schedule share their draw")
  func theStepsOfAnUncertainScheduleShareTheirDraw() throws {
    let low = Distribution.uniform(low: 0, high: 1), high = Distribution.uniform(low: 10, high: 20)
    var settings = tinySettings(months: 2, paths: 500)
    let schedule = Schedule(steps: [
      .init(from: nil, value: low), .init(from: day("2025-02-01"), value: high),
    ])
    settings.values["echo.value"] = SetValue(schedule: schedule, origin: "test", text: "")
    let values = try runWithValues(tinyModel([Echo.self]), settings).values[0]
    let gaps = (0..<500).map { abs(values[1][$0] - 10 - 10 * values[0][$0]) }
    #expect((gaps.max() ?? 1) < 1e-9)
  }
}
