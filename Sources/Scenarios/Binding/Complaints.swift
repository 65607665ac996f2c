internal import ScenarioText

/// Everything found wrong while binding, collected so that it can be told at once.
final class Complaints {
  private(set) var items: [Diagnostic] = []

  func add(_ diagnostic: Diagnostic) {
    items.append(diagnostic)
  }

  func warn(_ message: String, at node: Node, hint: String? = nil) {
    items.append(Diagnostic(message, at: node, hint: hint, severity: .warning))
  }

  func warn(_ message: String, at key: Node.Key, hint: String? = nil) {
    items.append(Diagnostic(message, at: key, hint: hint, severity: .warning))
  }

  /// Runs something that may throw one diagnostic, and keeps it.
  func collect<Value>(_ body: () throws -> Value) -> Value? {
    do {
      return try body()
    } catch let diagnostic as Diagnostic {
      items.append(diagnostic)
    } catch let diagnostics as Diagnostics {
      items += diagnostics.items
    } catch {
      items.append(Diagnostic("\(error)", at: Place(file: "", line: 1, column: 1)))
    }
    return nil
  }
}

/// "did you mean" for a word, or where to look for the right ones.
func hint(for word: String, among names: [String], elsewhere: String) -> String {
  suggestion(for: word, among: names).map { "did you mean '\($0)'? (\(elsewhere))" } ?? elsewhere
}
