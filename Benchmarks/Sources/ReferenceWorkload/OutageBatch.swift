internal import Kernels

/// 256 outages: start, end, and the share of the plant that each of their first three months loses.
struct OutageBatch {
  /// Months that are dealt with for every outage, whether it lasts or not: most last no longer, and a processor that
  /// guesses wrong where an outage ends loses more than the formulas take.
  static let sure = 3

  private let columns = ColumnStore(columns: 4 + OutageBatch.sure)

  var start: Column { columns[0] }
  var end: Column { columns[1] }
  var severity: Column { columns[2] }
  private var first: Column { columns[3] }

  /// The share lost in a month, counted from the outage's first.
  @inline(__always)
  func lost(_ turn: Int) -> Column { columns[4 + turn] }

  /// The month in which an outage starts.
  @inline(__always)
  func firstMonth(_ event: Int) -> Int { Int(truncatingIfNeeded: first[event].bitPattern & 0xffff) }

  /// Works out the months from start and end.
  func spread(_ severities: Column) {
    let (start, end, first) = (start, end, first)
    let (one, two, three) = (lost(0), lost(1), lost(2))
    let severity = severity
    for event in start.indices {
      // An integer sits in the low bits of this sum.
      let shifted = (start[event] - 0.5) + 0x1.8p52
      let next = (shifted - 0x1.8p52) + 1
      let size = severities[event], begun = start[event], over = end[event]
      first[event] = shifted
      severity[event] = size
      one[event] = size * ((over < next ? over : next) - begun)
      two[event] = size * share(over - next)
      three[event] = size * share(over - (next + 1))
    }
  }

  @inline(__always)
  private func share(_ length: Double) -> Double {
    let positive = length > 0 ? length : 0
    return positive < 1 ? positive : 1
  }
}
