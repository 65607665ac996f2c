/// What a box may restrict: a number of each case, or one of some words.
public struct DiscoveryAxis: Sendable, Equatable {
  /// What users call it.
  public let name: String
  /// The unit of its numbers.
  public let unit: String
  /// One for each case: a number, or the place of a word.
  public let values: [Double]
  /// Empty for numbers.
  public let words: [String]

  /// - Parameters:
  ///   - values: one for each case; places of words where there are any.
  ///   - words: what the values stand for.
  public init(name: String, unit: String, values: [Double], words: [String] = []) {
    self.name = name
    self.unit = unit
    self.values = values
    self.words = words
  }

  /// Whether no case differs from another.
  var isConstant: Bool { values.allSatisfy { $0 == values.first } }
}

/// Limits of some axes; what lies within all of them is inside.
public struct DiscoveryBox: Sendable, Equatable {
  /// What is inside of one axis.
  public struct Limit: Sendable, Equatable {
    /// Nothing below it; nil where there is no such limit.
    public var low: Double?
    /// Nothing above it.
    public var high: Double?
    /// Places of the words that are outside.
    public var without: Set<Int> = []

    /// Whether anything is outside.
    public var isRestricted: Bool { low != nil || high != nil || !without.isEmpty }

    /// Whether a value is inside; a number on the limit is.
    func holds(_ value: Double) -> Bool {
      if let low, value < low { return false }
      if let high, value > high { return false }
      return without.isEmpty || !without.contains(Int(value))
    }
  }

  /// One for each axis.
  public var limits: [Limit]

  /// The box that holds everything.
  init(axes: Int) { limits = [Limit](repeating: Limit(), count: axes) }

  /// How many axes are restricted.
  public var restricted: Int { limits.count(where: \.isRestricted) }

  /// Whether a case is inside, apart from one axis where that is named.
  func holds(_ item: Int, _ axes: [DiscoveryAxis], apart: Int? = nil) -> Bool {
    for (place, limit) in limits.enumerated()
    where limit.isRestricted && place != apart && !limit.holds(axes[place].values[item]) {
      return false
    }
    return true
  }
}

/// A place on the way from all cases to a small box.
public struct DiscoveryStep: Sendable, Equatable {
  /// The limits.
  public let box: DiscoveryBox
  /// How many cases are inside.
  public let cases: Int
  /// How many of them are wanted.
  public let hits: Int
  /// How many cases there were at the start, and how many of them were wanted.
  public let all: (cases: Int, hits: Int)

  /// The share of the wanted cases that is inside.
  public var coverage: Double { Double(hits) / Double(max(all.hits, 1)) }
  /// The share of the cases inside that is wanted.
  public var density: Double { Double(hits) / Double(max(cases, 1)) }
  /// The share of all cases that is inside.
  public var mass: Double { Double(cases) / Double(max(all.cases, 1)) }

  /// The same box with the same cases.
  public static func == (left: DiscoveryStep, right: DiscoveryStep) -> Bool {
    left.box == right.box && left.cases == right.cases && left.hits == right.hits && left.all == right.all
  }
}
