public import Engine

/// The last lines of a run that grew towards a target: what it took, and what plain random sampling would have.
public struct AttainedLines: Sendable {
  private let attained: Attained
  private let condition: String
  private let unit: String?

  /// - Parameters:
  ///   - condition: the target as the user wrote it.
  ///   - unit: the unit of its limit; nil where that is a share of the mean.
  public init(_ attained: Attained, condition: String, unit: String?) {
    self.attained = attained
    self.condition = condition
    self.unit = unit
  }

  /// Two lines, each with a line feed at its end.
  public var text: String {
    let paths = "\(grouped(attained.paths)) paths"
    guard attained.isReached else {
      return "\(condition) not reached: \(size) after \(paths), the most allowed\n"
        + "plain random sampling would need about \(about(attained.independentPathsForLimit)) paths for it\n"
    }
    return "\(condition) reached: \(size) after \(paths)\n"
      + "plain random sampling would have needed about \(about(attained.independentPaths)) paths for that error\n"
  }

  private var size: String {
    guard unit != nil || attained.mean != 0 else { return "mean 0" }
    return "\(amount(attained.error)) (four times in five below \(amount(attained.errorBound)))"
  }

  private func amount(_ error: Double) -> String {
    unit.map { "\(readable(error, digits: 2)) \($0)" } ?? percent(error / attained.mean.magnitude)
  }

  /// Two digits: the error of an error is a fifth.
  private func about(_ paths: Double) -> String {
    let most = 1_000_000_000_000_000.0
    guard paths < most else { return "more than \(grouped(Int(most)))" }
    let whole = Int(paths.rounded(.up))
    var unit = 1
    while whole / unit >= 100 { unit *= 10 }
    return grouped((whole + unit / 2) / unit * unit)
  }
}
