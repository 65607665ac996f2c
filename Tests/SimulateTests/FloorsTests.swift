import Engine
import Foundation
import RussianEnergy
import Scenarios
import Testing

/// The floors beside and above the model know no name of it: they ask the declarations.
///
/// A sentence for people may give a name as an example, if the model has it.
@Suite("Floors that know no model")
struct FloorsTests {
  private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL

  /// The texts between quotation marks of a floor's files, comments apart, each with its file and line.
  private static func literals(of floor: String) -> [(place: String, text: String)] {
    let folder = repository.appending(path: "Sources/\(floor)")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let sources = (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
    return sources.flatMap { file -> [(place: String, text: String)] in
      let lines = ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(
        separator: "\n", omittingEmptySubsequences: false)
      return lines.enumerated().flatMap { number, line in
        let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
        let isComment = line.drop { $0 == " " }.hasPrefix("//")
        return isComment
          ? []
          : stride(from: 1, to: parts.count, by: 2).map {
            ("\(file.lastPathComponent):\(number + 1)", String(parts[$0]))
          }
      }
    }
  }

  @Test(
    "No series, parameter or table of the model stands in a literal",
    arguments: ["Studies", "Reports", "Scenarios", "Sweeps", "Explore", "simulate"])
  func names(floor: String) throws {
    let files = try SeedFiles(directory: Self.repository.appending(path: "seeds").path())
    let model = try RussianEnergy.model(files.tables, Month(year: 2025, month: 9))
    let names = Set(model.parameters.map(\.name) + model.outputs.map(\.variable))
    let sections = Set(model.sections.map { $0.name + "." })
    let tables = files.schema.tables.filter { $0.value.contains { $0.role == .value } }.keys
    let literals = Self.literals(of: floor)
    #expect(literals.count > 100)
    for (place, text) in literals {
      #expect(!names.contains(text) && !tables.contains(text), "\(place): \(text)")
      let composed = sections.contains { text.hasPrefix($0) && text.contains("\\(") }
      #expect(!composed, "\(place): \(text)")
    }
  }
}
