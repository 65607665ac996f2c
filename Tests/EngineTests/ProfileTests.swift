import Testing

@testable import Engine

@Suite("Profile")
struct ProfileTests {
  @Test("every phase and mechanism of a run has its time")
  func phasesAndMechanisms() throws {
    let model = try tinyModel([Echo.self, Walk.self])
    var options = RunOptions()
    options.threads = 2
    let profile = Profile()
    options.profile = profile
    _ = try Simulation(model: model, settings: tinySettings()).run(options)
    let names = profile.phases.map(\.name)
    #expect(Set(names).count == names.count)
    for section in model.sections { #expect(names.contains(section.name)) }
    #expect(names.contains("statistics (all threads)"))
    #expect(profile.phases.allSatisfy { $0.seconds >= 0 })
    #expect(profile.phases.contains { $0.seconds > 0 })
  }

  @Test("results are the same with and without")
  func resultsAreTheSame() throws {
    var options = RunOptions()
    let simulation = try Simulation(model: tinyModel([Echo.self, Walk.self]), settings: tinySettings())
    let plain = try simulation.run(options)
    options.profile = Profile()
    let timed = try simulation.run(options)
    #expect(plain.monthly == timed.monthly)
  }

  @Test("a stopwatch that is off stays at zero")
  func silentStopwatch() {
    var laps = Laps(count: 2, isOn: false)
    laps.start()
    laps.lap(1)
    #expect(laps.nanoseconds == [0, 0])
  }
}
