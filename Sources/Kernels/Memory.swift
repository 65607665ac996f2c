#if canImport(Glibc)
  internal import Glibc
#endif

/// Memory for many numbers that will all be written, in large pages where the system has them: to get 100 MB in
/// pages of 4 kB takes longer than to fill them. Its owner calls `deallocate`.
public func allocateNumbers(_ count: Int) -> UnsafeMutablePointer<Double> {
  let largePage = 1 << 21
  let bytes = count * MemoryLayout<Double>.stride
  guard bytes >= 2 * largePage else { return .allocate(capacity: count) }
  let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: largePage)
  #if os(Linux)
    // A wish; without it, or when it is refused, the memory is the same.
    madvise(memory, bytes, MADV_HUGEPAGE)
  #endif
  return memory.bindMemory(to: Double.self, capacity: count)
}
