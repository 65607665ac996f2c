public import Scenarios

/// Everything that has a name, as a table.
public enum CatalogueTable {
  /// A row an entry.
  public static func table(_ entries: [Catalogue.Entry]) -> StudyTable {
    var table = StudyTable(
      "names.csv", "Names and what they mean",
      [("kind", "string", "What it is"), ("name", "string", "Name"), ("meaning", "string", "What it means")])
    for entry in entries {
      table.table.row(entry.kind.rawValue, entry.name, entry.meaning)
    }
    return table
  }
}
