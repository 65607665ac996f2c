internal import CSV
internal import Glibc
internal import ScenarioText

/// What libFuzzer calls with one input after the other; it keeps those that reach new code. The environment says what is to
/// be tried: `TARGET=scenario`, `plan`, `value` or `csv`.
@_cdecl("LLVMFuzzerTestOneInput")
public func tryOne(_ bytes: UnsafePointer<UInt8>, _ size: Int) -> Int32 { Fuzz.target(bytes, size) }

@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ target: @convention(c) (UnsafePointer<UInt8>, Int) -> Int32
) -> Int32

/// Where the package manager has a program begin, instead of libFuzzer's own `main`.
@_cdecl("fuzz_main")
public func start(_ count: Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Int32 {
  var count = count, arguments = arguments
  return runFuzzer(&count, &arguments) { tryOne($0, $1) }
}

/// The input is met with a value or an error, whatever it is.
enum Fuzz {
  /// The one that the environment names.
  static let target: @Sendable (UnsafePointer<UInt8>, Int) -> Int32 = {
    switch getenv("TARGET").map({ String(cString: $0) }) {
    case "scenario": scenario
    case "plan": plan
    case "value": value
    case "csv": csv
    default: fatalError("TARGET is scenario, plan, value or csv")
    }
  }()

  private static func text(_ bytes: UnsafePointer<UInt8>, _ size: Int) -> String? {
    String(validating: UnsafeBufferPointer(start: bytes, count: size), as: UTF8.self)
  }

  @Sendable private static func scenario(_ bytes: UnsafePointer<UInt8>, _ size: Int) -> Int32 {
    guard let text = text(bytes, size) else { return -1 }
    let source = Source(file: "f", text: text)
    do {
      walk(try parse(source), in: source)
    } catch {
      require(!error.rendered(from: [source]).isEmpty && !error.items.isEmpty, "an error without words")
    }
    return 0
  }

  /// A plan or a description is JSON that the program wrote: long lines are let through.
  @Sendable private static func plan(_ bytes: UnsafePointer<UInt8>, _ size: Int) -> Int32 {
    guard let text = text(bytes, size) else { return -1 }
    let source = Source(file: "plan.json", text: text)
    if let node = try? parse(source, lineBytes: Limits.packageBytes) { walk(node, in: source) }
    return 0
  }

  @Sendable private static func value(_ bytes: UnsafePointer<UInt8>, _ size: Int) -> Int32 {
    guard let text = text(bytes, size) else { return -1 }
    do {
      _ = try ValueText(parsing: text)
    } catch {
      require((0...text.count).contains(error.offset) && !error.message.isEmpty, "a place outside the text")
    }
    return 0
  }

  @Sendable private static func csv(_ bytes: UnsafePointer<UInt8>, _ size: Int) -> Int32 {
    if let table = try? CSVText(bytes: Array(UnsafeBufferPointer(start: bytes, count: size))) {
      let lines = table.rows.map(\.line)
      require(zip(lines, lines.dropFirst()).allSatisfy { $0 < $1 }, "rows out of order")
    }
    return 0
  }

  /// Every node's place is one of the text.
  private static func walk(_ node: Node, in source: Source) {
    require((1...source.lines.count).contains(node.place.line), "a place outside the text")
    for item in node.items ?? [] { walk(item, in: source) }
    for entry in node.entries ?? [] { walk(entry.value, in: source) }
    if node.items == nil && node.entries == nil { _ = try? node.value() }
  }

  private static func require(_ isTrue: Bool, _ words: String) {
    if !isTrue { fatalError(words) }
  }
}
