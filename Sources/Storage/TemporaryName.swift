internal import SystemPackage

/// Names of what isn't complete yet: `.results~host-1f2e3d4c5b6a7988.partial` beside `results`.
///
/// Host and random bits make them unlike any other writer's, whatever the process numbers are.
enum TemporaryName {
  /// What is being written, and what is being replaced where that takes more than one step.
  enum Kind: String, CaseIterable {
    case partial = ".partial"
    case aside = ".aside"
  }

  /// A new name for what is to become `path`, in the same folder.
  static func fresh(_ path: FilePath, _ kind: Kind = .partial) -> FilePath {
    fresh(path, in: path.removingLastComponent(), kind)
  }

  /// The same in another folder.
  static func fresh(_ path: FilePath, in folder: FilePath, _ kind: Kind = .partial) -> FilePath {
    let bits = String(UInt64.random(in: 0...UInt64.max), radix: 16)
    return folder.appending(".\(path.name)~\(Calls.host)-\(bits)\(kind.rawValue)")
  }

  /// What a name was made as for what is to become `path`, or for any path; nil where it is no such name.
  static func kind(of name: String, for path: FilePath?) -> Kind? {
    guard name.hasPrefix("."), let mark = name.lastIndex(of: "~"),
      path.map({ name.dropFirst()[..<mark] == $0.name }) ?? true
    else { return nil }
    return Kind.allCases.first { name.hasSuffix($0.rawValue) }
  }
}
