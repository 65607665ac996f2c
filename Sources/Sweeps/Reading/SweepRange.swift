internal import Engine
internal import ScenarioText

/// The same number without the dust of binary fractions: 0.3, not 0.30000000000000004.
private func plain(_ value: Double) -> Double {
  let scale = 1e11
  return abs(value) < 1e4 ? (value * scale).rounded() / scale : value
}

/// `60 to 30 USD/bbl in 4 steps`: so many values, evenly spaced, both ends included.
struct SweepRange {
  let low: (text: String, offset: Int)
  let high: (text: String, offset: Int)
  let count: (text: String, offset: Int)

  init?(_ text: String) {
    guard let to = text.firstRange(of: " to "), let within = text[to.upperBound...].firstRange(of: " in ")
    else { return nil }
    func piece(_ range: Range<String.Index>) -> (String, Int) {
      let start = text[range].firstIndex { $0 != " " } ?? range.lowerBound
      let words = text[start..<range.upperBound].split(separator: " ").joined(separator: " ")
      return (words, text.distance(from: text.startIndex, to: start))
    }
    low = piece(text.startIndex..<to.lowerBound)
    high = piece(to.upperBound..<within.lowerBound)
    count = piece(within.upperBound..<text.endIndex)
  }

  func values(
    _ parameter: ParameterDeclaration, _ node: Node, _ problems: inout [Diagnostic]
  ) -> [Double]? {
    let words = count.text.split(separator: " ")
    guard words.count == 2, words[1] == "steps" || words[1] == "values", let steps = Int(words[0]),
      (2...100_000).contains(steps)
    else {
      problems.complain(
        "'\(count.text)' doesn't say how many values",
        at: Node.Key(count.text, at: node.place(at: count.offset)),
        hint: "such as '60 to 30 USD/bbl in 4 steps', 4 being the number of values")
      return nil
    }
    let unit = high.text.drop { !$0.isLetter && $0 != "%" && $0 != "/" }
    let hasUnit = low.text.contains { $0.isLetter || $0 == "%" || $0 == "/" }
    let first = Node(scalar: hasUnit ? low.text : "\(low.text) \(unit)", at: node.place(at: low.offset))
    let second = Node(scalar: high.text, at: node.place(at: high.offset))
    guard let from = SweepAxes.number(parameter, first, &problems),
      let to = SweepAxes.number(parameter, second, &problems)
    else { return nil }
    guard from != to else {
      problems.complain("both ends are the same", at: node)
      return nil
    }
    return (0..<steps).map { step in
      step == steps - 1 ? to : plain(from + (to - from) * (Double(step) / Double(steps - 1)))
    }
  }
}
