/// Everything that the program takes from outside has a limit; each stands here, and the message that enforces one
/// says how much it is.
public enum Limits {
  /// Bytes of a file that is read whole: a scenario, a sweep, a table.
  public static let fileBytes = 16 << 20
  /// Bytes of the description of a result that is made again; the texts of its scenarios stand in it.
  public static let packageBytes = 64 << 20
  /// Lines of a scenario or sweep.
  public static let lines = 100_000
  /// Bytes of one of its lines.
  public static let lineBytes = 200_000
  /// Keys and values of a scenario or sweep, together.
  public static let values = 200_000
  /// Mappings and lists inside one another.
  public static let depth = 64
  /// Characters of a name: of a scenario, an event, a policy, a question.
  public static let nameLetters = 200
  /// Files that a scenario extends, one through the other.
  public static let parents = 64
  /// Events of a scenario, its parents' included.
  public static let events = 1000
  /// How often its random events happen in a month of a path, all together, on average.
  public static let happenings = 500
  /// Months of a period.
  public static let months = 600
  /// Problems that are shown; those behind are counted, or not looked for.
  public static let problems = 50
  /// Characters of a line that a message shows around its mark.
  public static let shownLetters = 160
  /// Cases of a sweep.
  public static let cases = 10_000_000
  /// Values of a sweep's axes over all of its cases.
  public static let caseValues = 10_000_000
  /// Bytes of memory that must be left at the start: what the smallest run takes, with room for its tables. How much
  /// address space and how many open files there must be, which is asked earlier still, stands in CStart.h.
  public static let leastMemory = 64 << 20
}
