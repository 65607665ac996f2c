import Engine
import RussianEnergy
import Sampling
import Scenarios
import Studies
import Sweeps
import Testing

@Suite("Designs of sweeps")
struct SweepDesignTests {
  @Test("A screening tries every value of an axis that has only so many, however rare, and moves every axis")
  func screenedValues() throws {
    let study = try SweepFixture.study(
      """
      scenario: baseline
      design: morris
      trajectories: 10
      axes:
        price_cap.level: discrete(30=0.1, 60=0.9) USD/bbl
        strikes.funding: discrete(0=0.01, 1=0.01, 2=0.98)
        price_cap.compliance: uniform(0, 100) %
      """)
    let rows = SweepFixture.rows(study)
    #expect(Set(rows.map { $0[0] }) == [30, 60] && Set(rows.map { $0[1] }) == [0, 1, 2])
    for axis in 0..<3 {
      let moves = zip(rows, rows.dropFirst()).enumerated().filter {
        $0.offset % 4 != 3 && $0.element.0[axis] != $0.element.1[axis]
      }
      #expect(moves.count == 10, "each trajectory moves each axis once")
    }
  }

  @Test("An axis that can't move, and a sample of one, are refused where they stand")
  func cannotMove() {
    for (design, axis, message) in [
      ("morris\ntrajectories: 10", "discrete(30=1, 60=0)", "has only one value"),
      ("saltelli\nsamples: 1", "uniform(30, 60)", "samples"),
    ] {
      do {
        _ = try SweepFixture.study(
          "scenario: baseline\ndesign: \(design)\naxes:\n  price_cap.level: \(axis) USD/bbl\n")
        Issue.record("accepted")
      } catch {
        #expect("\(error)".contains(message), "\(error)")
      }
    }
  }

  @Test("A grid has every value with every other, the last axis fastest")
  func grid() throws {
    let study = try SweepFixture.study(
      """
      scenario: baseline
      axes:
        price_cap.level: 60 to 30 USD/bbl in 4 steps
        price_cap.compliance:
          - 10 %
          - 0.5
      """)
    #expect(
      SweepFixture.rows(study) == [
        [60, 0.1], [60, 0.5], [50, 0.1], [50, 0.5], [40, 0.1], [40, 0.5], [30, 0.1], [30, 0.5],
      ])
  }

  @Test("A zip runs along its axes; a list has what is written; constraints rule out")
  func zipped() throws {
    let study = try SweepFixture.study(
      """
      scenario: baseline
      parts:
        - design: zip
          axes:
            price_cap.level: 60 to 40 USD/bbl in 3 steps
            price_cap.compliance: 10 to 30 % in 3 steps
        - cases:
            - sanctions.us_enforces: on
              strikes.funding: 1
            - strikes.funding: 50 %
              sanctions.us_enforces: off
      where:
        - price_cap.level <= 50 USD/bbl
      """)
    #expect(
      SweepFixture.rows(study) == [
        [50, 0.2, 1, 1], [50, 0.2, 0, 0.5], [40, 0.3, 1, 1], [40, 0.3, 0, 0.5],
      ])
    #expect(study.excluded == 2)
  }

  @Test("A Latin hypercube has one point in each stratum of each axis", arguments: [2, 7, 100])
  func latin(samples: Int) throws {
    let study = try SweepFixture.study(
      """
      scenario: baseline
      design: latin
      samples: \(samples)
      axes:
        price_cap.level: uniform(0, 100) USD/bbl
        price_cap.compliance: uniform(0, 1)
      """)
    for axis in 0..<2 {
      let width = axis == 0 ? 100.0 : 1
      let strata = SweepFixture.rows(study).map { Int($0[axis] / width * Double(samples)) }
      #expect(strata.sorted() == Array(0..<samples))
    }
  }

  @Test("Sobol points fill every half, quarter and eighth alike; another seed, other points")
  func sobol() throws {
    let text = """
      scenario: baseline
      design: sobol
      samples: 64
      axes:
        price_cap.level: uniform(0, 64) USD/bbl
        brent.anchor:
      """
    let study = try SweepFixture.study(text + "\nseed: 1")
    #expect(SweepFixture.rows(study).map { Int($0[0]) }.sorted() == Array(0..<64))
    #expect(SweepFixture.rows(study) == SweepFixture.rows(try SweepFixture.study(text + "\nseed: 1")))
    #expect(SweepFixture.rows(study) != SweepFixture.rows(try SweepFixture.study(text + "\nseed: 2")))
  }

  @Test("A Morris trajectory changes each axis once, by half of its levels")
  func morris() throws {
    let study = try SweepFixture.study(
      """
      scenario: baseline
      design: morris
      trajectories: 5
      axes:
        price_cap.level: uniform(0, 8) USD/bbl
        price_cap.compliance: uniform(0, 1)
        strikes.funding: uniform(0, 3)
      """)
    let rows = SweepFixture.rows(study)
    #expect(rows.count == 20)
    for trajectory in 0..<5 {
      var changed: Set<Int> = []
      for step in 1...3 {
        let before = rows[4 * trajectory + step - 1], after = rows[4 * trajectory + step]
        let moved = (0..<3).filter { before[$0] != after[$0] }
        #expect(moved.count == 1)
        changed.formUnion(moved)
      }
      #expect(changed.count == 3)
    }
  }

  @Test("Policies are crossed with the axes, and a case is the scenario that says the same")
  func policies() throws {
    let study = try SweepFixture.study(
      """
      scenario: baseline
      paths: 256
      from: 2026-01-01
      policies:
        none: baseline
        enforced:
          price_cap:
            compliance: 90 %
        both:
          extends: secondary_india
          sanctions:
            on_china:
              2026-01-01: 80 %
      axes:
        price_cap.level: 60 to 30 USD/bbl in 2 steps
      outputs: [oil.revenue]
      """)
    #expect(study.count == 6)
    #expect(study.policies.map(\.name) == ["none", "enforced", "both"])
    let scenario = try Scenario.load(
      "t.txt", shipped: [SweepFixture.top + "/scenarios"], sets: [],
      read: { path in
        path == "t.txt"
          ? """
          extends: baseline
          paths: 256
          price_cap:
            compliance: 90 %
            level:
              2026-01-01: 30 USD/bbl
          outputs: [oil.revenue]
          """ : try Scenario.read(path)
      })
    // What the scenario leaves out of the schedule, the tables have: the same steps before 2026.
    let bound = try BoundScenario(
      scenario, RussianEnergy.source(SweepFixture.seeds.get()))
    let expected = try Simulation(model: bound.model, settings: bound.settings).run()
    #expect(try study.trial(3).run(RunOptions()).total == expected.total)
    #expect(try study.trial(1).run(RunOptions()).total != expected.total)
  }

  @Test("The sweep file that docs/CLUSTER.md shows is a good one")
  func documented() throws {
    let text = try #require(try Scenario.read(SweepFixture.top + "/docs/CLUSTER.md"))
    let blocks = text.split(separator: "```yaml\n", omittingEmptySubsequences: false).dropFirst()
    let sweep = try #require(
      blocks.map { String($0.prefix { $0 != "`" }) }.first { $0.contains("scenario: ") })
    #expect(try SweepFixture.complaint(sweep) == "")
  }
}
