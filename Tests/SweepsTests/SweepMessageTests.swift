import Engine
import Sampling
import Scenarios
import Studies
import Sweeps
import Testing

@Suite("Messages about sweeps")
struct SweepMessageTests {
  @Test("A sweep without spans would have no results")
  func noSpans() throws {
    let text = "scenario: baseline\naxes:\n  price_cap.level: 60 to 30 USD/bbl in 2 steps\nspans: []\n"
    #expect(try SweepFixture.complaint(text).hasPrefix("s.txt:4:8: error: without a span"))
  }

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
              |           ^~~~~~~~~~ did you mean 'oil.revenue'? ('simulate describe' lists them)
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
        "scenario: baseline\npolicies:\n  None: baseline",
        "s.txt:3:3: error: pandas and R would take the name 'None' for a missing value"
      ),
      (
        "scenario: baseline\npolicies:\n  none: baseline\n  usual: baseline",
        "s.txt:4:3: error: the policy 'usual' is the same as 'none'"
      ),
      (
        "scenario: baseline\ncases:\n  - strikes.funding: 1\n  - strikes.funding: 50 %\n  - strikes.funding: 100 %",
        "s.txt:5:5: error: case 3 is the same as case 1"
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
