internal import SystemPackage

/// What writers to a place left when they were killed.
///
/// Whoever makes this has the place to himself, so every unfinished folder for it belongs to nobody any more.
struct Leftovers {
  /// Folders with a whole result, in which other people's files may be: they are cleared once a new result is there.
  let complete: [FilePath]

  /// Nothing.
  init() { complete = [] }

  /// Removes the unfinished folders for a place, and puts an older result back that was set aside.
  init(of target: FilePath) {
    let parent = Folders.parent(of: target)
    let names = try? Calls.names(in: parent) { TemporaryName.kind(of: $0, for: target) != nil }
    let made = (names ?? []).map { parent.appending($0) }.sorted { $0.string < $1.string }
    func isAside(_ path: FilePath) -> Bool { TemporaryName.kind(of: path.name, for: target) == .aside }
    var aside = made.filter(isAside)
    if let older = aside.first, Calls.status(target, follow: false) == nil,
      (try? Calls.rename(older, target)) != nil
    {
      aside.removeFirst()
    }
    let folders = made.filter { !isAside($0) && Calls.status($0, follow: false)?.type == .directory }
    complete = folders.filter { !Leftovers.remove($0) } + aside
  }

  /// Removes a folder of files that nobody finished; false for one that holds a whole result, or anything but files.
  private static func remove(_ folder: FilePath) -> Bool {
    guard let names = try? Calls.names(in: folder) else { return false }
    guard !names.contains(where: { $0.string == ResultsFolder.description }) else { return false }
    for name in names { try? Calls.removeFile(folder.appending(name)) }
    return (try? Calls.removeFolder(folder)) != nil
  }

  /// Removes files in a folder that were begun for a path, or for any, whose writers are gone.
  static func removeFiles(for path: FilePath?, in folder: FilePath) {
    let names = try? Calls.names(in: folder) { TemporaryName.kind(of: $0, for: path) == .partial }
    for name in names ?? [] {
      let place = folder.appending(name)
      guard Calls.status(place, follow: false)?.type == .regular,
        let file = try? Calls.open(place, .readWrite, .noFollow)
      else { continue }
      if (try? Calls.lock(file)) == true { try? Calls.removeFile(place) }
      try? Calls.close(file)
    }
  }
}
