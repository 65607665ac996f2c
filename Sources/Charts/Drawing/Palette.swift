/// What a mark means; the colours of each meaning are in one table.
public enum Style: String, Sendable, CaseIterable {
  case paper, words, quiet, strong, onDark, onMark
  case grid, axis, zero, known, level
  case wideBand, narrowBand, median, future, history, dot, ring
  case more, less, moreWords, lessWords, interval, other, link, node, card
  case heat0, heat1, heat2, heat3, heat4, heat5, heat6
  case below3, below2, below1, middle, above1, above2, above3

  /// From pale to dark: a share of 0 to 1.
  static func heat(_ share: Double) -> Style {
    let steps: [Style] = [.heat0, .heat1, .heat2, .heat3, .heat4, .heat5, .heat6]
    return steps[min(max(Int((share * 6).rounded()), 0), 6)]
  }

  /// From one colour over none to another: −1 to 1.
  static func diverging(_ share: Double) -> Style {
    let steps: [Style] = [.below3, .below2, .below1, .middle, .above1, .above2, .above3]
    return steps[min(max(Int((share * 3).rounded()) + 3, 0), 6)]
  }

  /// What words on such a field are written with.
  var wordsOn: Style {
    switch self {
    case .heat4, .heat5, .heat6, .below3, .above3: .onDark
    default: .onMark
    }
  }
}

/// The colours, by light and dark: blue and orange, which colour-blind readers tell apart, and whose lightness differs
/// enough for a print in grey. Words have a contrast of 4.5 and more against what they stand on (WCAG 2.2).
public enum Palette {
  /// A rule of the style sheet, in light and in dark.
  struct Rule: Sendable {
    let style: Style
    let light: String
    let dark: String

    init(_ style: Style, _ light: String, _ dark: String) {
      self.style = style
      self.light = light
      self.dark = dark
    }

    init(fill style: Style, _ light: String, _ dark: String) {
      self.init(style, "fill:\(light)", "fill:\(dark)")
    }
  }

  /// What a picture stands on.
  public static let paper = (light: "#ffffff", dark: "#15191e")

  static let rules: [Rule] =
    words + lines + bands
    + zip(
      [Style.heat0, .heat1, .heat2, .heat3, .heat4, .heat5, .heat6],
      ["#f0f5fa", "#d6e4f1", "#b4cfe7", "#8ab4d8", "#3a76ab", "#22598c", "#0b3c68"]
    ).map { Rule(fill: $0, $1, $1) }
    + zip(
      [Style.below3, .below2, .below1, .middle, .above1, .above2, .above3],
      ["#9a4a00", "#e8a35c", "#fad9b5", "#f1f1ee", "#c9def0", "#82b2da", "#1c5e98"]
    ).map { Rule(fill: $0, $1, $1) }

  private static let words = [
    Rule(fill: .paper, paper.light, paper.dark),
    Rule(fill: .words, "#2b323a", "#dfe4e9"), Rule(fill: .quiet, "#59626c", "#a9b3bd"),
    Rule(.strong, "fill:#14191f;font-weight:600", "fill:#f4f6f8;font-weight:600"),
    Rule(fill: .onDark, "#ffffff", "#ffffff"), Rule(fill: .onMark, "#14191f", "#14191f"),
    Rule(fill: .moreWords, "#1c5e98", "#82b9e8"), Rule(fill: .lessWords, "#9a4a00", "#f0a860"),
  ]

  private static func line(_ style: Style, _ light: String, _ dark: String, _ rest: String) -> Rule {
    Rule(style, "fill:none;stroke:\(light);\(rest)", "fill:none;stroke:\(dark);\(rest)")
  }

  private static let lines = [
    line(.grid, "#e3e7eb", "#2b323a", "stroke-width:1"), line(.axis, "#8b949e", "#79838d", "stroke-width:1"),
    line(.zero, "#59626c", "#a9b3bd", "stroke-width:1.25"),
    line(.known, "#59626c", "#a9b3bd", "stroke-width:1;stroke-dasharray:2 3"),
    line(.level, "#9a4a00", "#f0a860", "stroke-width:1.25;stroke-dasharray:6 4"),
    line(.median, "#0b4f8a", "#8cc4f2", "stroke-width:2.25;stroke-linejoin:round"),
    line(.future, "#59626c", "#c3ccd4", "stroke-width:.75;stroke-linejoin:round"),
    line(.history, "#14191f", "#f4f6f8", "stroke-width:1.5;stroke-linejoin:round"),
    line(.interval, "#14191f", "#f4f6f8", "stroke-width:1.5"),
  ]

  private static let bands = [
    Rule(fill: .wideBand, "#d6e4f1", "#20384f"), Rule(fill: .narrowBand, "#9fc3e2", "#35618a"),
    Rule(fill: .dot, "#14191f", "#f4f6f8"),
    Rule(
      .ring, "fill:#ffffff;stroke:#14191f;stroke-width:1.4", "fill:#15191e;stroke:#f4f6f8;stroke-width:1.4"),
    Rule(fill: .more, "#3a7fbd", "#5b9fd8"),
    Rule(fill: .less, "#d9822b", "#d98a3d"), Rule(fill: .other, "#aab3bc", "#6c7680"),
    Rule(fill: .node, "#22598c", "#5b9fd8"),
    Rule(.link, "fill:#8ab4d8;opacity:.55", "fill:#35618a;opacity:.7"),
    Rule(fill: .card, "#f3f5f7", "#20262c"),
  ]

  /// The style sheet of every picture inside an element of the class `chart`.
  public static let sheet: String = {
    func sheet(_ color: (Rule) -> String) -> String {
      rules.map { ".chart .\($0.style.rawValue){\(color($0))}" }.joined()
    }
    let font = ".chart{font-family:'Helvetica Neue',Helvetica,Arial,'Liberation Sans',sans-serif}"
    return font + sheet(\.light)
      + "@media screen and (prefers-color-scheme:dark){" + sheet(\.dark) + "}"
  }()
}
