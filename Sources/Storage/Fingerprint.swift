internal import SystemPackage

/// A quick 64-bit fingerprint of a file, to notice that it isn't the same any more; SHA-256 is for what others
/// are to verify. Nil where the file can't be read.
public func fingerprint(ofFile path: String) -> String? {
  let size = 1 << 20
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 8)
  defer { buffer.deallocate() }
  var lanes: [UInt64] = [1, 2, 3, 4]
  var total = 0, filled = 0
  func mixFilled() {
    for place in filled..<(filled + 31) / 32 * 32 { buffer[place] = 0 }
    mix(buffer, (filled + 31) / 32, into: &lanes)
    filled = 0
  }
  let isRead: Void? = try? Files.read(FilePath(path), by: size) { part in
    total += part.count
    var rest = part[...]
    while !rest.isEmpty {
      let next = rest.prefix(size - filled)
      UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<(filled + next.count)])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: next))
      filled += next.count
      rest = rest.dropFirst(next.count)
      if filled == size { mixFilled() }
    }
  }
  guard isRead != nil else { return nil }
  mixFilled()
  let whole = lanes.reduce(UInt64(total)) { (($0 ^ $1) &* 0x9e37_79b9_7f4a_7c15) ^ ($0 &>> 29) }
  let digits = String(whole, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}

/// FNV-1a on words of eight bytes, in four lanes that the processor works on side by side.
private func mix(_ buffer: UnsafeMutableRawBufferPointer, _ groups: Int, into lanes: inout [UInt64]) {
  let words = buffer.bindMemory(to: UInt64.self)
  var (a, b, c, d) = (lanes[0], lanes[1], lanes[2], lanes[3])
  for group in 0..<groups {
    a = (a ^ words[4 * group]) &* 0x0000_0100_0000_01b3
    b = (b ^ words[4 * group + 1]) &* 0x0000_0100_0000_01b3
    c = (c ^ words[4 * group + 2]) &* 0x0000_0100_0000_01b3
    d = (d ^ words[4 * group + 3]) &* 0x0000_0100_0000_01b3
    a ^= a &>> 32
    b ^= b &>> 32
    c ^= c &>> 32
    d ^= d &>> 32
  }
  lanes = [a, b, c, d]
}
