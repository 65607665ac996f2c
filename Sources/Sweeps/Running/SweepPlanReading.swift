internal import ScenarioText
internal import Storage
internal import Studies

extension SweepPlanFile {
  /// Reads the plan of a run. JSON is read by the parser of scenarios.
  ///
  /// - Throws: `StudyFailure` where there is none, or it isn't as the program wrote it.
  public init(of folder: SweepFolder) throws {
    let found: String?
    do throws(InputError) {
      found = try InputFile.text(folder.plan, most: Limits.fileBytes)
    } catch {
      throw StudyFailure("\(folder.plan): error: the plan can't be read: \(error)", .invalid)
    }
    guard let text = found else {
      throw StudyFailure(
        "error: \(folder.path) holds no plan.json; make one with 'simulate sweep plan'", .fileMissing)
    }
    let source = Source(file: folder.plan, text: text)
    do throws(Diagnostics) {
      self = try PlanReader(root: parse(source)).plan()
    } catch {
      throw StudyFailure(
        "\(error.rendered(from: [source]))\nthe plan was changed: make the run anew in another folder",
        .invalid)
    }
  }
}

/// Takes the values of a plan out of its text, each with what it has to be.
private struct PlanReader {
  private static let mostPaths = 1 << 31

  let root: Node

  func plan() throws(Diagnostics) -> SweepPlanFile {
    _ = try text("kind", "is 'throttle sweep'") { $0 == "throttle sweep" }
    _ = try whole("format", 1...1)
    let cases = try whole("cases", 1...Limits.cases)
    return SweepPlanFile(
      name: try text("name"), sweep: try text("sweep"), shipped: try list("shipped").compactMap(\.text),
      hash: try text("results_hash", PlanReader.hashes, PlanReader.isHash), cases: cases,
      casesHash: try text("cases_hash", PlanReader.hashes, PlanReader.isHash),
      paths: try whole("paths", 1...PlanReader.mostPaths), months: try whole("months", 1...Limits.months),
      seed: UInt64(try text("seed", "is a whole number from 0") { UInt64($0) != nil }) ?? 0,
      shards: try whole("shards", 1...cases),
      program: try text("program_sha256", PlanReader.hashes, PlanReader.isHash),
      mark: try text("program_mark"),
      core: try text("blas_core", "is a name of letters, digits and '_'", PlanReader.isCore),
      version: try text("version"), inputs: try inputs())
  }

  private func inputs() throws(Diagnostics) -> [SweepPlanFile.Input] {
    var inputs: [SweepPlanFile.Input] = []
    for item in try list("inputs") {
      let reader = PlanReader(root: item)
      inputs.append(
        SweepPlanFile.Input(
          path: try reader.text("path"),
          file: try reader.text("file", "is the name of a file below inputs/", PlanReader.isBelow),
          hash: try reader.text("sha256", PlanReader.hashes, PlanReader.isHash)))
    }
    return inputs
  }

  private func value(_ key: String) throws(Diagnostics) -> Node {
    guard let value = root[key] else { throw refusal("a plan has a '\(key)', and here is none", root) }
    return value
  }

  private func list(_ key: String) throws(Diagnostics) -> [Node] {
    let value = try value(key)
    guard let items = value.items else { throw refusal("'\(key)' is a list", value) }
    return items
  }

  private func text(
    _ key: String, _ words: String = "is a text", _ isFit: (String) -> Bool = { _ in true }
  ) throws(Diagnostics) -> String {
    let value = try value(key)
    guard let text = value.text, isFit(text) else { throw refusal("'\(key)' \(words)", value) }
    return text
  }

  private func whole(_ key: String, _ range: ClosedRange<Int>) throws(Diagnostics) -> Int {
    let words = "is a whole number from \(range.lowerBound) to \(range.upperBound)"
    return Int(try text(key, words) { Int($0).map(range.contains) ?? false }) ?? range.lowerBound
  }

  private func refusal(_ message: String, _ node: Node) -> Diagnostics {
    Diagnostics([Diagnostic(message, at: node)])
  }

  private static let hashes = "is a SHA-256: 64 hexadecimal digits"

  private static func isHash(_ text: String) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy { isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) }
  }

  /// Whether a text can be the name of OpenBLAS' kernels: it goes into the scripts of batch systems.
  private static func isCore(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        isDigit(byte) || byte == UInt8(ascii: "_")
          || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      }
  }

  /// Whether a name leads to a file below the folder of copies, and not out of it.
  private static func isBelow(_ text: String) -> Bool {
    text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !["", ".", ".."].contains($0) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
