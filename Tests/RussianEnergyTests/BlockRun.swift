import Foundation
import Kernels
import Sampling
import TestSupport

@testable import Engine

/// One block of a model, driven month by month with every series at hand, so that runs can be compared bit by bit.
final class BlockRun {
  let model: Model
  private let block: Block
  private(set) var report = ConservationReport()

  init(_ model: Model, _ settings: Settings) throws {
    self.model = model
    block = Block(plan: try Plan(model: model, settings: settings))
    block.begin(firstPath: 0)
  }

  /// Every output of a month; the columns hold it until sixteen months later.
  func step(_ index: Int, checks: Bool = false) -> [Column] {
    block.prepare(month: index)
    let paths = MonthView(block: block, index: index)
    report.month = paths.month
    for (mechanism, section) in zip(model.mechanisms, model.sections) {
      mechanism.step(paths)
      report.mechanism = section.name
      if checks { mechanism.check(paths, &report) }
    }
    return model.outputs.indices.map { paths[Output(slot: $0)] }
  }

  /// The first series and month that hold something else than numbers.
  func firstFault(months: Int) -> String? {
    for index in 0..<months {
      for (output, column) in zip(model.outputs, step(index, checks: true)) where !column.isFinite {
        return "\(output.variable) (\(output.region)) in month \(index)"
      }
    }
    return nil
  }

  /// Whether two runs have the same bits in every series of every month.
  static func areSame(_ left: BlockRun, _ right: BlockRun, months: Int) -> Bool {
    (0..<months).allSatisfy { index in
      let pairs = zip(left.step(index), right.step(index))
      return pairs.allSatisfy { $0.isSame(as: $1) }
    }
  }
}

extension Trial {
  func blockRun() throws -> BlockRun { try BlockRun(model(), settings) }
}
