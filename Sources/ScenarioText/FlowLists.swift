extension Node {
  /// What is wrong with a list of quantities, `[40, 44 USD/bbl]`, which is no value of the language.
  ///
  /// For the binder to ask when it finds a list where a value belongs: one diagnostic for each number with
  /// a unit inside `[ ]`, empty when there is none.
  public func unitsInFlowList() -> [Diagnostic] {
    guard isFlow, let items else { return [] }
    return items.compactMap { item in
      guard let text = item.text, !item.isQuoted, let value = try? ValueText(parsing: text),
        case .number(_, let unit?) = value.kind
      else { return nil }
      return item.diagnostic(
        "a number with a unit can't stand inside '[ ]'", at: unit,
        hint: "write a distribution with its unit behind: 'triangular(40, 44.1, 47.6) \(unit.text)'")
    }
  }
}
