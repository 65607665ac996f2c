/// Files that are something else than they should be, told as what they are instead of by what breaks further down.
public enum FileForm {
  /// How far the look goes.
  private static let begin = 4096

  /// What is wrong with a file that should hold UTF-8 text; nil where it may be one.
  public static func complaint(aboutText bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      return "this is a spreadsheet or an archive; save it as text (CSV with commas, in UTF-8)"
    }
    let zeros = bytes.prefix(begin).count { $0 == 0 }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
      || zeros * 3 > bytes.prefix(begin).count
    {
      return "this is UTF-16 text; save it as UTF-8"
    }
    return nil
  }

  /// What is wrong with a file that should be a table with commas between the cells, from its first line.
  public static func complaint(aboutTable bytes: [UInt8]) -> String? {
    if let complaint = complaint(aboutText: bytes) { return complaint }
    let header = bytes.prefix { $0 != UInt8(ascii: "\n") }
    let commas = header.count { $0 == UInt8(ascii: ",") }
    for (separator, name) in [(UInt8(ascii: ";"), "semicolons"), (UInt8(ascii: "\t"), "tabs")] {
      if header.count(where: { $0 == separator }) > commas {
        return "the columns are separated by \(name); save it with commas, and with points in decimals"
      }
    }
    return nil
  }
}
