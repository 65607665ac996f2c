/// What a batch system is asked for.
public struct BatchRequest: Sendable {
  /// The part of the cluster, as the system calls it; nil for its own choice.
  public var partition: String?
  /// Time limit of a shard, as the system takes it.
  public var time: String?
  /// Memory of a shard, as the system takes it.
  public var memory: String?
  /// How many shards may run at a time.
  public var mostRunning: Int?
  /// Processors of a shard.
  public var processors = 1
  /// Shards that a task computes one after the other.
  public var group = 1
  /// Seconds that the merge waits for late files of a network file system.
  public var grace = 90

  /// Asks for nothing beyond one processor a shard.
  public init() {}
}

/// A planned run as it is handed to a batch system.
public struct BatchJob: Sendable {
  /// Its path is absolute: the nodes know no other.
  public let folder: SweepFolder
  /// What is computed.
  public let plan: SweepPlanFile
  /// What was asked for.
  public let request: BatchRequest
  /// The shards that have to be computed.
  public let open: [Int]
  /// How many numbers an array of tasks has, from 0.
  public let width: Int

  /// The tasks that have to be run, cut into arrays that the system takes: each with what is added to its numbers.
  public var arrays: [(offset: Int, tasks: [Int])] {
    let tasks = Set(open.map { $0 / request.group }).sorted()
    return Dictionary(grouping: tasks) { $0 / width }.sorted { $0.key < $1.key }.map { part, tasks in
      (part * width, tasks.map { $0 - part * width })
    }
  }
}

/// A batch system that computes shards side by side and merges them.
///
/// A new one is a type with these four and its line in `SweepEngines.all`.
public protocol SweepEngine: Sendable {
  /// As `--engine` and the record of a submission name it.
  var name: String { get }

  /// The largest number that a task may have; nil where the system doesn't say.
  var mostTask: Int? { get }

  /// The shell scripts of a submission, in the order they are shown. The last one submits the others and prints the
  /// numbers of the arrays' jobs with colons between them, if there are any, and that of the merge.
  func scripts(_ job: BatchJob) -> [(name: String, text: String)]

  /// How jobs stand, a line for each state; none where the system has forgotten them.
  func states(of jobs: [String]) -> [String]
}

/// The batch systems that sweeps can be handed to.
public enum SweepEngines {
  /// Every one there is.
  public static let all: [any SweepEngine] = [Slurm()]

  /// The one of a name.
  public static func named(_ name: String) -> (any SweepEngine)? { all.first { $0.name == name } }
}
