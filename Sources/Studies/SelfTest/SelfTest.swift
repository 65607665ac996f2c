/// What the program holds against known answers on the machine it runs on: `simulate selftest`, and a test of ours.
public enum SelfTest {
  /// What a check found.
  public struct Finding: Sendable {
    /// Whether it is as it should be.
    public let holds: Bool
    /// What was found, beside what was expected, on one line.
    public let words: String

    init(_ holds: Bool, _ words: String) {
      self.holds = holds
      self.words = words
    }

    /// Bits that every machine gives.
    static func bits(_ found: UInt64, _ wanted: UInt64) -> Finding {
      func digits(_ value: UInt64) -> String { "0x" + String(value, radix: 16) }
      return Finding(
        found == wanted, found == wanted ? digits(found) : "\(digits(found)), not \(digits(wanted))")
    }

    /// An average of many draws against its exact value: further off than five of its errors happens once in two million.
    static func average(_ found: Double, _ exact: Double, error: Double) -> Finding {
      let z = (found - exact) / error
      return Finding(
        z.magnitude < 5, "\(short(found)) ± \(short(error)), exact \(short(exact)), z = \(short(z))")
    }

    private static func short(_ value: Double) -> String {
      let digits = value.magnitude < 1e-12 ? 0 : value
      return String((digits * 1e6).rounded() / 1e6)
    }
  }

  /// A question with a known answer.
  public struct Check: Sendable {
    /// What is asked, such as `exponential: bits`.
    public let name: String
    let work: @Sendable () throws -> Finding

    /// Computes the answer and compares it; what is thrown is no answer.
    public func run() -> Finding {
      do { return try work() } catch { return Finding(false, "\(error)") }
    }
  }

  /// Published vectors, bits that every machine gives, and laws whose moments are known in closed form.
  public static let all: [Check] = vectors + kernelBits + samplingBits + laws
}

/// A running hash of the bits of many numbers, the same on every machine.
struct BitDigest {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ bits: UInt64) {
    value = (value ^ bits) &* 0x100_0000_01b3
    value ^= value &>> 32
  }

  static func of(_ numbers: some Sequence<Double>) -> UInt64 {
    var digest = BitDigest()
    for number in numbers { digest.add(number.bitPattern) }
    return digest.value
  }
}
