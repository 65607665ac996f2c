import Foundation
import Testing

@Suite("What results are called")
struct NamingTests {
  @Test("--set stands in title, scenario name and folder, and leaves the plain scenario's results alone")
  func variants() throws {
    let command = try Command()
    let file = try command.scenario(paths: 64)
    #expect(try command.simulate(file, "-q").code == 0)
    let plain = command.bytes("results/tiny/total.csv")
    let outcome = try command.simulate(file, "--set", "price_cap.level=30 USD/bbl")
    #expect(outcome.output.contains("Tiny (price_cap.level=30 USD/bbl)"), "\(outcome.errors)")
    #expect(command.names("results") == ["tiny", "tiny-price_cap.level=30_USD_bbl"])
    #expect(command.bytes("results/tiny/total.csv") == plain)
    let rows = try #require(command.text("results/tiny-price_cap.level=30_USD_bbl/iamc_subannual.csv"))
    #expect(rows.split(separator: "\n")[1].contains(",Tiny (price_cap.level=30 USD/bbl),"))
    #expect(try command.simulate(file, "--set", "price_cap.level=-30 USD/bbl", "-q").code == 65)
  }

  @Test("--name names folder and title; a name that tables would misread is refused")
  func named() throws {
    let command = try Command()
    let file = try command.scenario(paths: 64)
    let outcome = try command.simulate(file, "--name", "Cap of 40")
    #expect(outcome.code == 0 && outcome.output.hasPrefix("Cap of 40,"), "\(outcome.errors)")
    #expect(command.names("results") == ["Cap_of_40"])
    for name in ["NA", "30", "=a"] {
      #expect(try command.simulate(file, "--name", name).code == 64)
    }
    #expect(try command.simulate("compare", file, file, "--name", "Same", "-q").code == 0)
    #expect(command.names("results")?.contains("Same") == true)
  }

  @Test("Names of many scenarios make a folder that any file system takes")
  func long() throws {
    let command = try Command()
    let names = (0..<6).map { "a_scenario_with_a_name_of_no_less_than_fifty_characters_\($0).txt" }
    for name in names { _ = try command.scenario(name, paths: 16) }
    let process = try command.start(["compare", "-q", "--set", "outputs=[oil.revenue]"] + names)
    process.waitUntilExit()
    #expect(command.outcome(process).code == 0, "\(command.outcome(process).errors)")
    #expect(try #require(command.names("results")?.first).utf8.count <= 120)
  }

  @Test(
    "Scenarios, events and files have names that mean themselves",
    arguments: [
      ("name: NA", 1), ("name: 30", 1),
      (
        "name: Fine\nevents:\n  - name: \"=HYPERLINK(1)\"\n    starts: 2025-10-01\n    sets:\n      strikes.intensity: 0",
        3
      ),
    ])
  func misread(text: String, line: Int) throws {
    let command = try Command()
    let rest = "\nas_of: 2025-09-23\nperiod: 2025-09 to 2025-10\npaths: 16\n"
    try (text + rest).write(toFile: "\(command.folder)/named.txt", atomically: false, encoding: .utf8)
    let outcome = try command.simulate("check", "named.txt")
    #expect(outcome.code == 65 && outcome.errors.hasPrefix("named.txt:\(line):"), "\(outcome.errors)")
  }
}
