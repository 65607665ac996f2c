import Foundation
import Testing

@testable import Storage

@Suite("Faults of the system")
struct FaultTests {
  /// Until the number of calls is used up, every one of them fails once, and every one with all that follow it.
  private func eachFault(_ call: Faults.Call, _ work: (Int, Faults) throws -> Void) rethrows -> Int {
    var number = 0, hasStruck = true
    while hasStruck {
      number += 1
      hasStruck = false
      for lasts in [false, true] {
        let faults = Faults(call, number: number, lasts: lasts)
        try work(number, faults)
        hasStruck = hasStruck || faults.hasStruck
      }
    }
    return number - 1
  }

  @Test(
    "Whichever call fails: the whole old result or the whole new one, nothing of others lost, no leftovers after the next",
    arguments: zip(Faults.Call.allCases, [3, 0, 1, 2, 1, 1]))
  func results(call: Faults.Call, least: Int) throws {
    let count = try eachFault(call) { number, faults in
      let place = try Scratch()
      try place.result("old")
      try place.put("mine", "results/notes.md")
      let failure = Faults.$current.withValue(faults) { () -> (any Error)? in
        do { try place.result("new") } catch { return error }
        return nil
      }
      #expect(failure == nil || failure is OutputError)
      let now = place.text("results/monthly.csv")
      #expect(now == "new" || now == "old" && failure != nil, "\(call) \(number)")
      #expect(place.text("results/datapackage.json") == now)
      try place.result("newer")
      #expect(place.text("results/monthly.csv") == "newer")
      let notes = place.text("results/notes.md") ?? place.text("results.old/notes.md")
      #expect(notes == "mine", "\(call) \(number)")
      #expect(try place.names().allSatisfy { ["results", "results.old"].contains($0) }, "\(call) \(number)")
    }
    #expect(count >= least)
  }

  @Test(
    "A single file is the old one or the new one, and nothing is beside it", arguments: Faults.Call.allCases)
  func files(call: Faults.Call) throws {
    _ = try eachFault(call) { number, faults in
      let place = try Scratch()
      try place.put("old", "page.html")
      try place.put("half", ".page.html~host-1.partial")
      let failure = Faults.$current.withValue(faults) { () -> (any Error)? in
        do { try Files.put(Array("new".utf8), at: "\(place.path)/page.html") } catch { return error }
        return nil
      }
      #expect(failure == nil || failure is OutputError)
      let now = place.text("page.html")
      #expect(now == "new" || now == "old" && failure != nil, "\(call) \(number)")
      try Files.put(Array("newer".utf8), at: "\(place.path)/page.html")
      #expect(try place.names() == ["page.html"])
    }
  }

  @Test("Unfinished files of the living stay")
  func living() throws {
    let place = try Scratch()
    try Files.place(at: "\(place.path)/page.html") { (file) throws in
      try file.write([65])
      try Files.put([66], at: "\(place.path)/page.html")
      Files.tidy(place.path)
    }
    #expect(place.text("page.html") == "A")
    #expect(try place.names() == ["page.html"])
  }
}
