import Foundation
import Testing

@testable import Sweeps

@Suite("The bytes of a sweep")
struct SweepBytesTests {
  /// Where runs of the same cases stand beside each other and share the program.
  private static let runs = "../throttle-\(UUID().uuidString)"
  private static let reference = Result { try SweepCommand(paths: 300).reference("\(runs)/reference") }

  @Test("The same for any number of shards, in any order, on one thread and two", arguments: [1, 3, 16])
  func shards(count: Int) throws {
    let sweep = try SweepCommand(paths: 300), reference = try Self.reference.get()
    for threads in 1...2 {
      let run = "\(Self.runs)/\(count) on \(threads)"
      try sweep.sweep("plan", "sweep.txt", "--output", run, "--shards", "\(count)")
      for index in (0..<count).shuffled() {
        try sweep.sweep("shard", run, "\(index)", "--threads", "\(threads)")
      }
      try sweep.sweep("merge", run)
      #expect(sweep.bytes(run) == reference)
    }
  }

  @Test("The same where the C library may not use AVX2 and FMA, and with other kernels of OpenBLAS")
  func processors() throws {
    let sweep = try SweepCommand(paths: 300), reference = try Self.reference.get()
    for (run, environment) in [
      ("older", ["GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2_Usable,-FMA_Usable,-AVX2,-FMA"]),
      ("other", ["OPENBLAS_CORETYPE": "Prescott"]),
    ] {
      for threads in ["1", "2"] {
        let folder = "\(Self.runs)/\(run) \(threads)"
        try sweep.sweep(
          "run", "sweep.txt", "--output", folder, "--threads", threads, environment: environment)
        #expect(sweep.bytes(folder) == reference, "\(environment) \(threads)")
      }
    }
  }

  @Test("The same after twenty kills, every other one amid the work, none of which leaves a torn shard")
  func killed() throws {
    let sweep = try SweepCommand(paths: 4000)
    let reference = try sweep.reference()
    try sweep.sweep("plan", "sweep.txt", "--output", "run", "--shards", "20")
    let folder = SweepFolder(path: "\(sweep.folder)/run")
    let plan = try SweepPlanFile(of: folder)
    var kills = 0
    var keptWork = false
    while kills < 20 {
      let found = sweep.command.names("run/shards")?.count
      let process = try sweep.command.start(["sweep", "resume", "run", "--threads", "\(kills % 2 + 1)"])
      // Every other one waits for a shard more than there was.
      while kills % 2 == 1 && process.isRunning && sweep.command.names("run/shards")?.count == found {
        usleep(2_000)
      }
      usleep(UInt32(kills * 7 % 20) * 3_000)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let state = SweepState(plan, in: folder)
      #expect(state.bad.isEmpty, "after \(kills) kills")
      guard process.terminationReason == .uncaughtSignal else {
        // It had come to its end before: what it must make again is taken away.
        for index in 0..<plan.shards where index % 3 != 0 { unlink(folder.shard(index)) }
        continue
      }
      kills += 1
      keptWork = keptWork || (state.done > 0 && state.done < plan.shards)
    }
    #expect(keptWork, "no kill came amid the work")
    try sweep.sweep("resume", "run")
    #expect(sweep.bytes("run") == reference)
  }
}
