import Engine
import RussianEnergy
import Sampling
import Scenarios
import Studies
import Testing

/// Sweeps from texts; the shipped scenarios and seed tables are those of the clone.
enum SweepFixture {
  static let top = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  static let seeds = Result { try SeedFiles.load(directory: top + "/seeds") }

  static func study(_ text: String) throws -> SweepStudy {
    try SweepStudy.load(
      "s.txt", shipped: [top + "/scenarios"], seeds: try seeds.get(),
      read: { path in path == "s.txt" ? text : try Scenario.read(path) },
      makeModel: { known, start in
        try Model(RussianEnergy.mechanisms, register: RussianEnergy.register, seeds: known, start: start)
      })
  }

  /// All messages about a sweep, with lines and carets.
  static func complaint(_ text: String) throws -> String {
    do {
      _ = try study(text)
      return ""
    } catch let failure as ScenarioFailure {
      return failure.rendered
    }
  }

  static func rows(_ study: SweepStudy) -> [[Double]] {
    (0..<study.count).map { number in study.axes.indices.map { study.value(axis: $0, of: number) } }
  }
}

@Suite("Designs of sweeps")
struct SweepDesignTests {
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

  @Test("A Latin hypercube has one point in each stratum of each axis", arguments: [1, 7, 100])
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
    let bound = try BoundScenario(scenario, seeds: try SweepFixture.seeds.get()) { known, start in
      try Model(RussianEnergy.mechanisms, register: RussianEnergy.register, seeds: known, start: start)
    }
    let expected = try Simulation(model: bound.model, settings: bound.settings, options: RunOptions()).run()
    #expect(try study.trial(3).run(RunOptions()).total == expected.total)
    #expect(try study.trial(1).run(RunOptions()).total != expected.total)
  }
}

