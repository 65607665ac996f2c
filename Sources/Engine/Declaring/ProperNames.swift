internal import Synchronization

/// Names that keep their capital within a sentence. A model registers those of what it is about.
public enum ProperNames {
  private static let known = Mutex<Set<String>>([])

  /// Adds names, before anything is said about the model.
  public static func register(_ names: [String]) { known.withLock { $0.formUnion(names) } }

  /// A sentence as it stands within another: its first letter small, unless it begins with a name or an abbreviation.
  public static func within(_ text: String) -> String {
    guard text.dropFirst().first?.isLowercase == true,
      !known.withLock({ $0.contains(where: text.hasPrefix) })
    else { return text }
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
