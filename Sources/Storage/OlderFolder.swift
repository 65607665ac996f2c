internal import SystemPackage

/// A folder whose place a new result has taken.
///
/// Only files that a run writes are removed from it, one by one and by their names; nothing is ever removed with what is in
/// it, so that a folder, a mount or a file of somebody else can't go with ours.
struct OlderFolder {
  let place: FilePath
  let own: Set<String>

  /// Removes our files, moves all others into the new folder, and says what could not be moved and where it stays.
  func clear(into new: FilePath, _ tell: (String) -> Void) {
    guard let names = try? Calls.names(in: place) else { return show(beside: new, nil, tell) }
    var stuck: (name: String, reason: String)?
    for name in names.sorted(by: { $0.string < $1.string }) where name.string != ResultsFolder.description {
      if let reason = settle(name, new) { stuck = stuck ?? (name.string, reason) }
    }
    // The description goes last: as long as it is there, the next writer knows that the folder isn't only ours.
    if stuck == nil {
      try? Calls.removeFile(place.appending(ResultsFolder.description))
      if (try? Calls.removeFolder(place)) != nil { return }
    }
    show(beside: new, stuck, tell)
  }

  /// Nil where the name is gone from here, else why it isn't.
  private func settle(_ name: FilePath.Component, _ new: FilePath) -> String? {
    let old = place.appending(name), moved = new.appending(name)
    do {
      if own.contains(name.string) && Calls.status(old, follow: false)?.type != .directory {
        try Calls.removeFile(old)
      } else if Calls.status(moved, follow: false) != nil {
        return "the new result has a file of that name"
      } else {
        try Calls.rename(old, moved)
      }
      return nil
    } catch {
      return error.description
    }
  }

  /// Gives the folder a name that people see.
  private func show(
    beside new: FilePath, _ stuck: (name: String, reason: String)?, _ tell: (String) -> Void
  ) {
    let seen = OlderFolder.free(beside: new)
    let place = (try? Calls.rename(self.place, seen)) == nil ? self.place : seen
    let reason =
      stuck.map { "\($0.name) can't be moved from the older result (\($0.reason))" }
      ?? "the older result can't be removed"
    tell("\(new): \(reason); what is left of it stays in \(place)")
  }

  /// `results.old`, or the first of `results.old-2` … that is free.
  private static func free(beside new: FilePath) -> FilePath {
    let first = FilePath(new.string + ".old")
    var path = first
    var number = 1
    while Calls.status(path, follow: false) != nil {
      number += 1
      path = FilePath("\(first)-\(number)")
    }
    return path
  }
}
