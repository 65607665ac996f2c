internal import Hashing
internal import Reports
internal import Storage

/// The results of a shard's cases, as they lie on the disk: a header line, then rows of outcomes.csv and, for
/// cases that failed, lines such as `!12,why`.
public struct SweepShardFile {
  let core: String
  let body: [UInt8]
  let failures: [(number: Int, reason: String)]
  /// Whether its cases were asked anything.
  let hasQuestions: Bool

  /// Why a file can't be used; nil reason where there is none.
  public struct Unusable: Error {
    /// What is wrong with the file; nil where there is none.
    public let reason: String?
  }

  static func header(_ plan: SweepPlanFile, _ index: Int, core: String, body: [UInt8]) -> String {
    let range = plan.range(index)
    let rows = body.count { $0 == UInt8(ascii: "\n") }
    return "# throttle-shard format=1 results=\(plan.hash) shard=\(index) first=\(range.lowerBound) "
      + "cases=\(range.count) rows=\(rows) core=\(core) sha256=\(SHA256.hex(body))\n"
  }

  /// Reads and verifies a shard.
  public init(_ index: Int, of plan: SweepPlanFile, in folder: SweepFolder) throws(Unusable) {
    guard let bytes = Files.bytes(of: folder.shard(index)) else { throw Unusable(reason: nil) }
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
      bytes.starts(with: Array("# throttle-shard ".utf8))
    else { throw Unusable(reason: "it isn't a shard") }
    var fields: [Substring: Substring] = [:]
    let line = String(decoding: bytes[..<end], as: UTF8.self)
    for word in line.split(separator: " ") {
      let parts = word.split(separator: "=", maxSplits: 1)
      if parts.count == 2 { fields[parts[0]] = parts[1] }
    }
    let body = Array(bytes[(end + 1)...])
    let core = String(fields["core"] ?? "")
    guard fields["results"].map(String.init) == plan.hash else {
      throw Unusable(reason: "it belongs to another plan")
    }
    guard line + "\n" == SweepShardFile.header(plan, index, core: core, body: body) else {
      throw Unusable(reason: "its checksum is wrong: it was cut or changed")
    }
    self.core = core
    self.body = body
    failures = SweepShardFile.failures(body)
    hasQuestions = body.split(separator: UInt8(ascii: "\n")).contains { $0.first == SweepQuestions.mark }
  }

  private static func failures(_ body: [UInt8]) -> [(number: Int, reason: String)] {
    body.split(separator: UInt8(ascii: "\n")).filter { $0.first == UInt8(ascii: "!") }.compactMap { line in
      let parts = String(decoding: line.dropFirst(), as: UTF8.self).split(separator: ",", maxSplits: 1)
      guard let number = parts.first.flatMap({ Int($0) }) else { return nil }
      return (number, parts.count == 2 ? String(parts[1]) : "")
    }
  }
}