@Suite("Messages about sweeps")
struct SweepMessageTests {
  @Test("All that is wrong is told at once, placed")
  func golden() throws {
    let text = """
      scenario: baseline
      desing: grid
      axes:
        price_cap.levle: 60 to 30 USD/bbl in 4 steps
        price_cap.compliance: 10 to 190 % in 3 steps
        strikes.funding: 1 USD/bbl
        oil.revenue: 5
        brent.anchor: 60 to 80 USD/bbl in many steps
        crude.tank_room: 9 mb (5 to 14)
      where:
        - price_cap.levl < 5
      outputs: [oil.revenu]
      """
    #expect(
      try SweepFixture.complaint(text) == """
        s.txt:2:1: error: 'desing' is not a key of a sweep
            2 | desing: grid
              | ^~~~~~ did you mean 'design'?
        s.txt:4:3: error: 'price_cap.levle' is not a parameter
            4 |   price_cap.levle: 60 to 30 USD/bbl in 4 steps
              |   ^~~~~~~~~~~~~~~ did you mean 'price_cap.level'?
        s.txt:5:31: error: 'price_cap.compliance' must lie between 0 and 1 share
            5 |   price_cap.compliance: 10 to 190 % in 3 steps
              |                               ^~~~~ this reaches 1.9
        s.txt:6:22: error: 'strikes.funding' is measured in share (a share or count)
            6 |   strikes.funding: 1 USD/bbl
              |                      ^~~~~~~ USD/bbl is USD per oil volume
        s.txt:7:3: error: 'oil.revenue' is a result, not a parameter
            7 |   oil.revenue: 5
              |   ^~~~~~~~~~~
        s.txt:8:37: error: 'many steps' doesn't say how many values
            8 |   brent.anchor: 60 to 80 USD/bbl in many steps
              |                                     ^~~~~~~~~~ such as '60 to 30 USD/bbl in 4 steps', 4 being the number of values
        s.txt:9:20: error: a case needs a plain number, not a distribution
            9 |   crude.tank_room: 9 mb (5 to 14)
              |                    ^~~~~~~~~~~~~~ latin, sobol, saltelli and morris draw from one; a policy may set one
        s.txt:11:5: error: 'price_cap.levl' is not an axis of the sweep
           11 |   - price_cap.levl < 5
              |     ^~~~~~~~~~~~~~ such as 'price_cap.level <= 50 USD/bbl'
        s.txt:12:11: error: 'oil.revenu' is not a series
           12 | outputs: [oil.revenu]
              |           ^~~~~~~~~~ did you mean 'oil.revenue'?
        """)
  }

  @Test("What a policy sets wrong has the place of the sweep file")
  func policy() throws {
    let text = """
      scenario: baseline
      policies:
        none: baseline
        strict:
          price_cap:
            levle: 30 USD/bbl
        later:
          period: 2025-09 to 2026-12
        lost: nowhere
        empty:
      axes:
        strikes.funding:
          - 1
      """
    let words = try SweepFixture.complaint(text)
    #expect(words.contains("s.txt:6:7: error: 'price_cap.levle' is not a parameter"))
    #expect(words.contains("s.txt:7:3: error: the policy 'later' has another"))
    #expect(words.contains("s.txt:9:9: error: there is no scenario 'nowhere' to extend"))
    #expect(words.contains("s.txt:10:3: error: a policy is the name of a scenario"))
  }

  @Test(
    "Each of these is refused",
    arguments: [
      ("scenario: nowhere\naxes:\n  strikes.funding: 1", "s.txt:1:11: error: there is no scenario 'nowhere'"),
      ("axes:\n  strikes.funding: 1", "s.txt:1:1: error: no 'scenario' here"),
      ("scenario: baseline", "a sweep needs 'axes', 'cases', 'parts' or 'policies'"),
      ("scenario: baseline\ndesign: sobl\naxes: uncertain", "s.txt:2:9: error: 'sobl' is not a design"),
      (
        "scenario: baseline\ndesign: sobol\naxes: uncertain",
        "s.txt:2:9: error: the design sobol needs 'samples'"
      ),
      ("scenario: baseline\naxes: uncertain", "s.txt:2:7: error: the design grid needs values"),
      ("scenario: baseline\naxes:\n  strikes.funding:", "s.txt:3:3: error: 'strikes.funding' has no values"),
      ("scenario: baseline\nsamples: 5\naxes:\n  strikes.funding: 1", "the design grid has no 'samples'"),
      (
        "scenario: baseline\ndesign: zip\naxes:\n  strikes.funding: 0 to 1 in 3 steps\n  brent.anchor: 70 USD/bbl",
        "s.txt:5:3: error: 'brent.anchor' has 1 values, 'strikes.funding' has 3"
      ),
      (
        "scenario: baseline\naxes:\n  strikes.funding: 1\nwhere:\n  - strikes.funding > 1",
        "s.txt:5:3: error: the constraints leave no case"
      ),
      (
        "scenario: baseline\npolicies:\n  a:\n    strikes:\n      funding: 50 %\naxes:\n  strikes.funding: 1",
        "s.txt:7:3: error: the policy 'a' sets 'strikes.funding', which is an axis too"
      ),
      (
        "scenario: baseline\ncases:\n  - strikes.funding: 1\n  - brent.anchor: 70 USD/bbl",
        "s.txt:4:5: error: every case sets the same parameters"
      ),
      (
        "scenario: baseline\nparts:\n  - axes:\n      strikes.funding: 1\n  - axes:\n      strikes.funding: 2",
        "s.txt:6:7: error: 'strikes.funding' is an axis twice"
      ),
      (
        "scenario: baseline\naxes:\n  strikes.funding:\n    from: soon\n    values: 1",
        "s.txt:4:11: error: 'from' is a date"
      ),
    ])
  func refused(text: String, message: String) throws {
    let words = try SweepFixture.complaint(text)
    #expect(words.contains(message), "\(words)")
  }

  @Test("An axis and a policy that the axis keeps until its date go together")
  func later() throws {
    let study = try SweepFixture.study(
      "scenario: baseline\nfrom: 2026-06-01\npolicies:\n  a:\n    strikes:\n      funding: 50 %\n"
        + "axes:\n  strikes.funding: 1")
    let schedule = try #require(study.trial(0).settings.values["strikes.funding"]?.schedule)
    #expect(schedule.steps.map(\.value) == [.constant(0.5), .constant(1)])
  }
}
