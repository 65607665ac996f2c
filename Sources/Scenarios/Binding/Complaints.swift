internal import ScenarioText

/// Everything found wrong while binding, collected so that it can be told at once.
final class Complaints {
  private(set) var items: [Diagnostic] = []
  private var errors = 0

  /// Whether there are so many that no more are shown, so that looking for more is in vain.
  var isFull: Bool { errors > Limits.problems }

  func add(_ diagnostic: Diagnostic) {
    items.append(diagnostic)
    if diagnostic.severity == .error { errors += 1 }
  }

  func add(_ message: String, at token: some Token, hint: String? = nil) {
    add(Diagnostic(message, at: token, hint: hint))
  }

  func warn(_ message: String, at token: some Token, hint: String? = nil) {
    add(Diagnostic(message, at: token, hint: hint, severity: .warning))
  }

  /// Runs something that may throw one diagnostic, and keeps it.
  @discardableResult
  func collect<Value>(_ body: () throws -> Value) -> Value? {
    do {
      return try body()
    } catch let diagnostic as Diagnostic {
      add(diagnostic)
    } catch let diagnostics as Diagnostics {
      for item in diagnostics.items { add(item) }
    } catch {
      add(Diagnostic("\(error)", at: Place(file: "", line: 1, column: 1)))
    }
    return nil
  }
}

/// "did you mean" for a word, or where to look for the right ones.
func hint(for word: String, among names: [String], elsewhere: String) -> String {
  suggestion(for: word, among: names).map { "did you mean '\($0)'? (\(elsewhere))" } ?? elsewhere
}
