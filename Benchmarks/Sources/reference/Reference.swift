internal import Foundation
internal import ReferenceWorkload

/// `reference PARAMS [SEED] [THREADS] [ROUNDS] [timed]`: runs the reference workload and prints one line for each round.
@main
struct Reference {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count > 1, let parameters = Parameters(contentsOf: arguments[1]) else {
      print("usage: reference PARAMS [SEED] [THREADS] [ROUNDS] [timed]")
      exit(1)
    }
    let seed = arguments.count > 2 ? UInt64(arguments[2]) ?? 1 : 1
    let threads = arguments.count > 3 ? Int(arguments[3]) ?? 1 : 1
    let rounds = arguments.count > 4 ? UInt64(arguments[4]) ?? 3 : 3
    let timed = arguments.count > 5
    let workload = Workload(parameters)
    for round in 0..<rounds {
      let outcome = try workload.run(seed: seed + round, threads: threads, isTimed: timed)
      let perCell = 1e9 / Double(Shape.paths * Shape.months)
      let phases = (timed ? outcome.phases : []).map {
        "\($0.name)=\(text($0.nanoseconds * perCell * 1e-9, 2))"
      }
      print(
        "ns=\(text(outcome.processorSeconds * perCell, 2)) wall=\(text(outcome.seconds * perCell, 2)) throughput=\(text(outcome.throughput, 5)) "
          + "revenue=\(text(outcome.revenue, 2)) error=\(text(outcome.revenueError, 2)) "
          + "median=\(text(outcome.quantiles[11][2], 1)) outages=\(outcome.outages) "
          + phases.joined(separator: " "))
    }
  }

  private static func text(_ value: Double, _ places: Int) -> String {
    String(format: "%.\(places)f", value)
  }
}
