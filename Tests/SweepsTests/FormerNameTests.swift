import Engine
import ScenarioText
import Sweeps
import Testing

/// A sweep of an earlier version goes on being read.
@Suite struct SweepFormerNameTests {
  private static let head = "scenario: baseline\npaths: 16\n"

  @Test("Axes and constraints may say former names") func axesAndConstraintsMaySayFormerNames() throws {
    let study = try SweepFixture.study(
      Self.head
        + "axes:\n  crude.level: [0.99, 1, 1.01]\n  crude.condensate: [900 kb/d, 950 kb/d]\n"
        + "where: crude.level <= 1\n")
    #expect(study.axes.map(\.parameter.name) == ["production.level", "production.condensate"])
    #expect(study.count == 4)
    #expect(study.warnings.count { $0.message.contains("'crude.level' is now 'production.level'") } == 2)
  }

  @Test("Cases may say former names") func casesMaySayFormerNames() throws {
    let study = try SweepFixture.study(
      Self.head + "cases:\n  - crude.noise: 1 %\n  - crude.noise: 2 %\n")
    #expect(study.axes.map(\.parameter.name) == ["production.noise"] && study.count == 2)
  }

  @Test("A split name is refused and both names are too") func aSplitNameIsRefusedAndBothNamesAreToo() throws
  {
    let split = try SweepFixture.complaint(Self.head + "axes:\n  crude.quota: [9000 kb/d, 9300 kb/d]\n")
    #expect(split.contains("'crude.quota' is no longer a parameter"), "\(split)")
    #expect(split.contains("production.counted"), "\(split)")
    let both = try SweepFixture.complaint(
      Self.head + "axes:\n  crude.level: [0.99, 1]\n  production.level: [0.99, 1]\n")
    #expect(both.contains("'crude.level' is now 'production.level', which is set as well"), "\(both)")
  }
}
