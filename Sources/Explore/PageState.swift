internal import Engine

/// What a hand has set on the page: values that differ from the scenario's, and the series that are shown.
///
/// Its text stands in the link behind `#`, and in requests: `price_cap.level=40&show=oil.revenue,refining.runs`.
public struct PageState: Sendable, Equatable {
  /// What was moved, in the order of the controls.
  public var values: [Value]
  /// Labels of the series that are shown by month.
  public var shown: [String]

  /// A control's value.
  public struct Value: Sendable, Equatable {
    /// The name of the parameter.
    public let name: String
    /// In its unit.
    public let value: Double

    /// A value for a parameter.
    public init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// Why a text is no state of a page.
  public enum Fault: Error, Equatable {
    /// It isn't made of `name=value`, or is too long.
    case notAState
    /// Something is named that the page doesn't have, or has already.
    case unknown(String)
    /// A value that the parameter can't have.
    case outOfRange(String)
  }

  /// How many series can be shown.
  static let mostShown = 4
  private static let longestNumber = 24
  private static let show = "show"

  /// Nothing moved.
  public init(values: [Value] = [], shown: [String]) {
    self.values = values
    self.shown = shown
  }

  /// Reads a state.
  ///
  /// - Parameters:
  ///   - controls: what can be moved.
  ///   - series: labels that can be shown.
  ///   - standard: labels that are shown where the text names none.
  public init(
    _ text: String, controls: [Control], series: [String], standard: [String]
  ) throws(Fault) {
    var found: [String: Double] = [:]
    var shown: [String]?
    for part in text.split(separator: "&", omittingEmptySubsequences: true) {
      guard let sign = part.firstIndex(of: "=") else { throw .notAState }
      let name = String(part[..<sign]), value = part[part.index(after: sign)...]
      if name == PageState.show {
        guard shown == nil else { throw .unknown(name) }
        shown = try PageState.labels(value, of: series)
        continue
      }
      guard let control = controls.first(where: { $0.name == name }), found[name] == nil else {
        throw .unknown(name)
      }
      found[name] = try PageState.number(value, control)
    }
    values = controls.compactMap { control in found[control.name].map { Value(control.name, $0) } }
    self.shown = shown ?? standard
  }

  private static func labels(_ text: Substring, of series: [String]) throws(Fault) -> [String] {
    let labels = text.split(separator: ",").map(String.init)
    guard (1...mostShown).contains(labels.count), Set(labels).count == labels.count else { throw .notAState }
    if let odd = labels.first(where: { !series.contains($0) }) { throw .unknown(odd) }
    return labels
  }

  private static func number(_ text: Substring, _ control: Control) throws(Fault) -> Double {
    let isPlain = text.utf8.allSatisfy { (48...57).contains($0) || $0 == 46 || $0 == 45 }
    guard isPlain, text.utf8.count <= longestNumber, let value = Double(text) else { throw .notAState }
    guard control.parameter.range.contains(value), !control.parameter.isSwitch || value == value.rounded()
    else { throw .outOfRange(control.name) }
    return value
  }

  /// As the link has it; nothing for what is as the page begins.
  func text(controls: [Control], standard: [String]) -> String {
    let moved = values.compactMap { value in
      controls.first { $0.name == value.name }.map { "\(value.name)=\($0.plain(value.value))" }
    }
    let series = shown == standard ? [] : ["\(PageState.show)=\(shown.joined(separator: ","))"]
    return (moved + series).joined(separator: "&")
  }
}
