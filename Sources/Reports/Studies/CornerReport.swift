internal import Engine
internal import Scenarios
public import Studies

/// Rare chances from weighted paths: a sentence a question, and their tables.
public struct CornerReport: Sendable {
  /// What a sentence names of what was moved.
  private static let named = 3

  private let corners: [Corner]

  /// A report on corners, each with its question.
  public init(_ corners: [Corner]) { self.corners = corners }

  /// A sentence or two for each question.
  public var text: String { corners.map { CornerReport.sentence($0) + "\n" }.joined() }

  private static func sentence(_ corner: Corner) -> String {
    let drawn =
      "\(grouped(corner.paths)) weighted paths, and \(grouped(corner.searched)) to find the corner"
    guard corner.hits > 0 else {
      return "\(corner.question.text): on none of \(drawn)."
    }
    let stated = StatedNumber(100 * corner.chance.value, error: 100 * corner.chance.error)
    let worth = corner.worth.map { "; as sure as \(grouped(Int($0.rounded()))) plain paths" } ?? ""
    let hits =
      "\(grouped(corner.hits)) hits, effectively \(grouped(Int(corner.effectiveHits.rounded())))\(worth)"
    let moved = corner.moves.prefix(named).map { move in
      "\(move.name)\(move.month.map { " in \($0)" } ?? "") \(move.shift > 0 ? "up" : "down")"
    }
    return "\(corner.question.text): a chance of \(stated.value) % ± \(stated.error) (\(drawn); \(hits))."
      + (moved.isEmpty
        ? " Nothing was moved: it isn't rare, or lies where only regimes, events or hits lead."
        : " Most moved: \(moved.joined(separator: ", ")).")
  }

  // MARK: Tables

  /// The chances first, then what was moved, then every path with its weight.
  public var tables: [StudyTable] { [chances, moves, paths] }

  private var chances: StudyTable {
    var result = StudyTable(
      "corner.csv", "Rare chances from weighted paths",
      [
        ("question", "string", "The question as it was asked"),
        ("chance", "number", "Mean over the paths of weight times whether it happens"),
        ("se", "number", "Its standard error, from 16 replicates"),
        ("low", "number", "Lower end of the 95 % interval"), ("high", "number", "Upper end of it"),
        ("paths", "integer", "Weighted paths"),
        ("searched", "integer", "Paths taken to find the corner, besides"),
        ("hits", "integer", "Paths on which it happens"),
        ("effective_hits", "number", "Equally heavy hits that tell as much: (sum w)^2 / sum w^2"),
        ("worth", "number", "Plain paths that would have the same error"),
        ("mean_weight", "number", "1 but for chance"),
      ])
    for corner in corners {
      result.table.row(
        corner.question.text,
        [corner.chance.value, corner.chance.error, corner.chance.low, corner.chance.high],
        [corner.paths, corner.searched, corner.hits], corner.effectiveHits, corner.worth,
        corner.weights.reduce(0, +) / Double(max(corner.paths, 1)))
    }
    return result
  }

  private var moves: StudyTable {
    var result = StudyTable(
      "moves.csv", "What leads into the corner: normal scores whose mean was moved",
      [
        ("question", "string", "The question"), ("name", "string", "Parameter or factor"),
        ("month", "yearmonth", "Of a factor; empty for a parameter"),
        ("shift", "number", "Mean of its normal score under the last law; 0 under the plain one"),
      ])
    for corner in corners {
      for move in corner.moves {
        result.table.row(corner.question.text, move.name, move.month?.description, move.shift)
      }
    }
    return result
  }

  private var paths: StudyTable {
    var result = StudyTable(
      "weights.csv", "Paths that are not equally likely: each counts by its weight",
      [
        ("question", "string", "The question"), ("path", "integer", "Number of the path, from 0"),
        ("law", "integer", "Law that it was drawn from; 0 is the plain one"),
        ("weight", "number", "What it counts: never take a mean of these paths without it"),
        ("holds", "boolean", "Whether it happens on the path"),
      ])
    for corner in corners {
      for path in 0..<corner.paths {
        result.table.row(
          corner.question.text, path, corner.laws[path], corner.weights[path], String(corner.holds[path]))
      }
    }
    return result
  }
}
