internal import Foundation
internal import KernelCases

/// `kernel-table [CSV]`: each kernel beside the limit of the machine that it meets first.
@main
struct KernelTable {
  static func main() throws {
    let machine = Machine()
    var lines = ["kernel,ns_per_element,rate,unit,limit,limit_rate,share_percent"]
    print(
      "kernel".padded(30) + "ns/element".padded(12) + "rate".padded(18) + "limit".padded(28) + "share")
    for kernel in try KernelCase.all() {
      let time = nanoseconds(kernel.body)
      let (rate, most) = (kernel.work / time, machine.rate(kernel.limit))
      let each = text(time / Double(kernel.elements), 2)
      let unit = kernel.limit.unit
      print(
        kernel.name.padded(30) + each.padded(12) + "\(text(rate, 2)) \(unit)".padded(18)
          + "\(kernel.limit.rawValue) \(text(most, 2))".padded(28) + "\(text(100 * rate / most, 0)) %")
      lines.append(
        "\"\(kernel.name)\",\(each),\(text(rate, 3)),\(unit),\(kernel.limit.rawValue),\(text(most, 3)),"
          + text(100 * rate / most, 1))
    }
    if CommandLine.arguments.count > 1 {
      try (lines.joined(separator: "\n") + "\n").write(
        toFile: CommandLine.arguments[1], atomically: true, encoding: .utf8)
    }
  }

  private static func text(_ value: Double, _ places: Int) -> String {
    String(format: "%.\(places)f", value)
  }
}

extension String {
  fileprivate func padded(_ width: Int) -> String { padding(toLength: width, withPad: " ", startingAt: 0) }
}
