public import Storage

/// A table of an overlay folder, which appears under its name only when it is complete.
public enum OverlayFile {
  /// Writes a table into a folder; only one with the same columns is replaced. Gives its path.
  public static func put(_ text: String, table: String, in folder: String) throws(OutputError) -> String {
    try Files.create(folder: folder)
    let path = "\(folder)/\(table).csv"
    let header = text.prefix { $0 != "\n" } + "\n"
    if let old = Files.bytes(of: path), !old.starts(with: Array(header.utf8)) {
      throw .cannotCreate(
        path: path,
        reason: "it holds other columns; name another folder with --output, and give both with --data")
    }
    try Files.put(Array(text.utf8), at: path)
    return path
  }
}
