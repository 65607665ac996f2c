import Engine
import RussianEnergy
import Sampling
import ScenarioText
import Testing

@testable import Scenarios

/// Files of an earlier version go on being read, and are told what has become of their names.
@Suite struct FormerNameTests {
  private static let model = Result { try Fixture.bind("").model }

  private static func value(_ parameter: ParameterDeclaration) -> String {
    let middle = parameter.standard.steps.last?.value.quantile(0.5) ?? 0
    return parameter.unit.dimension == .none ? "\(middle)" : "\(middle) \(parameter.unit)"
  }

  @Test("Every former name sets today's parameter and says so")
  func everyFormerNameSetsTodaysParameterAndSaysSo() throws {
    let model = try Self.model.get()
    var renamed = 0
    for former in model.formerNames {
      guard let now = former.now, let slot = model.slot(of: now) else { continue }
      let parts = former.name.split(separator: "."), value = Self.value(model.parameters[slot])
      let text = "\(parts[0]):\n  \(parts[1]): \(value)\n"
      let bound = try Fixture.bind(text), set = try Fixture.bind("", sets: ["\(former.name)=\(value)"])
      let plain = try Fixture.bind("", sets: ["\(now)=\(value)"])
      #expect(bound.settings.values[now]?.schedule == plain.settings.values[now]?.schedule)
      #expect(set.settings.values[now]?.schedule == plain.settings.values[now]?.schedule)
      for (warnings, place) in [(bound.warnings, "mine.txt:4"), (set.warnings, "--set:1")] {
        let told = warnings.filter { $0.message == "'\(former.name)' is now '\(now)'" }
        #expect(told.count == 1 && "\(told[0].place)".hasPrefix(place), "\(former.name): \(warnings)")
      }
      renamed += 1
    }
    #expect(renamed > 0 && renamed == model.formerNames.count { $0.now != nil })
  }

  @Test("A name whose meaning was split or is gone is refused with what to write")
  func aNameWhoseMeaningIsGoneIsRefused() throws {
    let gone = try Self.model.get().formerNames.filter { $0.now == nil }
    #expect(gone.map(\.name).contains("crude.quota"))
    for former in gone {
      let parts = former.name.split(separator: ".")
      let told = Fixture.complaint("\(parts[0]):\n  \(parts[1]): 1\n")
      #expect(told.contains("mine.txt:4:3: error: '\(former.name)' is no longer a parameter"), "\(told)")
      #expect(told.contains(former.advice), "\(told)")
    }
  }

  @Test("Both names at once are refused") func bothNamesAtOnceAreRefused() {
    let told = Fixture.complaint("crude:\n  level: 1\nproduction:\n  level: 1.002\n")
    #expect(told.contains("'crude.level' is now 'production.level', which is set as well"), "\(told)")
    let sets = Fixture.complaint("production:\n  level: 1\n", sets: ["crude.level=1.002"])
    #expect(sets.contains("--set:1:7: error: 'crude.level' is now 'production.level'"), "\(sets)")
  }

  @Test("Events and correlations may say former names") func eventsAndCorrelationsMaySayFormerNames() throws {
    let bound = try Fixture.bind(
      """
      correlations:
        crude.level ~ crude.condensate: 0.3
      events:
        - name: works
          starts: 2026-01-01
          scales:
            crude.noise: 2
      """)
    #expect(bound.settings.events[0].effects[0].parameter == "production.noise")
    let pair = try #require(bound.settings.correlations.first)
    #expect(Set([pair.0, pair.1]) == ["production.condensate", "production.level"] && pair.2 == 0.3)
    #expect(bound.warnings.count { $0.message.contains("' is now '") } == 3)
  }

  @Test("Dates below a former name hold") func datesBelowAFormerNameHold() throws {
    let bound = try Fixture.bind("crude:\n  condensate:\n    2026-01-01: 900 kb/d\n")
    let steps = try #require(bound.settings.values["production.condensate"]?.schedule.steps)
    #expect(steps.last?.value == .constant(900) && steps.last?.from == Day("2026-01-01"))
  }

  @Test("What describe says of a former name") func whatDescribeSaysOfAFormerName() throws {
    let description = Description(model: try Self.model.get())
    let told = try #require(description.text(for: "crude.level"))
    #expect(told.hasPrefix("crude.level is now production.level\n\nproduction.level: "))
    #expect(description.text(for: "crude.quota")?.contains("production.counted") == true)
  }
}
