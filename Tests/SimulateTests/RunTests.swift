import Foundation
import Testing

@Suite("simulate run")
struct RunTests {
  static let tables = ["monthly.csv", "annual.csv", "total.csv", "parameters.csv", "events.csv", "wide.csv"]

  @Test("A run ends with a table and leaves a complete folder")
  func complete() throws {
    let command = try Command()
    let outcome = try command.done(try command.scenario())
    #expect(outcome.output.contains("largest relative error"))
    #expect(outcome.output.contains("results in results/tiny"))
    #expect(command.names("results") == ["tiny"])
    let others = ["datapackage.json", "iamc_subannual.csv", "replicates.csv"]
    #expect(command.names("results/tiny") == (Self.tables + others).sorted())
  }

  @Test("The word 'run' may be left out, options may stand first")
  func shortForm() throws {
    let command = try Command()
    let file = try command.scenario()
    #expect(try command.simulate("run", file, "--output", "one").code == 0)
    #expect(try command.simulate("--output", "two", file).code == 0)
    for name in Self.tables { #expect(command.bytes("one/\(name)") == command.bytes("two/\(name)")) }
  }

  @Test("Results have the same bytes for one thread and two, and for another processor's BLAS kernels")
  func reproducible() throws {
    let command = try Command()
    let file = try command.scenario(paths: 1300)
    #expect(try command.simulate(file, "--keep-paths", "--threads", "1", "--output", "one").code == 0)
    #expect(try command.simulate(file, "--keep-paths", "--threads", "2", "--output", "two").code == 0)
    let other = ["OPENBLAS_CORETYPE": "Prescott"]
    #expect(
      try command.simulate(file, "--keep-paths", "--output", "other", environment: other).code == 0)
    for name in Self.tables + ["paths.csv"] {
      #expect(command.bytes("one/\(name)") == command.bytes("two/\(name)"), "\(name)")
      #expect(command.bytes("one/\(name)") == command.bytes("other/\(name)"), "\(name)")
    }
  }

  @Test("4,999 paths are the first of 10,000", arguments: ["sobol", "random"])
  func prefix(design: String) throws { try prefix(design, [:]) }

  @Test(
    "So they are with kernels for AVX-512", .enabled(if: RunTests.hasAVX512), arguments: ["sobol", "random"])
  func prefixWithWideKernels(design: String) throws {
    try prefix(design, ["OPENBLAS_CORETYPE": "SkylakeX"])
  }

  private func prefix(_ design: String, _ environment: [String: String]) throws {
    let command = try Command()
    let file = try command.scenario(more: "outputs: [oil.revenue, lng.exports, outages.offline]")
    for paths in ["4999", "10000"] {
      try command.done(
        file, "--keep-paths", "--paths", paths, "--set", "design=\(design)", "--output", paths,
        environment: environment)
    }
    let short = try #require(command.bytes("4999/paths.csv"))
    let long = try #require(command.bytes("10000/paths.csv"))
    #expect(long.starts(with: short))
    #expect(short.split(separator: UInt8(ascii: "\n")).count == 1 + 4999 * 4)
  }

  private static var hasAVX512: Bool {
    (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.contains("avx512f") ?? false
  }

  @Test("--seed changes the numbers, and the record says so")
  func seed() throws {
    let command = try Command()
    let file = try command.scenario()
    _ = try command.simulate(file, "--output", "one")
    _ = try command.simulate(file, "--output", "two", "--seed", "12")
    #expect(command.bytes("one/total.csv") != command.bytes("two/total.csv"))
    #expect(command.text("two/datapackage.json")?.contains("\"--seed 12\"") == true)
    #expect(command.text("two/datapackage.json")?.contains("\"seed\": \"12\"") == true)
  }

  @Test("--check counts the conservation checks")
  func check() throws {
    let command = try Command()
    let outcome = try command.done(try command.scenario(), "--check")
    #expect(outcome.output.contains("conservation checks hold"))
  }

  @Test("--quiet leaves standard error empty; --verbose tells more")
  func quiet() throws {
    let command = try Command()
    let file = try command.scenario()
    #expect(try command.simulate(file, "--quiet").errors == "")
    #expect(try command.simulate(file, "--verbose").errors.contains("seed tables from"))
  }

  @Test("Standard output has no escape codes when it is no terminal")
  func plain() throws {
    let command = try Command()
    let outcome = try command.simulate(try command.scenario())
    #expect(!outcome.output.contains("\u{1B}") && !outcome.errors.contains("\u{1B}"))
  }

  @Test("Several files run one after the other, each into its own folder")
  func several() throws {
    let command = try Command()
    let first = try command.scenario("first.txt"), second = try command.scenario("second.txt")
    #expect(try command.simulate(first, second, "--output", "both").code == 0)
    #expect(command.names("both") == ["first", "second"])
  }

  @Test("--output - writes the monthly table and no folder")
  func standardOutput() throws {
    let command = try Command()
    let outcome = try command.simulate(try command.scenario(), "--output", "-")
    #expect(outcome.output.hasPrefix("month,variable,region,unit,mean,se,"))
    #expect(command.names("results") == nil)
  }
}
