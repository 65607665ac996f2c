internal import Glibc
internal import Reports
internal import Storage

/// What the machine offers.
enum Processor {
  /// The processors that this process may use: those of its affinity mask, as a batch system sets it.
  static var count: Int {
    let allowed = Files.beginning(of: "/proc/self/status", bytes: 8192)?
      .split(separator: "\n").first { $0.hasPrefix("Cpus_allowed:") }?
      .dropFirst("Cpus_allowed:".count)
      .reduce(0) { $0 + ($1.hexDigitValue ?? 0).nonzeroBitCount }
    return max(1, allowed ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }

  /// So many threads as were asked for, or one a processor; fewer where memory is limited. Results don't depend on it.
  static func threads(_ asked: Int?) -> Int { min(asked ?? count, Memory.mostThreads) }

  /// Ends the program with a clear message where it would crash: the numeric modules may have been built for
  /// AVX2 or AVX-512, this one never is.
  static func requireSupported() {
    #if THROTTLE_V3 || THROTTLE_V4
      guard let missing = missingFeatures, !missing.isEmpty else { return }
      Console.complain(
        """
        error: this build of simulate needs a processor with \(missing.joined(separator: ", ")).
        Build one for any processor with: THROTTLE_PORTABLE=1 make install

        """)
      exit(1)
    #endif
  }

  #if THROTTLE_V4
    private static let needed = ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"]
  #else
    private static let needed = ["avx2", "fma", "bmi2"]
  #endif

  /// Nil where the system doesn't tell.
  private static var missingFeatures: [String]? {
    guard let text = Files.beginning(of: "/proc/cpuinfo", bytes: 8192),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("flags") })
    else { return nil }
    let present = Set(line.split(whereSeparator: { $0 == " " || $0 == "\t" }))
    return needed.filter { !present.contains($0[...]) }.map { $0.uppercased() }
  }
}
