public import Kernels

/// One chapter of the model: what it declares, how it begins, and one month in formulas over columns of paths.
public protocol Mechanism: Sendable {
  /// The scenario section of its parameters.
  static var section: String { get }
  /// What it does, in an economist's words.
  static var summary: String { get }

  init(_ declare: Declarations)

  /// Sets the state at the end of the month before the period.
  func begin(_ paths: MonthView)

  /// One month.
  func step(_ paths: MonthView)

  /// Identities that must hold after a month; each is reported by name when it doesn't.
  func check(_ paths: MonthView, _ report: inout ConservationReport)
}

extension Mechanism {
  /// A mechanism without memory has nothing to set.
  public func begin(_ paths: MonthView) {}
  /// A mechanism without identities has nothing to check.
  public func check(_ paths: MonthView, _ report: inout ConservationReport) {}
}

/// What the balances of a run came to. They are checked on every path and month of every run.
public struct ConservationReport: Sendable {
  /// The largest gap an identity may show, relative to the size of its terms.
  public static let tolerance = 1e-9
  /// How many checks were made.
  public private(set) var checked = 0
  /// The first of those that failed, in words.
  public private(set) var violations: [String] = []
  /// Where the next checks are made: the month, the mechanism, and the first path of the block.
  var month = Month(ordinal: 0)
  var mechanism = ""
  var firstPath = 0
  /// The path of the block that is looked at, where it is a single one.
  @usableFromInline var path: Int?
  /// The month and the path, in the run, of the first check that failed.
  private(set) var broken: (month: Month, path: Int)?

  /// Nothing checked yet.
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
    let slack =
      ConservationReport.tolerance * max(low.isFinite ? abs(low) : 0, high.isFinite ? abs(high) : 0, 1)
    if !(value >= low - slack && value <= high + slack) {
      add("\(name()): \(value) is not within \(low) to \(high)")
    }
  }

  /// The same for all paths of a block at once, which costs little.
  public mutating func within(
    _ values: Column, _ low: Double, _ high: Double, _ name: @autoclosure () -> String
  ) {
    let slack =
      ConservationReport.tolerance * max(low.isFinite ? abs(low) : 0, high.isFinite ? abs(high) : 0, 1)
    onAllPaths {
      moved(values[$0], into: low - slack, high + slack)
    } again: { report, path in
      report.within(values[path], low, high, name())
    }
  }

  /// Checks that two sides of an identity agree on all paths of a block at once.
  ///
  /// - Parameter identity: both sides on a path, and the size of their terms.
  @inlinable @inline(__always)
  public mutating func equal(
    _ name: @autoclosure () -> String, _ identity: (Int) -> (left: Double, right: Double, scale: Double)
  ) {
    onAllPaths { path in
      let (left, right, scale) = identity(path)
      let size = larger(1, abs(scale)), gap = abs(left - right)
      return smaller(gap, ConservationReport.tolerance * size).bitPattern ^ gap.bitPattern
    } again: { report, path in
      let (left, right, scale) = identity(path)
      report.equal(left, right, scale: scale, name())
    }
  }

  /// Checks that a number lies between two others on all paths of a block at once.
  ///
  /// - Parameter limits: the number on a path, and what it must lie between.
  @inlinable @inline(__always)
  public mutating func within(
    _ name: @autoclosure () -> String, _ limits: (Int) -> (value: Double, low: Double, high: Double)
  ) {
    onAllPaths { path in
      // Not as wide as a check is, but most of what rounding moves lies within.
      let (value, low, high) = limits(path), slack = ConservationReport.tolerance
      return moved(value, into: low - slack, high + slack)
    } again: { report, path in
      let (value, low, high) = limits(path)
      report.within(value, low, high, name())
    }
  }

  /// Looks at all paths for bits that are moved; only where there are any, again and one by one, to name them.
  @inlinable @inline(__always)
  mutating func onAllPaths(_ broken: (Int) -> UInt64, again: (inout ConservationReport, Int) -> Void) {
    var bits: UInt64 = 0
    for path in 0..<blockWidth { bits |= broken(path) }
    guard bits != 0 else { return pass() }
    for path in 0..<blockWidth {
      self.path = path
      again(&self, path)
    }
    path = nil
  }

  /// Counts a check of all paths that held.
  @usableFromInline
  mutating func pass() { checked += blockWidth }

  private mutating func add(_ text: String) {
    broken = broken ?? (month, firstPath + (path ?? 0))
    guard violations.count < 20 else { return }
    let paths = path.map { "path \(firstPath + $0)" } ?? "paths from \(firstPath)"
    violations.append("\(month), \(mechanism), \(paths): \(text)")
  }

  mutating func merge(_ other: ConservationReport) {
    checked += other.checked
    broken = broken ?? other.broken
    violations = Array((violations + other.violations).prefix(20))
  }
}

/// The bits in which a number changes when it is brought between two others: none where it lies there, some where it is no
/// number, and perhaps the sign of 0. Counts of comparisons would keep a loop scalar.
@inlinable @inline(__always)
func moved(_ value: Double, into low: Double, _ high: Double) -> UInt64 {
  smaller(larger(value, low), high).bitPattern ^ value.bitPattern
}

/// A balance didn't hold: a fault of the model, after which no number of the run is to be trusted.
public struct BrokenBalances: Error, CustomStringConvertible {
  /// The first balances that failed, with month, mechanism and paths.
  public let violations: [String]
  /// The parameters that the scenario set, each with its value on the first of those paths.
  public var parameters: [String] = []

  /// All of them, one a line.
  public var description: String {
    let set = parameters.isEmpty ? [] : ["with \(parameters.joined(separator: ", "))"]
    return "conservation is violated, nothing was written:\n"
      + (violations + set).map { "  \($0)" }.joined(separator: "\n")
  }
}
