public import Engine

/// The program that works on sweeps: what their results depend on besides files.
public struct SweepProgram: Sendable {
  /// Its version: a plan is made for one.
  public let version: String
  /// The executable, which a run keeps a copy of.
  public let path: String
  /// The model that it has, made of seed tables.
  public let source: @Sendable (SeedTables) -> ModelSource

  /// - Parameter path: the running program unless named.
  public init(
    version: String, path: String = "/proc/self/exe",
    source: @escaping @Sendable (SeedTables) -> ModelSource
  ) {
    self.version = version
    self.path = path
    self.source = source
  }
}
