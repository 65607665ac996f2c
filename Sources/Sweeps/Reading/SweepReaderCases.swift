internal import Engine
internal import ScenarioText
internal import Scenarios

/// What is checked across the parts of a sweep file, and the cases that come of them.
extension SweepReader {
  mutating func checkTwice(_ axes: [SweepAxis], _ policies: [SweepPolicy]) {
    for (index, axis) in axes.enumerated() {
      let name = axis.parameter.name
      if let first = axes[..<index].first(where: { $0.parameter.name == name }) {
        problems.complain(
          "'\(name)' is an axis twice", at: axis.key, hint: "the first is on line \(first.key.place.line)")
      }
      guard axis.from == nil, root["policies"] != nil else { continue }
      for policy in policies where policy.settings.values[name]?.origin.hasPrefix(source.file + ":") == true {
        problems.complain(
          "the policy '\(policy.name)' sets '\(name)', which is an axis too", at: axis.key,
          hint: "an axis with 'from' would keep what the policy sets before")
      }
    }
  }

  mutating func constraints(_ axes: [SweepAxis]) -> [SweepConstraint] {
    guard let node = root["where"] else { return [] }
    return (node.items ?? [node]).compactMap { constraint($0, axes) }
  }

  mutating func constraint(_ node: Node, _ axes: [SweepAxis]) -> SweepConstraint? {
    let example = "such as 'price_cap.level <= 50 USD/bbl'"
    guard let text = node.text,
      let sign = SweepConstraint.signs.first(where: { text.contains(" \($0) ") }),
      let range = text.firstRange(of: " \(sign) ")
    else {
      problems.complain("a constraint compares an axis with a value or another axis", at: node, hint: example)
      return nil
    }
    let left = text[..<range.lowerBound].split(separator: " ").joined(separator: " ")
    let right = text[range.upperBound...].drop { $0 == " " }
    let names = axes.map(\.parameter.name)
    guard let first = names.firstIndex(of: left) else {
      let meant = suggestion(for: left, among: names).map { "did you mean '\($0)'?" }
      problems.complain(
        "'\(left)' is not an axis of the sweep", at: Node.Key(left, at: node.place), hint: meant ?? example)
      return nil
    }
    if let second = names.firstIndex(of: String(right)) {
      return SweepConstraint(left: first, sign: sign, right: .axis(second))
    }
    let offset = text.distance(from: text.startIndex, to: right.startIndex)
    let value = Node(scalar: String(right), at: node.place(at: offset))
    guard let number = SweepAxes.number(axes[first].parameter, value, &problems) else { return nil }
    return SweepConstraint(left: first, sign: sign, right: .number(number))
  }

  mutating func combinations(_ parts: [SweepPart], _ policies: Int) -> Int? {
    var product = 1
    for part in parts {
      let (next, overflow) = product.multipliedReportingOverflow(by: part.count)
      product = overflow ? .max : next
    }
    let (cases, overflow) = product.multipliedReportingOverflow(by: max(1, policies))
    guard !overflow, cases <= Limits.cases else {
      problems.complain(
        "the sweep has more than \(Limits.cases) cases", at: root["parts"] ?? root["axes"] ?? root)
      return nil
    }
    let axes = parts.reduce(0) { $0 + $1.axes.count }
    guard product <= Limits.caseValues / max(1, axes) else {
      problems.complain(
        "\(product) cases of \(axes) axes are more than \(Limits.caseValues) values, the most that a sweep has",
        at: root["parts"] ?? root["axes"] ?? root)
      return nil
    }
    return product
  }

  func points(
    _ parts: [SweepPart], _ constraints: [SweepConstraint], _ count: Int, seed: UInt64
  ) throws -> SweepPoints {
    let tables = parts.enumerated().map { $1.values(seed: seed &+ UInt64($0)) }
    var points = SweepPoints()
    var row: [Double] = []
    for number in 0..<count {
      row.removeAll(keepingCapacity: true)
      var stride = count, rest = number
      for (part, table) in zip(parts, tables) {
        stride /= part.count
        let place = rest / stride
        rest %= stride
        row += table[place * part.axes.count..<(place + 1) * part.axes.count]
      }
      if constraints.allSatisfy({ $0.holds(row[...]) }) {
        points.values += row
        points.count += 1
        if !constraints.isEmpty { points.numbers.append(number) }
      } else {
        points.excluded += 1
      }
    }
    guard points.count > 0 else {
      throw Diagnostics([
        Diagnostic("the constraints leave no case", at: root["where"] ?? root)
      ])
    }
    return points
  }
}
