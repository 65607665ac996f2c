public import Engine

/// events.csv: how often each event of the scenario began, and how much of a month it was under way.
public enum EventsTable: ResultsFile {
  /// As it is called in the folder.
  public static let name = "events.csv"

  private static let fields = [
    Field("event", "string", "Name of the event"),
    Field("month", "yearmonth", "Calendar month"),
    Field("begun_mean", "number", "How many times it began in the month, mean over paths"),
    Field("active_share", "number", "Share of the month in which it was under way, mean over paths"),
  ]

  /// Its columns.
  public static func fields(_ results: Results) -> [Field] { fields }

  /// Its bytes; nil where the run has none.
  public static func bytes(_ run: FinishedRun) -> [UInt8]? { bytes(run.results) }

  /// The table of a run.
  public static func bytes(_ results: Results) -> [UInt8] {
    var table = CSVTable(header: fields.map(\.name))
    for event in results.events {
      for index in event.begun.indices {
        table.row(
          event.name, results.settings.period.month(index).description, event.begun[index],
          event.active[index])
      }
    }
    return table.bytes
  }
}
