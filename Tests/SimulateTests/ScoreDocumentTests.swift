import Engine
import Foundation
import Reports
import RussianEnergy
import Scenarios
import Studies
import Testing

/// docs/VALIDATION.md and docs/FIGURES.md are of the model that stands here: parts of them, made again, are in them.
@Suite("Documents of scores")
struct ScoreDocumentTests {
  private static let repository =
    #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

  private static func document(_ file: String) throws -> String {
    try String(contentsOfFile: "\(repository)/docs/\(file)", encoding: .utf8)
  }

  private static func source() throws -> ModelSource {
    RussianEnergy.source(try SeedFiles.load(directory: "\(repository)/seeds"))
  }

  @Test("The forecast that VALIDATION.md shows whole is the model's")
  func validation() throws {
    let sample = try Backtest.sample(try Self.source(), RunOptions())
    let table = ValidationReport.whole(sample)
    #expect(sample.points.count > 80)
    #expect(
      try Self.document("VALIDATION.md").contains(table),
      "run: simulate backtest --report docs/VALIDATION.md")
  }

  @Test("Figures of FIGURES.md, asked again, say the same")
  func figures() throws {
    let source = try Self.source()
    let asked = PublishedFigure.read(source.seeds).figures.filter {
      ["druzhba_2025", "discount_2025_04", "offline_2025_08", "storage_2025_12"].contains($0.name)
    }
    try #require(asked.count == 4)
    let paths = 1024, seed: UInt64 = 20_250_923
    let results = try PublishedFigures(source, paths: paths, seed: seed).run(asked, RunOptions())
    let report = FiguresReport(results, paths: paths, seed: seed, version: "")
    let document = try Self.document("FIGURES.md")
    for line in report.markdown.split(separator: "\n")
    where asked.contains(where: { line.hasPrefix("| \($0.name) |") }) {
      #expect(document.contains(line), "run: simulate figures --report docs/FIGURES.md\n\(line)")
    }
  }
}
