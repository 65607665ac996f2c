internal import SystemPackage

/// Says that somebody is writing to a place, as long as the process lives: the lock of a file beside it.
///
/// The system's locks hold across threads, processes, namespaces and mounts of one file system, and go with their
/// process. Where a file system has none, `isHeld` is false and nothing is kept apart.
final class FolderLock {
  /// Whether others are kept out.
  let isHeld: Bool
  private let path: FilePath
  private var file: FileDescriptor?

  /// Nil where another process or thread has it.
  init?(for target: FilePath) throws(Errno) {
    path = target.removingLastComponent().appending(".\(target.name).lock")
    while true {
      let file = try FolderLock.open(path)
      let isMine: Bool
      do {
        isMine = try Calls.lock(file)
      } catch {
        isHeld = false
        self.file = file
        return
      }
      // The one before may have removed the file between our opening and locking it.
      if isMine && !FolderLock.isSame(file, path) {
        try Calls.close(file)
        continue
      }
      guard isMine else {
        try Calls.close(file)
        return nil
      }
      isHeld = true
      self.file = file
      return
    }
  }

  deinit { release() }

  /// Lets others in, and leaves nothing behind.
  func release() {
    guard let file else { return }
    self.file = nil
    try? Calls.removeFile(path)
    try? Calls.close(file)
  }

  /// Opens the file, whoever made it.
  private static func open(_ path: FilePath) throws(Errno) -> FileDescriptor {
    while true {
      do {
        return try Calls.open(path, .readWrite, .noFollow)
      } catch .noSuchFileOrDirectory {
        do {
          return try Calls.open(path, .readWrite, [.create, .exclusiveCreate, .noFollow])
        } catch .fileExists {
          continue
        }
      } catch .permissionDenied {
        return try Calls.open(path, .readOnly, .noFollow)
      }
    }
  }

  private static func isSame(_ file: FileDescriptor, _ path: FilePath) -> Bool {
    guard let mine = Calls.status(file), let now = Calls.status(path, follow: false) else { return false }
    return mine.inode == now.inode && mine.deviceID == now.deviceID
  }
}
