import Testing

@testable import Scenarios

/// Each kind of wrong input is told where it stands, with a caret and what to do.
@Suite struct BindingErrorsTests {
  @Test("An unknown key is placed and the likely one named") func anUnknownKeyIsPlacedAndTheLikelyOneNamed() {
    #expect(
      Fixture.complaint("price_cap:\n  levle: 47.6 USD/bbl\n") == """
        mine.txt:4:3: error: 'price_cap.levle' is not a parameter
            4 |   levle: 47.6 USD/bbl
              |   ^~~~~ did you mean 'level'? ('simulate describe price_cap' lists them)
        """)
  }

  @Test("An unknown section is placed") func anUnknownSectionIsPlaced() {
    #expect(
      Fixture.complaint("price_kap:\n  level: 47.6 USD/bbl\n") == """
        mine.txt:3:1: error: 'price_kap' is not a section
            3 | price_kap:
              | ^~~~~~~~~ did you mean 'price_cap'? ('simulate describe' lists them)
        """)
  }

  @Test("An unknown unit is placed at the unit") func anUnknownUnitIsPlacedAtTheUnit() {
    #expect(
      Fixture.complaint("price_cap:\n  level: 47.6 USD/bll\n") == """
        mine.txt:4:15: error: 'USD/bll' is not a unit
            4 |   level: 47.6 USD/bll
              |               ^~~~~~~ did you mean 'bbl'?
        """)
  }

  @Test("A wrong dimension says what belongs there") func aWrongDimensionSaysWhatBelongsThere() {
    #expect(
      Fixture.complaint("price_cap:\n  level: 47.6 kb/d\n") == """
        mine.txt:4:15: error: 'price_cap.level' is measured in USD/bbl (USD per oil volume)
            4 |   level: 47.6 kb/d
              |               ^~~~ kb/d is oil volume per time
        """)
  }

  @Test("A missing unit is asked for") func aMissingUnitIsAskedFor() {
    #expect(
      Fixture.complaint("price_cap:\n  level: 47.6\n") == """
        mine.txt:4:10: error: 'price_cap.level' needs a unit
            4 |   level: 47.6
              |          ^~~~ it is measured in USD/bbl
        """)
  }

  @Test("An unknown distribution is placed") func anUnknownDistributionIsPlaced() {
    #expect(
      Fixture.complaint("price_cap:\n  level: trianglar(40, 44, 47) USD/bbl\n") == """
        mine.txt:4:10: error: 'trianglar' is not a distribution
            4 |   level: trianglar(40, 44, 47) USD/bbl
              |          ^~~~~~~~~ did you mean 'triangular'?
        """)
  }

  @Test("A value out of its range is refused") func aValueOutOfItsRangeIsRefused() {
    #expect(
      Fixture.complaint("price_cap:\n  compliance: 140 %\n") == """
        mine.txt:4:15: error: 'price_cap.compliance' must lie between 0 and 1 share
            4 |   compliance: 140 %
              |               ^~~~~ this reaches 1.4
        """)
  }

  @Test("A range whose low end is above its high one is refused")
  func aRangeWhoseLowEndIsAboveItsHighOneIsRefused() {
    #expect(
      Fixture.complaint("refining:\n  spare_usable: 9 % (14 to 5)\n") == """
        mine.txt:4:22: error: the low end is above the high one
            4 |   spare_usable: 9 % (14 to 5)
              |                      ^~ write low to high
        """)
    let quantiles = Fixture.complaint("price_cap:\n  level: normal(p05=60, p95=40) USD/bbl\n")
    #expect(quantiles.contains("mine.txt:4:10: error: "))
    #expect(quantiles.contains("p05"))
  }

  @Test("What is no date is placed") func whatIsNoDateIsPlaced() {
    #expect(
      Fixture.complaint("price_cap:\n  level:\n    2026-02-30: 44.1 USD/bbl\n") == """
        mine.txt:5:5: error: '2026-02-30' is not a date
            5 |     2026-02-30: 44.1 USD/bbl
              |     ^~~~~~~~~~ dates look like 2026-02-01
        """)
  }

  @Test("Dates out of order are placed at the later line") func datesOutOfOrderArePlacedAtTheLaterLine() {
    #expect(
      Fixture.complaint(
        "price_cap:\n  level:\n    2026-02-01: 44.1 USD/bbl\n    2025-12-01: 45 USD/bbl\n") == """
          mine.txt:6:5: error: dates must ascend: 2025-12-01 comes after 2026-02-01
              6 |     2025-12-01: 45 USD/bbl
                |     ^~~~~~~~~~ put the earlier date first
          """)
  }

  @Test("An unknown output is placed") func anUnknownOutputIsPlaced() {
    #expect(
      Fixture.complaint("outputs: [oil.revenue, oil.revenu]\n") == """
        mine.txt:3:24: error: 'oil.revenu' is not a series
            3 | outputs: [oil.revenue, oil.revenu]
              |                        ^~~~~~~~~~ did you mean 'oil.revenue'? ('simulate describe' lists them)
        """)
  }

  @Test("A chance over one is refused") func aChanceOverOneIsRefused() {
    let text = """
      events:
        - name: Ban
          starts: 2026-01-01
          chance: 140 %
          sets:
            sanctions.eu_crude_ban: 100 %

      """
    #expect(
      Fixture.complaint(text) == """
        mine.txt:6:13: error: 'chance' must lie between 0 and 1 share
            6 |     chance: 140 %
              |             ^~~~~ this reaches 1.4
        """)
  }

  @Test("An event with an unknown target is placed") func anEventWithAnUnknownTargetIsPlaced() {
    let text = """
      events:
        - name: Ban
          starts: 2026-01-01
          sets:
            sanctions.eu_crude_bann: 100 %

      """
    #expect(
      Fixture.complaint(text) == """
        mine.txt:7:7: error: 'sanctions.eu_crude_bann' is not a parameter
            7 |       sanctions.eu_crude_bann: 100 %
              |       ^~~~~~~~~~~~~~~~~~~~~~~ did you mean 'sanctions.eu_crude_ban'? ('simulate describe' lists them)
        """)
  }

  @Test("A correlation over one is refused") func aCorrelationOverOneIsRefused() {
    #expect(
      Fixture.complaint("correlations:\n  brent ~ rub: 1.2\n") == """
        mine.txt:4:16: error: 'a correlation' must lie between -1 and 1 share
            4 |   brent ~ rub: 1.2
              |                ^~~ this reaches 1.2
        """)
  }

  @Test("A mapping where a value belongs is placed, and the reverse")
  func aMappingWhereAValueBelongsAndTheReverseArePlaced() {
    #expect(
      Fixture.complaint("price_cap:\n  level:\n    high: 60 USD/bbl\n") == """
        mine.txt:5:5: error: 'price_cap.level' takes a value or dates, not the key 'high'
            5 |     high: 60 USD/bbl
              |     ^~~~ it is measured in USD/bbl
        """)
    #expect(
      Fixture.complaint("price_cap: 60 USD/bbl\n") == """
        mine.txt:3:12: error: 'price_cap' is a section: its keys belong below it
            3 | price_cap: 60 USD/bbl
              |            ^~~~~~~~~~ 'simulate describe price_cap' lists them
        """)
  }

  @Test("Not a number is refused") func notANumberIsRefused() {
    let text = Fixture.complaint("price_cap:\n  level: NaN USD/bbl\n")
    #expect(text.hasPrefix("mine.txt:4:10: error: "))
    #expect(text.contains("level: NaN USD/bbl\n      |          ^~~"))
  }

  @Test("A unit inside a list is refused") func aUnitInsideAListIsRefused() {
    let text = Fixture.complaint("price_cap:\n  level: [40, 44 USD/bbl]\n")
    #expect(text.hasPrefix("mine.txt:4:"))
    #expect(text.contains("error: "))
    #expect(text.contains("44 USD/bbl"))
  }

  @Test("All that is wrong is listed at once, in the order of the file")
  func allThatIsWrongIsToldAtOnceInTheOrderOfTheFile() {
    let text = Fixture.complaint(
      "price_cap:\n  levle: 47.6 USD/bbl\n  compliance: 3\nrefinning:\n  level: 1\noutputs: [nothing]\n")
    let places = text.split(separator: "\n").compactMap { line in
      line.hasPrefix("mine.txt:") ? line.split(separator: ":")[1] : nil
    }
    #expect(places == ["4", "5", "6", "8"])
  }

  @Test("A switch takes on or off and nothing else") func aSwitchTakesOnOrOffAndNothingElse() {
    #expect(Fixture.complaint("sanctions:\n  us_enforces: 1\n").contains("is a switch: write on or off"))
    #expect(Fixture.complaint("price_cap:\n  level: on\n").contains("is not a switch"))
  }

  @Test("A result cannot be set") func aResultCannotBeSet() {
    #expect(
      Fixture.complaint("oil:\n  crude_revenue: 3\n").contains(
        "'oil.crude_revenue' is a result, not a parameter"))
  }

  @Test("Arguments that a distribution does not take are placed")
  func argumentsThatADistributionDoesNotTakeArePlaced() {
    #expect(
      Fixture.complaint("price_cap:\n  level: triangular(40, 44, top=47) USD/bbl\n") == """
        mine.txt:4:29: error: triangular has no argument 'top'
            4 |   level: triangular(40, 44, top=47) USD/bbl
              |                             ^~~ write triangular(low, mode, high) or triangular(p05=, mode=, p95=)
        """)
  }

  @Test("An error in set is placed in the option") func anErrorInSetIsPlacedInTheOption() {
    let text = Fixture.complaint("", sets: ["price_cap.level=47 kb/d"])
    #expect(text.contains("--set:1:"))
    #expect(text.contains("is measured in USD/bbl"))
  }
}
