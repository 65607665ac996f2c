internal import Engine
internal import Sampling
internal import ScenarioText

/// Series that are pinned to observed or given values instead of being simulated.
///
/// `history`, `history + 10 USD/bbl`, `history - 5 %`, one value for all months, months with values, or `{from: …}`
/// with months that lie over it. Months that are given nothing are simulated; `after: last value` holds the last one,
/// `shape: ramp` joins the months given by straight lines.
extension Binder {
  mutating func bindPin(_ entry: Node.Entry, _ pin: PinDeclaration) {
    guard let setting = complaints.collect({ try self.pin(entry.value, pin) }) else { return }
    settings.pins[pin.variable] = setting
    let observed = pin.history.keys.contains { $0 >= model.start && $0 <= settings.period.last }
    if setting.history != nil, !observed {
      complaints.warn(
        "no observed month of '\(pin.variable)' lies in the run: history pins nothing", at: entry.value)
    }
    settings.origins[pin.variable] = entry.value.place.origin
  }

  private func pin(_ node: Node, _ declared: PinDeclaration) throws -> PinSetting {
    let reader = PinReader(pin: declared, unit: model.declaration(of: declared.output).unit)
    guard let entries = node.entries else {
      if let shift = try reader.history(node) { return PinSetting(history: shift) }
      let value = PinSetting.Part(try reader.value(node))
      let months = (0..<settings.period.count).map { (settings.period.month($0), [value]) }
      return PinSetting(months: Dictionary(uniqueKeysWithValues: months))
    }
    if let file = try FileValues(node, reader.measure, scenario.attachments) {
      return try pin(node, entries, file, reader, declared)
    }
    var setting = try node.beneath.first.map { try pin($0, declared) } ?? PinSetting()
    var given: [(month: Month, key: Node.Key, value: Distribution)] = []
    var isRamp = false
    for entry in entries {
      switch entry.key.text {
      case "from":
        guard let shift = try reader.history(entry.value) else {
          throw Diagnostic(
            "'from' is history, 'history + 10 USD/bbl', or a CSV file", at: entry.value)
        }
        setting.history = shift
      case "after": setting.holdsLast = try reader.after(entry.value)
      case "shape": isRamp = try entry.value.isRamp
      default: given.append(try reader.month(entry, after: given.last.map { ($0.month, $0.key) }))
      }
    }
    warnOutside(given, declared)
    let months = PinReader.months(given.map { ($0.month, $0.value) }, isRamp: isRamp)
    setting.months.merge(months) { $1 }
    return setting
  }

  /// The months of a file, with those given beside it over them.
  private func pin(
    _ node: Node, _ entries: [Node.Entry], _ file: FileValues, _ reader: PinReader, _ declared: PinDeclaration
  ) throws -> PinSetting {
    var rest = node.holding(.mapping(entries.filter { !FileValues.keys.contains($0.key.text) }))
    rest.beneath = []
    var setting = try rest.entries?.isEmpty == true ? PinSetting() : pin(rest, declared)
    let isRamp = try node["shape"]?.isRamp ?? false
    let months = PinReader.months(file.months.map { ($0.month, .constant($0.value)) }, isRamp: isRamp)
    if !months.keys.contains(where: { $0 >= model.start && $0 <= settings.period.last }) {
      complaints.warn("no month of the file lies in the run: it pins nothing", at: node["from"] ?? node)
    }
    setting.months.merge(months) { own, _ in own }
    return setting
  }

  private func warnOutside(
    _ given: [(month: Month, key: Node.Key, value: Distribution)], _ pin: PinDeclaration
  ) {
    for (month, key, _) in given {
      if month > settings.period.last {
        complaints.warn("\(month) lies after the period and pins nothing", at: key)
      } else if month < model.start {
        complaints.warn(
          "\(month) lies before the first month that is computed and pins nothing", at: key,
          hint: "that is \(model.start)")
      }
    }
  }
}

/// Reads the parts of one pin.
struct PinReader {
  let pin: PinDeclaration
  let unit: Unit

  /// A price or a flow is above nothing; a balance may be anything.
  var measure: Measure {
    let least = unit.symbol.contains("/") ? 0.01 : -100_000
    return Measure(name: pin.variable, unit: unit, range: least...100_000)
  }

  func value(_ node: Node) throws -> Distribution { try measure.distribution(node) }

  /// `history`, alone or with an amount; nil for anything else.
  func history(_ node: Node) throws -> PinSetting.Shift? {
    guard let text = node.text, text.hasPrefix("history") else { return nil }
    let rest = text.dropFirst("history".count).drop { $0 == " " }
    guard let sign = rest.first else { return PinSetting.Shift(.constant(0)) }
    guard sign == "+" || sign == "-" || sign == "−" else { return nil }
    let amount = rest.dropFirst().drop { $0 == " " }
    let offset = text.count - amount.count
    let piece = Node(scalar: String(amount), at: node.place(at: offset))
    let isShare = amount.contains("%")
    let range = isShare ? 0.0...10 : -100_000.0...100_000
    let measure = Measure(name: "the amount", unit: isShare ? .share : unit, range: range)
    let value = try measure.distribution(piece)
    return PinSetting.Shift(sign == "+" ? value : value.scaled(by: -1), isShare: isShare)
  }

  func after(_ node: Node) throws -> Bool {
    switch node.text {
    case "last value": return true
    case "simulated": return false
    default: throw Diagnostic("'after' is 'last value' or 'simulated'", at: node)
    }
  }

  func month(
    _ entry: Node.Entry, after last: (month: Month, key: Node.Key)?
  ) throws -> (month: Month, key: Node.Key, value: Distribution) {
    let month = try self.month(entry.key)
    if let last, month <= last.month {
      throw month == last.month
        ? Diagnostic(
          "'\(entry.key.text)' is the month of '\(last.key.text)' in line \(last.key.place.line)",
          at: entry.key,
          hint: "a month has one value")
        : Diagnostic(
          "months must ascend: \(month) comes after \(last.month)", at: entry.key,
          hint: "put the earlier month first")
    }
    return (month, entry.key, try value(entry.value))
  }

  private func month(_ key: Node.Key) throws -> Month {
    if let month = Month(key.text) { return month }
    let day = Day(key.text)
    if let day, day == day.month.first { return day.month }
    throw Diagnostic(
      "'\(key.text)' is not a month", at: key,
      hint: day.map { "a pinned value is a month's mean: write \($0.month)" } ?? "months look like 2026-02")
  }

  /// The months given, and with a ramp those between them.
  static func months(
    _ given: [(month: Month, value: Distribution)], isRamp: Bool
  ) -> [Month: [PinSetting.Part]] {
    var result: [Month: [PinSetting.Part]] = [:]
    for (month, value) in given { result[month] = [.init(value)] }
    guard isRamp else { return result }
    for (from, to) in zip(given, given.dropFirst()) {
      let length = to.month - from.month
      for step in 1..<max(length, 1) {
        let along = Double(step) / Double(length)
        result[from.month + step] = [.init(from.value, weight: 1 - along), .init(to.value, weight: along)]
      }
    }
    return result
  }
}
