public import Engine

/// Everything that a run leaves in its folder.
public enum ResultsFiles {
  /// Writes the tables and their description; paths.csv, if wanted, is there already.
  public static func write(
    _ results: Results, model: Model, record: RunRecord, into folder: ResultsFolder
  ) throws(OutputError) {
    try folder.write("monthly.csv", Tables.monthly(results))
    try folder.write("annual.csv", Tables.annual(results))
    try folder.write("total.csv", Tables.total(results))
    try folder.write("parameters.csv", Tables.parameters(model, results.settings))
    try folder.write("events.csv", Tables.events(results))
    if let table = IAMC.table(results, version: record.version) { try folder.write("iamc.csv", table) }
    let package = DataPackage.document(results, record: record, entries: folder.entries)
    try folder.write("datapackage.json", Array(package.utf8))
  }
}
