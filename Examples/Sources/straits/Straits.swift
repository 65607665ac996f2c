import Throttle

/// Inspections in the Danish straits: some ships are stopped, and their crude arrives a month late.
///
/// Held up = exports by sea × share inspected × share of those that is held. The numbers are made up: this shows
/// how a mechanism of one's own is added to the model, not what inspections would do.
struct Straits: Mechanism {
  static let section = "straits"
  static let summary = "Inspections in the Danish straits hold up crude."

  /// Its parameters, for the register of the design's dimensions.
  static let parameters = ["straits.inspected", "straits.held"]

  let inspected, held: Parameter
  let exports: Input
  let late: Output

  init(_ declare: Declarations) {
    inspected = declare.lever(
      "inspected", 0, .share, in: 0...1, "Share of the ships that are inspected.", source: "example")
    held = declare.uncertain(
      "held", .triangular(low: 0.05, mode: 0.1, high: 0.3), .share, in: 0...1,
      "Share of the inspected ships that is held up.", source: "example, a guess")
    exports = declare.input("crude.exports")
    late = declare.output(
      "late", "kb/d", .mean, "Crude that arrives a month late.", headline: true)
  }

  func step(_ paths: MonthView) {
    let inspected = paths[inspected], held = paths[held], exports = paths[exports], late = paths[late]
    for path in paths.indices { late[path] = exports[path] * inspected[path] * held[path] }
  }
}
