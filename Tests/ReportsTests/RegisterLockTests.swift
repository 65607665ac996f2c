import Engine
import Testing

@testable import Reports

/// The file that keeps every parameter's dimension is only ever appended to.
@Suite struct RegisterLockTests {
  private func model(_ names: [String]) throws -> Model {
    UnitWords.register("USD", ["USD": 1])
    UnitWords.register("oil volume", ["bbl": 1])
    return try Model(
      [Walk.self], register: names, seeds: SeedTables(tables: [:]), start: Month(year: 2025, month: 1))
  }
  private func file(_ names: [String]) -> String {
    "let register = \"\"\"\n" + names.map { "    \($0)\n" }.joined() + "    \"\"\"\n"
  }

  @Test("New names are appended, each once") func newNamesAreAppended() throws {
    let old = ["gone.long_since", "walk.cap"], new = try model(old)
    let (text, count) = try RegisterLock(file(old)).renewed(new, register: old)
    #expect(count == 1 && text == file(old + ["walk.drift"]))
    #expect(try RegisterLock(text).renewed(new, register: old).count == 0)
    let (both, two) = try RegisterLock(file([])).renewed(try model([]), register: [])
    #expect(two == 2 && both == file(["walk.drift walk.cap"]))
  }

  @Test("A place that has changed is refused with its line") func aChangedPlaceIsRefused() throws {
    let error = try #require(throws: RegisterError.self) {
      try RegisterLock(file(["walk.cap", "walk.drift"])).renewed(try model([]), register: Walk.register)
    }
    #expect(error.line == 2)
    #expect(error.text == "'walk.cap' stands where the program has 'walk.drift': places are for good")
    let late = try #require(throws: RegisterError.self) {
      try RegisterLock(file(["gone.a gone.b", "gone.c walk.cap walk.cap"])).renewed(
        try model([]), register: ["gone.a", "gone.b", "gone.c"])
    }
    #expect(late.line == 3 && late.text == "'walk.cap' stands here a second time")
    #expect(throws: RegisterError.self) { try RegisterLock("let register = []\n") }
  }
}
