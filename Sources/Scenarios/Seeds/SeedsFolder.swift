#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The CSV files of a folder as bytes.
struct SeedsFolder {
  let path: String
  /// Names that end in `.csv`, in alphabetical order.
  let names: [String]

  /// Nil where the folder can't be read.
  init?(path: String) {
    guard let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".csv") && !name.hasPrefix(".") { names.append(name) }
    }
    self.path = path.hasSuffix("/") && path != "/" ? String(path.dropLast()) : path
    self.names = names.sorted()
  }

  /// The name of a file as messages show it.
  func place(_ name: String) -> String { "\(path)/\(name)" }

  /// Nil where the file can't be read.
  func bytes(of name: String) -> [UInt8]? {
    guard let file = fopen(place(name), "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      bytes.append(contentsOf: chunk[..<count])
      if count < chunk.count { return ferror(file) == 0 ? bytes : nil }
    }
  }

  /// The 64-bit FNV-1a hash of a file's bytes, as sixteen hexadecimal digits.
  static func hash(_ bytes: [UInt8]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
