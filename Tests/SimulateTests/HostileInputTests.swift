import Foundation
import Testing

@Suite("Hostile input")
struct HostileInputTests {
  /// Writes files and names them.
  private func files(_ command: Command, _ named: [(String, Data)]) throws -> [String] {
    try named.map { name, bytes in
      try bytes.write(to: URL(fileURLWithPath: "\(command.folder)/\(name).txt"))
      return "\(name).txt"
    }
  }

  private func check(_ command: Command, _ files: [String]) throws -> Command.Outcome {
    let process = try command.start(["check"] + files)
    process.waitUntilExit()
    return command.outcome(process)
  }

  @Test("Whatever a scenario holds, it is refused with its place")
  func wrong() throws {
    let command = try Command(), cases = HostileScenarios.wrong
    mkfifo("\(command.folder)/fifo", 0o600)
    let outcome = try check(command, files(command, cases.map { ($0.0, Data($0.1.utf8)) }))
    #expect(outcome.code == 65)
    #expect(outcome.output == "")
    let lines = outcome.errors.split(separator: "\n")
    for (name, _, place, words) in cases {
      let line = lines.first { $0.hasPrefix("\(name).txt:\(place): error: ") }
      #expect(
        line?.contains(words) == true, "\(name): \(lines.first { $0.hasPrefix(name + ".") } ?? "nothing")")
    }
  }

  @Test("What can't be meant but can be run is warned of, with its place")
  func doubtful() throws {
    let command = try Command(), cases = HostileScenarios.doubtful
    let outcome = try check(command, files(command, cases.map { ($0.0, Data($0.1.utf8)) }))
    #expect(outcome.code == 0)
    let lines = outcome.errors.split(separator: "\n")
    for (name, _, place, words) in cases {
      #expect(
        lines.contains { $0.contains("\(name).txt:\(place): warning: ") && $0.contains(words) }, "\(name)")
      #expect(outcome.output.contains("\(name).txt: no errors\n"))
    }
  }

  @Test("Bytes that are no text are refused, in a scenario and in its parent")
  func noText() throws {
    let command = try Command(), cases = HostileScenarios.noText
    let children = cases.map { ("child_\($0.0)", Data("extends: \($0.0)\n".utf8)) }
    let outcome = try check(command, files(command, cases.map { ($0.0, Data($0.1)) } + children))
    #expect(outcome.code == 65)
    for (name, _, words) in cases {
      #expect(outcome.errors.contains("\(name).txt:1:1: error: the file can't be read: \(words)"), "\(name)")
      #expect(outcome.errors.contains("child_\(name).txt:1:10: error: '\(name).txt' can't be read: \(words)"))
    }
  }

  @Test(
    "What is large is refused within seconds and in little memory", .withLimitedAddresses,
    arguments: HostileScenarios.large.indices)
  func large(index: Int) throws {
    let (name, text, words) = HostileScenarios.large[index]
    let command = try Command()
    _ = try files(command, [(name, Data(text().utf8))])
    // The kernel ends what takes 20 seconds of a processor; the baseline's run maps 400 MB.
    let outcome = try command.shell(
      "ulimit -t 20 -v 600000; exec \"$simulate\" check \(name).txt --data \"$seeds\"")
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains(words), "\(outcome.errors.prefix(300))")
    #expect(outcome.errors.utf8.count < 60_000)
  }

  @Test("Sixty-four parents are taken, one more is not")
  func parents() throws {
    let command = try Command()
    for number in 0..<65 {
      try "extends: p\(number + 1)\n".write(
        toFile: "\(command.folder)/p\(number).txt", atomically: false, encoding: .utf8)
    }
    _ = try files(command, [("p65", Data(HostileScenarios.head.utf8))])
    #expect(try check(command, ["p1.txt"]).code == 0)
    let outcome = try check(command, ["p0.txt"])
    #expect(outcome.code == 65 && outcome.errors.contains("at most 64 parents"))
  }

  @Test(
    "A file that gives its results no name, or is none, is told at once",
    arguments: [
      (".txt", 64, "gives its results no name"), ("..txt", 64, "gives its results no name"),
      (".", 64, "gives its results no name"), ("fifo", 66, "it is a pipe"),
      ("/dev/zero", 66, "it is a device"),
      ("loop", 66, "no such scenario file"), ("nothing.txt", 66, "no such scenario file"),
    ])
  func names(file: String, code: Int32, words: String) throws {
    let command = try Command()
    _ = try files(command, [("", Data(HostileScenarios.head.utf8)), (".", Data(HostileScenarios.head.utf8))])
    mkfifo("\(command.folder)/fifo", 0o600)
    symlink("loop", "\(command.folder)/loop")
    let outcome = try command.simulate(file)
    #expect(outcome.code == code)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(command.names("results") == nil)
  }

  @Test(
    "A place that can't take results is told before anything is computed",
    arguments: [
      ("tiny.txt", "there is a file of that name"), ("dangling", "it is a link to nothing"),
      ("''", "holds other files and no results"), ("/", "holds other files and no results"),
      ("/proc/x", "No such file or directory"), ("tiny.txt/x", "can't create "),
    ])
  func outputs(place: String, words: String) throws {
    let command = try Command()
    _ = try command.scenario()
    symlink("gone/far", "\(command.folder)/dangling")
    let outcome = try command.shell(
      "ulimit -t 20; exec \"$simulate\" tiny.txt --paths 100000000 --output \(place) --data \"$seeds\"")
    #expect(outcome.code == 73)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
  }

  @Test(
    "A pipe, a device or somebody's link among the seed tables is refused at once", .withLimitedAddresses,
    arguments: [
      ("mkfifo mine/prices_monthly.csv", "prices_monthly.csv: error: the file can't be read: it is a pipe"),
      ("ln -s /dev/zero mine/zeros.csv", "zeros.csv: error: the file can't be read: it is a device"),
      ("ln -s nowhere mine/lost.csv", "lost.csv: error: the file can't be read"),
      ("truncate -s 1G mine/large.csv", "large.csv: error: the file can't be read: it is larger than 16 MB"),
      ("mkdir mine/prices_monthly.csv", "prices_monthly.csv: error: the file can't be read"),
    ])
  func tables(line: String, words: String) throws {
    let command = try Command()
    _ = try command.scenario()
    let outcome = try command.shell(
      """
      cp -r "$seeds" mine; rm mine/prices_monthly.csv; \(line)
      ulimit -t 20 -v 600000; exec "$simulate" check tiny.txt --data mine
      """)
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
  }

  @Test(
    "A row that the model needs and a table hasn't is told with the table, exit 65",
    arguments: [
      ("/^urals.start,/d", "start_values", "seeds/start_values.csv has no row for 'urals.start'"),
      ("/^eu.contested_from,/d", "constants", "seeds/constants.csv has no"),
      ("2,$d", "usual_correlations", "seeds/usual_correlations.csv has no row for"),
      ("2,$d", "fuels", "seeds/fuels.csv has no row for"),
    ])
  func missingRow(edit: String, table: String, words: String) throws {
    let command = try Command()
    _ = try command.scenario()
    let outcome = try command.shell(
      """
      cp -r "$seeds" mine && sed -i '\(edit)' mine/\(table).csv
      exec "$simulate" check tiny.txt --data mine
      """)
    #expect(outcome.code == 65, "\(outcome.errors)")
    #expect(outcome.errors.contains("error: \(words)"), "\(outcome.errors)")
  }

  @Test("Folders that another user planted above aren't used", .enabled(if: geteuid() == 0))
  func planted() throws {
    let command = try Command()
    _ = try command.scenario()
    let plant = """
      mkdir -p x/scenarios x/v; cp -r "$seeds" x/seeds; cp tiny.txt x/scenarios/baseline.txt; cp tiny.txt x/v
      chown -R 65534 x/scenarios x/seeds; cd x/v
      """
    let scenario = try command.shell("\(plant); exec \"$simulate\" check baseline --data \"$seeds\"")
    #expect(scenario.code == 66)
    #expect(scenario.errors.contains("no such scenario file: baseline"), "\(scenario.errors)")
    let tables = try command.shell("cd x/v; exec \"$simulate\" check tiny.txt")
    #expect(tables.code == 66)
    #expect(
      tables.errors.contains("belongs to another user; name the folder with --data"), "\(tables.errors)")
  }
}
