public import Engine

/// A drawing of what feeds what, from the model's wiring: `simulate describe --wiring`.
public struct WiringDrawing {
  private let model: Model

  /// Draws a model.
  public init(_ model: Model) {
    self.model = model
  }

  /// A flow chart in Mermaid's language. An arrow is a series read in the same month; one is left out where a longer
  /// way of arrows says the same. A dotted arrow is a series of months before, which lets later mechanisms act back.
  public var mermaid: String {
    let now = Set(model.feeds.filter { !$0.isPast }.map { Edge(from: $0.from, to: $0.to) })
    let direct = now.filter { edge in
      !now.contains { $0.from == edge.from && $0 != edge && reaches($0.to, edge.to, now) }
    }
    let back = Set(model.feeds.filter(\.isPast).map { Edge(from: $0.from, to: $0.to) }).filter { edge in
      !reaches(edge.from, edge.to, now)
    }
    let names = model.sections.map(\.name)
    func lines(_ edges: Set<Edge>, _ arrow: String) -> [String] {
      names.flatMap { from in
        let ends = names.filter { edges.contains(Edge(from: from, to: $0)) }
        return ends.isEmpty ? [] : ["  \(from) \(arrow) \(ends.joined(separator: " & "))"]
      }
    }
    return (["flowchart TD"] + lines(direct, "-->") + lines(back, "-.->")).joined(separator: "\n") + "\n"
  }

  private struct Edge: Hashable {
    let from, to: String
  }

  private func reaches(_ from: String, _ to: String, _ edges: Set<Edge>) -> Bool {
    var seen: Set<String> = [], open = [from]
    while let place = open.popLast() {
      if place == to { return true }
      guard seen.insert(place).inserted else { continue }
      open += edges.filter { $0.from == place }.map(\.to)
    }
    return false
  }
}
