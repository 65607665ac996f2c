internal import Engine
internal import Kernels
internal import Storage

/// What a run is made again from, and why it may come out otherwise.
extension FormerRun {
  /// The folder whose tables are those of the run: of the named ones, beside the scenario, or installed.
  func seeds(_ named: [String]) throws -> String {
    let places = named.map { Optional($0) } + [try? Places(data: []).seeds(for: scenario)]
    let candidates = (places + [Places.installedSeeds]).compactMap { $0 }
    if let found = candidates.first(where: { differing(in: $0).isEmpty }) { return found }
    let reasons = candidates.map { "in \($0) differ: \(differing(in: $0).joined(separator: ", "))" }
    throw Failure(
      (["error: no folder has the seed tables of the run; name it with --data"] + reasons)
        .joined(separator: "\n  "), .fileMissing)
  }

  /// The folders of tables laid over those.
  var overlays: [String] {
    tables.map(\.path).filter { !$0.hasPrefix("seeds/") }.map(Files.folder).uniqued
  }

  /// Another program, or another processor; nothing where both are the same.
  var reasons: [String] {
    var reasons: [String] = []
    if version != simulate.version {
      reasons.append("it was made by version \(version), this is \(simulate.version)")
    }
    if core != blasCoreName() {
      reasons.append("it was made with BLAS kernels for \(core), here they are for \(blasCoreName())")
    }
    return reasons
  }
}
