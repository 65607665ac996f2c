/// A hint where points that come in sets that double are cut in between: nil for a power of two.
///
/// Such a set is as even as the largest power of two within it, and its surplus random.
public func evenness(of count: Int, _ noun: String) -> String? {
  guard count > 2, count.nonzeroBitCount != 1 else { return nil }
  let below = 1 << (Int.bitWidth - 1 - count.leadingZeroBitCount)
  return
    "\(grouped(count)) \(noun) aren't a power of two: \(grouped(below)) or \(grouped(2 * below)) are spread more evenly"
}
