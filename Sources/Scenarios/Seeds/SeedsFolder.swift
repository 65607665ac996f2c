internal import ScenarioText
internal import Storage

/// The CSV files of a folder as bytes.
struct SeedsFolder {
  let path: String
  /// Names that end in `.csv`, in alphabetical order.
  let names: [String]

  /// Nil where there is no such folder.
  init?(path: String) {
    guard Files.isFolder(path) else { return nil }
    self.path = path.hasSuffix("/") && path != "/" ? String(path.dropLast()) : path
    names = Files.names(in: path).filter { $0.hasSuffix(".csv") && !$0.hasPrefix(".") }
  }

  /// The name of a file as messages show it.
  func place(_ name: String) -> String { "\(path)/\(name)" }

  /// Why the schema isn't among the names: a folder whose names can't be read has none.
  var lackOfSchema: SeedError {
    Files.exists(place(SeedSchema.file))
      ? SeedError(file: path, reason: "the names in the folder can't be read")
      : SeedError(file: place(SeedSchema.file), reason: "the schema of the seed tables is missing")
  }

  /// The bytes of a file of the folder.
  func bytes(of name: String) throws(InputError) -> [UInt8] {
    guard let bytes = try InputFile.bytes(place(name), most: Limits.fileBytes) else {
      throw .unreadable("it is no file")
    }
    return bytes
  }

  /// The 64-bit FNV-1a hash of a file's bytes, as sixteen hexadecimal digits.
  static func hash(_ bytes: [UInt8]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
