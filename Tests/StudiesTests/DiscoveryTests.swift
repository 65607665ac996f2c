import Foundation
import Sampling
import Testing

@testable import Studies

@Suite("Scenario discovery")
struct DiscoveryTests {
  private static let fixture = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../Fixtures/biofuel_cases.csv").standardizedFileURL

  /// Bryant and Lempert's cases: the axes, and whether a case is of interest.
  private static func biofuel() throws -> ([DiscoveryAxis], [Bool]) {
    let lines = try String(contentsOf: fixture, encoding: .utf8).split(separator: "\n").map {
      $0.split(separator: ",").map(String.init)
    }
    let rows = try lines.dropFirst().map { try $0.map { try #require(Double($0)) } }
    let axes = lines[0].dropLast().enumerated().map { place, name in
      DiscoveryAxis(name: name, unit: "", values: rows.map { $0[place] })
    }
    return (axes, rows.map { $0[$0.count - 1] == 1 })
  }

  private static func rules(peel: Double) -> BoxSearch.Rules {
    var rules = BoxSearch.Rules()
    rules.peel = peel
    return rules
  }

  /// Cases and wanted cases inside of each box that the EMA Workbench 2.5.3 finds there.
  private static let published = [
    (882, 89), (792, 89), (710, 89), (638, 89), (573, 89), (513, 89), (458, 89), (412, 89), (368, 89),
    (329, 89), (296, 89), (264, 88), (237, 87), (213, 86), (191, 85), (170, 82), (152, 81), (136, 78),
    (121, 75), (108, 74), (97, 71), (87, 67), (78, 65), (70, 61), (63, 57), (56, 52), (50, 48), (45, 45),
  ]

  @Test("Bryant and Lempert's example: all 28 boxes are those that the EMA Workbench publishes")
  func example() throws {
    let (axes, isWanted) = try Self.biofuel()
    let steps = BoxSearch(axes, isWanted, Self.rules(peel: 0.1), cases: Array(isWanted.indices)).steps()
    #expect(steps.map(\.cases) == Self.published.map(\.0))
    #expect(steps.map(\.hits) == Self.published.map(\.1))
    for (step, coverage, density) in [(13, 0.966, 0.404), (24, 0.640, 0.905), (27, 0.506, 1.0)] {
      #expect(abs(steps[step].coverage - coverage) < 5e-4, "coverage of box \(step)")
      #expect(abs(steps[step].density - density) < 5e-4, "density of box \(step)")
    }
    #expect(
      steps.map(\.box.restricted) == [
        0, 1, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5, 6, 6,
      ])
  }

  @Test("The example's box is the first with a density of 80 %, with limits around its numbers")
  func chosen() throws {
    let (axes, isWanted) = try Self.biofuel()
    var rules = Discovery.Rules()
    rules.search.peel = 0.1
    rules.boxes = 1
    let found = try Discovery(axes, isWanted, rules, threads: 2)
    let box = try #require(found.boxes.first)
    #expect(found.cases == 882 && found.hits == 89 && box.chosen == 22)
    for limits in [box.coverage, box.density] {
      #expect(limits.low < limits.value && limits.value < limits.high)
    }
    let elsewhere = try #require(box.elsewhere)
    #expect(elsewhere.density < box.density.value, "a box is never as good on cases it wasn't made for")
    #expect(elsewhere.density > 0.4)
    // The workbench's quasi-p values of the same box.
    let theirs = [
      "cellulosic_cost": 0.10391500223620656, "total_biomass": 3.975269312730572e-06,
      "demand_elasticity": 5.67729816257992e-18, "biomass_backstop_price": 7.746278404804139e-14,
    ]
    for (axis, limit) in box.step.box.limits.enumerated() {
      let name = axes[axis].name
      #expect(limit.isRestricted == (theirs[name] != nil), "\(name)")
      #expect(abs(box.chance[axis] / (theirs[name] ?? 1) - 1) < 1e-6, "\(name): \(box.chance[axis])")
      if limit.isRestricted { #expect(box.reproduced[axis] > 0.2, "\(name)") }
    }
  }

  @Test("On the unit square, x1 < 0.3 and x2 > 0.6 is found: a box of volume 0.12")
  func square() throws {
    let stream = Stream(seed: 1, name: "square")
    let points = (0..<4000).map { path in
      stream.pair(entity: 0, path: UInt32(path), month: 0, draw: 0)
    }
    let axes = [
      DiscoveryAxis(name: "x1", unit: "", values: points.map(\.0)),
      DiscoveryAxis(name: "x2", unit: "", values: points.map(\.1)),
      DiscoveryAxis(name: "noise", unit: "", values: points.indices.map { Double($0 * 7919 % 4000) }),
      DiscoveryAxis(name: "constant", unit: "", values: points.map { _ in 3 }),
    ]
    let isWanted = points.map { $0.0 < 0.3 && $0.1 > 0.6 }
    var rules = Discovery.Rules()
    rules.density = 0.98
    rules.redraws = 4
    let found = try Discovery(axes, isWanted, rules)
    #expect(found.axes.map(\.name) == ["x1", "x2", "noise"])
    let step = try #require(found.boxes.first).step
    let high = try #require(step.box.limits[0].high), low = try #require(step.box.limits[1].low)
    #expect(abs(high * (1 - low) - 0.12) < 0.006)
    #expect(abs(high - 0.3) < 0.01 && abs(low - 0.6) < 0.01)
    #expect(step.box.limits[0].low == nil && step.box.limits[1].high == nil)
    #expect(!step.box.limits[2].isRestricted)
    #expect(step.coverage > 0.95)
  }

  @Test("Words are taken off one by one, and steps of a few values end between two of them")
  func words() throws {
    let cases: [(Double, Double)] = (0..<400).map { (index: Int) in (Double(index % 5), Double(index / 5 % 4))
    }
    let axes = [
      DiscoveryAxis(name: "level", unit: "", values: cases.map(\.0)),
      DiscoveryAxis(name: "policy", unit: "", values: cases.map(\.1), words: ["a", "b", "c", "d"]),
    ]
    let found = try Discovery(axes, cases.map { $0.0 >= 3 && ($0.1 == 1 || $0.1 == 2) })
    let step = try #require(found.boxes.first).step
    #expect(step.box.limits[0].low == 2.5 && step.box.limits[0].high == nil)
    #expect(step.box.limits[1].without == [0, 3])
    #expect(step.coverage == 1 && step.density == 1)
    #expect(found.boxes.count == 1, "nothing is left for a second box")
  }

  @Test("Two regions are two boxes; the second is looked for among the cases that the first left")
  func twoBoxes() throws {
    let stream = Stream(seed: 2, name: "square")
    let points = (0..<3000).map { stream.pair(entity: 0, path: UInt32($0), month: 0, draw: 0) }
    let axes = [
      DiscoveryAxis(name: "x1", unit: "", values: points.map(\.0)),
      DiscoveryAxis(name: "x2", unit: "", values: points.map(\.1)),
    ]
    var rules = Discovery.Rules()
    rules.redraws = 2
    let found = try Discovery(
      axes, points.map { ($0.0 < 0.3 && $0.1 > 0.6) || ($0.0 > 0.5 && $0.1 < 0.15) }, rules)
    #expect(found.boxes.count == 2)
    #expect(found.boxes.reduce(0) { $0 + $1.step.coverage } > 0.85)
  }

  @Test("Without wanted cases, or without a box that is dense enough, there is none; the densest is named")
  func none() throws {
    let axes = [DiscoveryAxis(name: "x", unit: "", values: (0..<100).map { Double($0) })]
    #expect(try Discovery(axes, [Bool](repeating: false, count: 100)).boxes.isEmpty)
    let found = try Discovery(axes, (0..<100).map { $0 % 3 == 0 })
    #expect(found.boxes.isEmpty)
    #expect(try #require(found.densest).density < 0.8)
  }

  @Test("Of many axes that tell nothing few are searched, and the box is of those that do")
  func many() throws {
    let stream = Stream(seed: 3, name: "many")
    let axes = (0..<150).map { axis in
      DiscoveryAxis(
        name: "x\(axis)", unit: "",
        values: (0..<1500).map {
          stream.uniform(entity: UInt32(axis), path: UInt32($0), month: 0, draw: 0)
        })
    }
    let isWanted = (0..<1500).map { axes[7].values[$0] < 0.4 && axes[90].values[$0] > 0.5 }
    var rules = Discovery.Rules()
    rules.redraws = 4
    let found = try Discovery(axes, isWanted, rules)
    #expect(found.left > 130 && found.axes.count + found.left == 150)
    let box = try #require(found.boxes.first)
    let restricted = zip(found.axes, box.step.box.limits).filter { $1.isRestricted }.map(\.0.name)
    #expect(restricted.contains("x7") && restricted.contains("x90") && restricted.count < 5)
    #expect(try #require(box.elsewhere).density > 0.7)
  }

  @Test("The shift of ranks is Wilcoxon's, by hand; equal values share a rank")
  func ranks() {
    let axis = DiscoveryAxis(name: "x", unit: "", values: [1, 2, 3, 4, 5])
    // Ranks 4 and 5 against a mean of 3: 3 over √(2 · 3 / (5 · 4) · 10).
    let shift = axis.rankShift(of: [false, false, false, true, true])
    #expect(abs(shift - 3 / 3.0.squareRoot()) < 1e-12)
    let equal = DiscoveryAxis(name: "x", unit: "", values: [2, 2, 2, 2])
    #expect(equal.rankShift(of: [true, false, true, false]) == 0)
  }

  @Test("The chance of so many hits is the binomial's")
  func binomial() {
    #expect(abs(Redraws.atLeast(8, of: 10, 0.5) - 56.0 / 1024) < 1e-12)
    #expect(Redraws.atLeast(0, of: 10, 0.3) > 1 - 1e-12)
    #expect(abs(Redraws.atLeast(1, of: 1, 0.25) - 0.25) < 1e-12)
  }
}
