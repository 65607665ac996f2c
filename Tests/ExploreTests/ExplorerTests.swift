import Engine
import RussianEnergy
import Scenarios
import Studies
import Testing

@testable import Explore

@Suite("What a moved slider shows")
struct ExplorerTests {
  private static let never: @Sendable () -> Bool = { false }

  @Test("A page holds eight sliders or more, each from below to above what the scenario has, on a grid")
  func sliders() throws {
    let controls = try ExploreFixture.explorer().subject.controls
    #expect(controls.count == RussianEnergy.reported.explored.count)
    #expect(controls.count { !$0.parameter.isSwitch } >= 8)
    for control in controls where !control.parameter.isSwitch {
      let range = control.parameter.range
      #expect(range.contains(control.low) && range.contains(control.high), "\(control.name)")
      #expect(control.low <= control.standard && control.standard <= control.high, "\(control.name)")
      let steps = (control.high - control.low) / control.step
      #expect((90...300).contains(steps), "\(control.name): \(steps) steps")
    }
  }

  @Test("Each slider moves the first figure, and so does each switch that isn't bound to another")
  func moves() throws {
    let explorer = try ExploreFixture.explorer(questions: [])
    let still = try explorer.answer(explorer.start, .quick, shouldStop: Self.never)
    for control in explorer.subject.controls where !control.parameter.isSwitch {
      let far = control.standard - control.low > control.high - control.standard
      let value = PageState.Value(control.name, far ? control.low : control.high)
      let state = PageState(values: [value], shown: explorer.start.shown)
      let answer = try explorer.answer(state, .quick, shouldStop: Self.never)
      #expect(answer.figures[0].contains("id=\"changes\""), "\(control.name)")
      #expect(answer.figures[0] != still.figures[0], "\(control.name)")
    }
  }

  @Test("Nothing moved: the scenario's fans alone, and no difference")
  func standing() throws {
    let explorer = try ExploreFixture.explorer()
    let answer = try explorer.answer(explorer.start, .quick, shouldStop: Self.never)
    #expect(answer.figures.count == 4)
    #expect(answer.figures.allSatisfy { $0.contains("id=\"fan-") })
    #expect(answer.sentences.last == "Nothing is moved: these are the scenario's own results.")
    #expect(answer.state == "" && answer.paths == 1_024)
  }

  @Test("A moved slider shows its changes, differences and fans, and the question's answer before and after")
  func moved() throws {
    let explorer = try ExploreFixture.explorer()
    let state = try explorer.state("sanctions.on_india=1&show=oil.revenue,budget.oil_gas")
    let answer = try explorer.answer(state, .quick, shouldStop: Self.never)
    let names = answer.figures.map { $0.split(separator: "\"")[1] }
    #expect(
      names == [
        "changes", "difference-baseline-moved-oil-revenue", "fan-oil-revenue",
        "difference-baseline-moved-budget-oil-gas",
        "fan-budget-oil-gas",
      ])
    #expect(answer.sentences.count == 3)
    #expect(answer.sentences[0].contains("It was ") && answer.sentences[0].contains(" before, "))
    #expect(answer.sentences[1].hasPrefix("baseline-moved lowers oil.revenue"))
    #expect(answer.state == "sanctions.on_india=1&show=oil.revenue,budget.oil_gas")
  }

  @Test("The same state is answered with the same bytes, before and after others")
  func reproducible() throws {
    let explorer = try ExploreFixture.explorer()
    let state = try explorer.state("price_cap.level=30")
    let first = try explorer.answer(state, .quick, shouldStop: Self.never)
    _ = try explorer.answer(try explorer.state("show=eu.cost[EU]"), .quick, shouldStop: Self.never)
    let again = try explorer.answer(state, .quick, shouldStop: Self.never)
    #expect(first.json == again.json)
  }

  @Test("A moved value is told as `compare` tells two files")
  func asCompare() throws {
    let explorer = try ExploreFixture.explorer()
    let state = try explorer.state("price_cap.level=30")
    var trial = explorer.subject.trial
    trial.settings.paths = Explorer.Care.quick.rawValue
    let moved = Trial(model: trial.model, settings: explorer.settings(state))
    var second = moved
    second.settings.paths = trial.settings.paths
    let span = Span.yearsAndTotal(of: trial.settings.period).suffix(1)
    let wanted = Comparison(
      try trial.pathValues(Array(span), RunOptions()), try second.pathValues(Array(span), RunOptions()))
    let runs = try [trial, second].map { try CaseRun($0, months: [], asked: [], RunOptions()) }
    let found = runs[0].comparison(with: runs[1])
    #expect(found.rows.count == wanted.rows.count)
    for (row, other) in zip(found.rows, wanted.rows) {
      #expect(row.difference == other.difference && row.firstAbove == other.firstAbove)
    }
  }

  @Test("A run that isn't wanted any more ends")
  func interrupted() throws {
    let explorer = try ExploreFixture.explorer()
    #expect(throws: Interrupted.self) {
      try explorer.answer(explorer.start, .quick, shouldStop: { true })
    }
  }
}
