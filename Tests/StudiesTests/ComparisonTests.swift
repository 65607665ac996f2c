import Engine
import Sampling
import Testing

@testable import Studies

@Suite("Comparisons")
struct ComparisonTests {
  @Test("A case doesn't differ from itself on any path")
  func itself() throws {
    let trial = try StudyFixture.trial()
    let values = try trial.pathValues(StudyFixture.spans(trial), RunOptions())
    for row in Comparison(values, values).rows {
      #expect(row.difference == PathStatistics([Double](repeating: 0, count: values.paths)))
      #expect(row.firstAbove.mean == 0 && row.equal.mean == 1 && row.equal.error == 0)
    }
    #expect(ComparisonBlock.differing(trial, trial).isEmpty)
  }

  @Test("Years and the horizon are what the run itself reports")
  func aggregation() throws {
    let trial = try StudyFixture.trial()
    let values = try trial.pathValues(StudyFixture.spans(trial), RunOptions())
    let results = try trial.run(RunOptions())
    for (row, series) in results.series.enumerated() {
      let total = PathStatistics(values.values[row][values.spans.count - 1])
      let scale = max(abs(results.total[row].mean), 1)
      #expect(abs(total.mean - results.total[row].mean) < 1e-9 * scale, "\(series.declaration.variable)")
      #expect(abs(total.p95 - results.total[row].quantiles[4]) < 1e-9 * scale)
    }
  }

  @Test(
    "Means of both cases, and their errors, are those of their own runs; the difference is that of the means")
  func means() throws {
    var first = try StudyFixture.trial()
    first.settings.paths = 1024
    var second = first
    second.settings.values["brent.anchor"] = SetValue(
      schedule: Schedule(.constant(90)), origin: "test", text: "90")
    let spans = StudyFixture.spans(first)
    let rows = Comparison(
      try first.pathValues(spans, RunOptions()), try second.pathValues(spans, RunOptions())
    ).rows.filter { $0.span == spans.last }
    let a = try first.run(RunOptions()), b = try second.run(RunOptions())
    for (index, row) in rows.enumerated() {
      let scale = max(abs(a.total[index].mean), 1)
      #expect(abs(row.first.mean - a.total[index].mean) < 1e-9 * scale)
      #expect(abs(row.first.error - a.total[index].meanError) < 1e-9 * scale)
      #expect(abs(row.second.mean - b.total[index].mean) < 1e-9 * scale)
      #expect(abs(row.difference.mean - (b.total[index].mean - a.total[index].mean)) < 1e-9 * scale)
    }
  }

  @Test("What blocks explain sums to the whole difference")
  func explained() throws {
    let first = try StudyFixture.trial()
    let second = try StudyFixture.trial([
      "strikes.intensity": 0, "price_cap.compliance": 1, "sanctions.on_india": 0.8,
    ])
    let total = try #require(StudyFixture.spans(first).last)
    let explained = try ComparisonExplained(first, second, over: total) {
      try $0.pathValues([total], RunOptions())
    }
    #expect(Set(explained.blocks) == [.section("strikes"), .section("price_cap"), .section("sanctions")])
    for series in Set(explained.rows.map(\.series.slot)) {
      let rows = explained.rows.filter { $0.series.slot == series }
      let whole = try #require(rows.last).part.mean
      let sum = rows.dropLast().reduce(0) { $0 + $1.part.mean }
      #expect(abs(sum - whole) <= 1e-9 * max(abs(whole), 1))
      #expect(abs(rows[rows.count - 2].part.mean) <= 1e-9 * max(abs(whole), 1))
    }
  }

  @Test("A value set to its standard is no difference")
  func standard() throws {
    let first = try StudyFixture.trial()
    let second = try StudyFixture.trial(["strikes.intensity": 1])
    #expect(ComparisonBlock.differing(first, second).isEmpty)
  }
}

@Suite("Shapley shares")
struct ShapleyTests {
  @Test("They sum to the total on every path, whatever the results are")
  func sum() {
    var values: [[Double]] = []
    for mask in 0..<32 {
      values.append((0..<7).map { path in Double((mask * 7919 + path * 104_729) % 1009) / 3 })
    }
    let shapley = Shapley(values)
    for path in 0..<7 {
      let sum = shapley.shares.reduce(0) { $0 + $1[path] }
      #expect(abs(sum - shapley.total[path]) < 1e-9)
    }
  }

  @Test("Without interaction each switch gets what it adds; with it, equals share alike")
  func known() {
    let plain = Shapley([[5], [6], [7], [8], [8], [9], [10], [11]])
    #expect(plain.shares.map { $0[0] } == [1, 2, 3])
    let joint = Shapley([[0], [0], [0], [6]])
    #expect(joint.shares == [[3], [3]])
    #expect(joint.firstIn == [[0], [0]] && joint.lastIn == [[6], [6]])
  }

  @Test("No switch at all has no share")
  func none() {
    #expect(Shapley([[1, 2]]).shares.isEmpty)
  }
}
