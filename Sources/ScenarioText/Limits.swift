/// Everything that the program takes from outside has a limit; each stands here, and the message that enforces one
/// says how much it is.
public enum Limits {
  /// Bytes of a file that is read whole: a scenario, a sweep, a table.
  public static let fileBytes = 16 << 20
}
