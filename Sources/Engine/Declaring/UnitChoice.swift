/// In which unit results are shown and written: a unit such as `Mb/d` or `mn EUR/d`, a currency, or a pace such as `/d`.
public struct UnitChoice: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    /// Series that measure the same, whatever unit they have of their own.
    case unit(Unit)
    /// Series in money, all else of their unit as it is: `USD/bbl` becomes `EUR/bbl`.
    case money(String)
    /// Flows over another stretch of time: `bn USD` of a month become `bn USD/d`.
    case pace(Pace)
    /// Money over a yearly amount that the model declares: `% of GDP`.
    case share(String)
  }

  /// As it was written.
  public let text: String
  let kind: Kind

  /// Reads a choice; nil where a word of it is unknown.
  ///
  /// - Parameters:
  ///   - currencies: the words that series give exchange rates of.
  ///   - shares: the yearly amounts that money can be a share of, as `Model.yardsticks` names them.
  public init?(_ text: String, currencies: Set<String>, shares: [String] = []) {
    self.text = text
    if shares.contains(text) {
      kind = .share(text)
    } else if currencies.contains(text) {
      kind = .money(text)
    } else if text.hasPrefix("/"), let pace = Pace(word: String(text.dropFirst())) {
      kind = .pace(pace)
    } else if let unit = Unit(text), unit.dimension != .none {
      kind = .unit(unit)
    } else {
      return nil
    }
  }
}

extension UnitChoice {
  /// Whether a series can't be shown by both: two currencies, two paces.
  public func excludes(_ other: UnitChoice) -> Bool {
    switch (kind, other.kind) {
    case (.money, .money), (.pace, .pace), (.share, .share), (.share, .money), (.money, .share): true
    case (.unit(let first), .unit(let second)): first.dimension == second.dimension
    default: false
    }
  }
}

/// What a flow is counted per.
enum Pace: String, Sendable {
  case day = "d", month = "month", year = "y"

  /// The pace that a word of a unit means.
  init?(word: String) {
    switch word {
    case "d", "day": self = .day
    case "month": self = .month
    case "y", "year": self = .year
    default: return nil
    }
  }

  /// How many of these a month is: a whole year is one, whatever its days.
  func count(in month: Month) -> Double {
    switch self {
    case .day: CalendarUnit.day.count(in: month)
    case .month: 1
    case .year: CalendarUnit.year.count(in: month)
    }
  }

  /// The unit of time itself.
  var unit: Unit { self == .day ? .days : self == .month ? .months : .years }
}

extension Unit {
  /// What it is counted per in its last place, if that is a time: `bn USD/d`, `kb/d`.
  var pace: Pace? {
    let parts = symbol.split(separator: "/")
    guard parts.count == 2 else { return nil }
    return Pace(word: String(parts[1]))
  }

  /// The same per so much time.
  func each(_ pace: Pace) -> Unit? { Unit("\(symbol)/\(pace.rawValue)") }

  /// The same with one word for another.
  func replacing(_ word: String, with other: String) -> Unit? {
    let pieces = symbol.split(separator: "/", omittingEmptySubsequences: false).map { piece in
      piece.split(separator: " ").map { $0 == word ? other : String($0) }.joined(separator: " ")
    }
    return Unit(pieces.joined(separator: "/"))
  }
}
