/// One chapter of the model: what it declares, how it begins, and one month in formulas over columns of paths.
public protocol Mechanism: Sendable {
  /// The scenario section of its parameters.
  static var section: String { get }
  /// What it does, in an economist's words.
  static var summary: String { get }

  init(_ declare: Declarations)

  /// Sets the state at the end of the month before the period.
  func begin(_ paths: Paths)

  /// One month.
  func step(_ paths: Paths)

  /// Identities that must hold after a month; each is reported by name when it doesn't.
  func check(_ paths: Paths, _ report: inout ConservationReport)
}

extension Mechanism {
  /// A mechanism without memory has nothing to set.
  public func begin(_ paths: Paths) {}
  /// A mechanism without identities has nothing to check.
  public func check(_ paths: Paths, _ report: inout ConservationReport) {}
}

/// What the conservation checks of a run found.
public struct ConservationReport: Sendable {
  /// The largest gap an identity may show, relative to the size of its terms.
  public static let tolerance = 1e-9
  /// How many comparisons were made.
  public private(set) var checked = 0
  /// The first twenty that failed, each with its path, month and name.
  public private(set) var violations: [String] = []
  var place = ""

  /// A report of nothing yet.
  public init() {}

  /// Checks that two sides of an identity agree.
  public mutating func equal(
    _ left: Double, _ right: Double, scale: Double, _ name: @autoclosure () -> String
  ) {
    checked += 1
    if !(abs(left - right) <= ConservationReport.tolerance * max(abs(scale), 1)) {
      add("\(name()): \(left) is not \(right)")
    }
  }

  /// Checks that a number lies between two others; one that is no number doesn't.
  public mutating func within(
    _ value: Double, _ low: Double, _ high: Double, _ name: @autoclosure () -> String
  ) {
    checked += 1
    let slack = ConservationReport.tolerance * max(abs(low), abs(high), 1)
    if !(value >= low - slack && value <= high + slack) {
      add("\(name()): \(value) is not within \(low) to \(high)")
    }
  }

  private mutating func add(_ text: String) {
    if violations.count < 20 { violations.append("\(place): \(text)") }
  }

  mutating func merge(_ other: ConservationReport) {
    checked += other.checked
    violations = Array((violations + other.violations).prefix(20))
  }
}
