import Engine
import Foundation
import Storage
import Testing

@testable import Reports

@Suite("The file of every path")
struct PathsFileTests {
  private func table(paths: Int) throws -> String {
    let place = NSTemporaryDirectory() + "throttle-\(UUID().uuidString)"
    let folder = try ResultsFolder(path: place)
    let sample = try Sample(paths: 1)
    let file = try PathsFile(
      in: folder, series: sample.results.series, period: sample.results.settings.period)
    _ = try Sample(paths: paths, onChunk: { try file.add($0) })
    try file.close(in: folder)
    try folder.commit { Issue.record("\($0)") }
    return try String(contentsOfFile: "\(place)/paths.csv", encoding: .utf8)
  }

  @Test("It has a column a series and a line a path and month")
  func shape() throws {
    let rows = try table(paths: 3).split(separator: "\n")
    #expect(rows[0] == "path,month,walk.price,walk.sales[India]")
    #expect(rows.count == 1 + 3 * 14)
    #expect(rows[15].hasPrefix("1,2025-11,"))
  }

  @Test("A shorter run is a prefix of a longer one")
  func prefix() throws {
    let short = try table(paths: 499), long = try table(paths: 1000)
    #expect(long.hasPrefix(short))
  }
}
