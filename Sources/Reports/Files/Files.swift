internal import Glibc

/// The few questions that the program asks the file system.
public enum Files {
  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The names in a folder; none where it can't be read.
  public static func names(in folder: String) -> [String] { Folders.list(folder) ?? [] }

  /// The whole file; nil where it can't be read.
  public static func bytes(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&part, 1, part.count, file)
      bytes += part[..<count]
      if count < part.count { return ferror(file) == 0 ? bytes : nil }
    }
  }

  /// Hands over a file in parts of whole lines, so that it needn't fit into memory; false where it can't be read.
  public static func lines(of path: String, _ take: ([UInt8]) throws -> Void) throws -> Bool {
    guard let file = fopen(path, "rb") else { return false }
    defer { fclose(file) }
    var rest: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = fread(&part, 1, part.count, file)
      rest += part[..<count]
      let end = count < part.count ? rest.count : (rest.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
      try take(Array(rest[..<end]))
      rest.removeFirst(end)
      if count < part.count { return true }
    }
  }

  /// The first bytes of a file as text.
  public static func beginning(of path: String, bytes count: Int) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + filled, count - filled) }
      guard got > 0 else { break }
      filled += got
    }
    return filled > 0 ? String(decoding: bytes[..<filled], as: UTF8.self) : nil
  }

  /// `scenarios/` for `scenarios/baseline.txt`, `.` for a bare name.
  public static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// `baseline` for `scenarios/baseline.txt`, `stdin` for `-`.
  public static func stem(of path: String) -> String {
    if path == "-" { return "stdin" }
    let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    return String(name.hasSuffix(".txt") ? name.dropLast(4) : name)
  }

  /// The path without links and dots.
  public static func real(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }

  /// The folder with the program itself.
  public static var programFolder: String? { real("/proc/self/exe").map(folder) }
}
