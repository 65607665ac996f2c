internal import Glibc

/// Standard output for results, standard error for everything else.
struct Console: Sendable {
  let isQuiet: Bool
  let isVerbose: Bool
  /// Whether a table is written to standard output, and nothing else.
  var isPiped = false

  /// Whether standard output is a terminal that wants colours.
  var hasColour: Bool {
    isatty(STDOUT_FILENO) == 1 && Environment.isEmpty("NO_COLOR") && Environment["TERM"] != "dumb"
  }

  /// Whether standard error is a terminal that can show a moving bar.
  var hasBar: Bool { !isQuiet && isatty(STDERR_FILENO) == 1 && Environment["TERM"] != "dumb" }

  /// What a command says about results that it left in files; nothing where only errors are wanted.
  func show(_ text: @autoclosure () throws -> String) throws {
    if !isQuiet && !isPiped { try put(text()) }
  }

  /// What a command was called for, such as a table on standard output; nothing follows a failure to write it.
  func put(_ text: String) throws {
    try Console.write(Array(text.utf8), to: STDOUT_FILENO)
  }

  func warn(_ text: String) {
    if !isQuiet { Console.complain("warning: \(text)\n") }
  }

  /// What the user must learn even where only errors are wanted: something of his stands elsewhere now.
  func alert(_ text: String) { Console.complain("warning: \(text)\n") }

  /// Diagnostics that carry their own severity.
  func note(_ text: String) {
    if !isQuiet { Console.complain(text + "\n") }
  }

  func detail(_ text: String) {
    if isVerbose && !isQuiet { Console.complain(text + "\n") }
  }

  /// Text on standard error; when that is gone there is nobody to tell.
  static func complain(_ text: String) {
    try? write(Array(text.utf8), to: STDERR_FILENO)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
    var start = 0
    while start < bytes.count {
      let written = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress! + start, $0.count - start)
      }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else {
        throw Failure("can't write to standard output: \(String(cString: strerror(errno)))", .writeError)
      }
      start += written
    }
  }
}

/// Environment variables.
enum Environment {
  static subscript(name: String) -> String? { getenv(name).map { String(cString: $0) } }

  static func isEmpty(_ name: String) -> Bool { (Environment[name] ?? "").isEmpty }
}
