internal import Kernels

/// What events make of dated values: worked out for each piece of a month between two dates or moments, kept within
/// the parameter's range there, and averaged over the month last.
///
/// Within a piece, of several events that set the parameter the one that began last holds; then all that scale it
/// act, then all that add to it. So the order of a scenario's lines matters only to events that begin at once.
extension EventDraws {
  /// What an event does to a parameter on a path in a month, and when: one window after the other.
  private struct Happening {
    let touch: Plan.Touch
    var windows: ArraySlice<Window>

    /// The window in which a moment lies; the moments come in order, so those that are over are dropped.
    mutating func window(at moment: Double) -> Window? {
      while let first = windows.first, first.to <= moment { windows.removeFirst() }
      return windows.first.flatMap { $0.from <= moment ? $0 : nil }
    }
  }

  func apply(to value: Plan.Value, month: Int, _ steps: ColumnStore, _ target: Column) {
    let pieces = value.pieces[month]
    let (low, high) = (value.range.lowerBound, value.range.upperBound)
    for path in target.indices { target[path] = min(max(target[path], low), high) }
    let lists = value.touches.map { windows(of: $0.event, month: month) }
    var cursors = [Int](repeating: 0, count: lists.count)
    var open: [Happening] = []
    let days = Double(pieces.last?.days.upperBound ?? 0)
    for path in target.indices {
      open.removeAll(keepingCapacity: true)
      for (row, list) in lists.enumerated() {
        let first = cursors[row]
        while cursors[row] < list.count, list[cursors[row]].path == path { cursors[row] += 1 }
        if cursors[row] > first {
          open.append(Happening(touch: value.touches[row], windows: list[first..<cursors[row]]))
        }
      }
      guard !open.isEmpty else { continue }
      let cuts = EventDraws.cuts(pieces, open)
      var sum = 0.0
      for (begin, end) in zip(cuts, cuts.dropFirst()) where end > begin {
        let middle = 0.5 * (begin + end)
        let plain = EventDraws.plain(value, pieces, at: middle, steps, path)
        let changed = min(max(self.changed(plain, &open, at: middle, path), low), high)
        if cuts.count == 2 { target[path] = changed }
        sum += (end - begin) * changed
      }
      // A month in one piece keeps its value to the bit.
      if cuts.count > 2 { target[path] = sum / days }
    }
  }

  /// Where a month is cut on a path: its ends, changes of the schedule, ends of the windows.
  private static func cuts(_ pieces: [SchedulePiece], _ open: [Happening]) -> [Double] {
    var cuts = [0.0] + pieces.map { Double($0.days.upperBound) }
    for window in open.lazy.flatMap(\.windows) { cuts += [window.from, window.to] }
    cuts.sort()
    return cuts.indices.filter { $0 == 0 || cuts[$0] > cuts[$0 - 1] }.map { cuts[$0] }
  }

  /// The dated value at a moment, without events.
  private static func plain(
    _ value: Plan.Value, _ pieces: [SchedulePiece], at moment: Double, _ steps: ColumnStore, _ path: Int
  ) -> Double {
    guard let first = value.stepColumn,
      let piece = pieces.first(where: { moment < Double($0.days.upperBound) }) ?? pieces.last
    else { return 0 }
    return piece.mixture.reduce(0) { $0 + $1.weight * steps[first + $1.distribution][path] }
  }

  /// The value at a moment, after the events that last then.
  private func changed(
    _ plain: Double, _ open: inout [Happening], at moment: Double, _ path: Int
  ) -> Double {
    var result = plain
    var factor = 1.0, sum = 0.0, since = -Double.infinity
    for row in open.indices {
      guard let window = open[row].window(at: moment) else { continue }
      let touch = open[row].touch, value = values(of: touch)[path]
      switch touch.kind {
      case .sets:
        guard window.since >= since else { continue }
        (result, since) = (value, window.since)
      case .scales: factor *= value
      case .adds: sum += value
      }
    }
    return result * factor + sum
  }
}
