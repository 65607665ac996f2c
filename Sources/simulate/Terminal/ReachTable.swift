internal import Engine
internal import Reports
internal import RussianEnergy
internal import Scenarios

/// How far the seed tables reach, for `simulate data status`.
struct ReachTable {
  let reaches: [SeedReach]
  let folder: String

  /// A line for each table, then what limits the newest start.
  var text: String {
    let newest = prices?.newest
    var table = PlainTable(
      ["table", "columns that end earlier", "rows", "from", "to", "months behind", "known"], textColumns: 2)
    for reach in reaches {
      let age = reach.newest.flatMap { month in newest.map { String(max($0 - month, 0)) } } ?? ""
      table.add([
        reach.table, reach.behind.map { "\($0.column) \($0.newest)" }.joined(separator: ", "),
        grouped(reach.rows), reach.first?.description ?? "", reach.newest?.description ?? "", age,
        reach.known?.description ?? "",
      ])
    }
    return "seed tables in \(folder)\n\n" + table.text + limit
  }

  /// The table whose months the others are behind.
  private var prices: SeedReach? { reaches.first { $0.table == RussianEnergy.startTable } }

  /// The same for programs: a row a table.
  var table: StudyTable {
    var table = StudyTable(
      "reach.csv", "How far each seed table reaches",
      [
        ("table", "string", "Name"), ("rows", "integer", "Rows"), ("from", "yearmonth", "First month"),
        ("to", "yearmonth", "Newest month"), ("known", "string", "Newest day on which a row became known"),
      ])
    for reach in reaches {
      table.table.add(reach.table)
      table.table.add(reach.rows)
      for text in [reach.first?.description, reach.newest?.description, reach.known?.description] {
        table.table.add(text ?? "")
      }
      table.table.endRow()
    }
    return table
  }

  /// The table of prices limits the start: a period may begin in the month after its newest.
  private var limit: String {
    guard let prices, let newest = prices.newest else { return "" }
    return """

      A period may begin up to \(newest + 1): \(prices.table) ends in \(newest). A newer start needs its row of \
      \(newest + 1); every other table gives its newest row, with an error that grows with its age.

      """
  }
}
