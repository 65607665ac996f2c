import Engine
import RussianEnergy
import Sampling
import Scenarios
import Studies
import Testing

@testable import Explore

@Suite("What a hand has set, and its link")
struct PageStateTests {
  private let explorer: Explorer

  init() throws { explorer = try ExploreFixture.explorer() }

  private func text(_ state: PageState) -> String {
    state.text(controls: explorer.subject.controls, standard: explorer.start.shown)
  }

  @Test(
    "A link brings the same state back",
    arguments: [
      "", "price_cap.level=40", "price_cap.level=40&brent.anchor=61.5&show=oil.revenue,refining.runs",
      "fuel.export_ban=0", "show=eu.cost[EU]", "sanctions.on_india=0.05&sanctions.on_china=1",
    ])
  func roundTrip(link: String) throws {
    let state = try explorer.state(link)
    #expect(text(state) == link)
    #expect(try explorer.state(text(state)) == state)
  }

  @Test("Values come in the order of the page, whatever that of the link")
  func order() throws {
    let state = try explorer.state("brent.anchor=61.5&price_cap.level=40")
    #expect(text(state) == "price_cap.level=40&brent.anchor=61.5")
  }

  @Test(
    "What is no state is refused",
    arguments: [
      "price_cap.level", "price_cap.level=", "price_cap.level=forty", "price_cap.level=4e1",
      "price_cap.level=0x28", "price_cap.level=nan", "price_cap.level=inf", "price_cap.level= 40",
      "price_cap.level=4.0.0", "price_cap.level=0000000000000000000000040", "price_cap.level=%34",
      "show=", "show=oil.revenue,oil.revenue", "show=a,b,c,d,e", "=40", "hello", "../../etc/passwd",
    ])
  func nonsense(link: String) {
    #expect(throws: PageState.Fault.self) { try explorer.state(link) }
  }

  @Test("What the page doesn't have, or has already, is refused by its name")
  func unknown() {
    for (link, name) in [
      ("price_cap.levle=40", "price_cap.levle"), ("brent.start=40", "brent.start"), ("seed=1", "seed"),
      ("price_cap.level=40&price_cap.level=41", "price_cap.level"), ("show=oil.revenu", "oil.revenu"),
      ("show=lng.revenue&show=lng.revenue", "show"),
    ] {
      #expect(throws: PageState.Fault.unknown(name), "\(link)") { try explorer.state(link) }
    }
  }

  @Test("A value that the parameter can't have is refused")
  func ranges() {
    for (link, name) in [
      ("price_cap.level=-1", "price_cap.level"), ("price_cap.level=151", "price_cap.level"),
      ("sanctions.on_india=1.01", "sanctions.on_india"), ("fuel.export_ban=0.5", "fuel.export_ban"),
      ("price_cap.level=999999999999999999999999", "price_cap.level"),
    ] {
      #expect(throws: PageState.Fault.outOfRange(name), "\(link)") { try explorer.state(link) }
    }
  }

  @Test("The scenario's text and the command mean the same values as the sliders")
  func scenarioText() throws {
    let state = try explorer.state(
      "price_cap.level=40&sanctions.on_india=0.9&fuel.export_ban=0&brent.anchor=61.5&strikes.intensity=2")
    let wanted = explorer.settings(state).values
    let words = explorer.words
    let read = [
      try ExploreFixture.bound(words.text(state)), try ExploreFixture.bound(sets: words.settings(state)),
    ]
    for bound in read {
      let names = Set(bound.settings.values.keys).union(wanted.keys)
      #expect(names.count >= 5)
      for name in names {
        let slot = try #require(bound.model.slot(of: name))
        let standard = bound.model.parameters[slot].standard
        let months = (0..<bound.settings.period.count).map { bound.settings.period.month($0) }
        for month in months {
          let means = [bound.settings.values[name]?.schedule, wanted[name]?.schedule].map {
            Self.middle($0 ?? standard, month)
          }
          #expect(means[0] == means[1], "\(name) in \(month)")
        }
      }
    }
  }

  private static func middle(_ schedule: Schedule, _ month: Month) -> Double {
    zip(schedule.weights(in: month), schedule.distributions).reduce(0) { $0 + $1.0 * $1.1.quantile(0.5) }
  }

  @Test("Decisions hold from the first month that isn't known; what nobody decides holds all the time")
  func dates() throws {
    let state = try explorer.state("price_cap.level=40&brent.anchor=61.5")
    #expect(
      explorer.words.text(state) == """
        # What was moved by hand; all else is as in the scenario that it extends.
        name: "Baseline, as of 23 September 2025, moved by hand"
        extends: "baseline"
        price_cap:
          level:
            2025-10-01: 40 USD/bbl
        brent:
          anchor: 61.5 USD/bbl

        """)
    #expect(
      explorer.words.command(state)
        == "simulate run baseline --set 'price_cap.level@2025-10-01=40 USD/bbl' --set 'brent.anchor=61.5 USD/bbl'"
    )
  }
}
