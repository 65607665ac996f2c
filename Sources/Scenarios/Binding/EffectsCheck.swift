internal import Engine
internal import Sampling
internal import ScenarioText

/// Warns of whatever a scenario says that can't reach a draw or a month of its run.
extension Binder {
  func checkEffects() {
    for entry in scenario.root.entries ?? [] {
      switch entry.key.text {
      case "events": checkEvents(entry.value.items ?? [])
      case "correlations": checkCorrelations(entry)
      case "outputs": continue
      default:
        for key in entry.value.entries ?? [] { checkDates(key, in: entry.key.text) }
      }
    }
  }

  /// The day after the last that is computed.
  private var end: Day { (settings.period.last + 1).first }

  /// The first day on which a parameter's value counts.
  private func begin(_ parameter: ParameterDeclaration) -> Day {
    parameter.kind == .lever ? settings.period.first.first : model.start.first
  }

  // MARK: Dated values

  private func checkDates(_ entry: Node.Entry, in section: String) {
    guard let slot = model.slot(of: "\(section).\(entry.key.text)"), let entries = entry.value.entries else {
      return
    }
    let parameter = model.parameters[slot]
    let dated = entries.compactMap { entry in entry.key.day.map { (day: $0, key: entry.key) } }
    let isRamp = entry.value["shape"]?.text == "ramp"
    for (place, (day, key)) in dated.enumerated() {
      let next = place + 1 < dated.count ? dated[place + 1].day : nil
      // A straight line from a day within the period leads there.
      let isGoal = isRamp && place > 0 && dated[place - 1].day < end
      if day >= end, !isGoal {
        complaints.warn(
          "\(day) lies after the period and has no effect", at: key,
          hint: "the period ends with \(settings.period.last)")
      } else if parameter.kind == .start, day > model.start.first {
        complaints.warn(
          "'\(parameter.name)' is the state before \(model.start): a later value has no effect", at: key)
      } else if let next, next <= begin(parameter), next > day {
        complaints.warn(
          "this value ends before the first month that it could act in and has no effect", at: key,
          hint: "that is \(begin(parameter).month)")
      }
    }
  }

  // MARK: Events

  private func checkEvents(_ items: [Node]) {
    var setters: [String: [(event: EventSetting, day: Day)]] = [:]
    for event in settings.events {
      guard let item = items.first(where: { $0["name"]?.text == event.name }) else { continue }
      checkTime(event, item)
      for effect in event.effects { checkEffect(effect, event, item) }
      guard case .dated(let day, let delay, _) = event.timing, delay.isConstant, delay.mean == 0 else {
        continue
      }
      for effect in event.effects where effect.kind == .sets {
        let key = item["sets"]?.entries?.first { $0.key.text == effect.parameter }?.key
        for other in setters[effect.parameter] ?? [] where other.day == day {
          warn(
            "'\(event.name)' and '\(other.event.name)' both set \(effect.parameter) from \(day): this one holds",
            key,
            item)
        }
        setters[effect.parameter, default: []].append((event, day))
        let steps = settings.values[effect.parameter]?.schedule.steps ?? []
        if steps.contains(where: { $0.from == day && $0.provenance?.isSet == true }) {
          warn(
            "\(effect.parameter) has a dated value from \(day), too: the event's holds while it lasts", key,
            item)
        }
      }
    }
  }

  private func warn(_ message: String, _ key: Node.Key?, _ item: Node) {
    if let key { complaints.warn(message, at: key) } else { complaints.warn(message, at: item) }
  }

  private func checkTime(_ event: EventSetting, _ item: Node) {
    if event.chance.support.upperBound <= 0 {
      complaints.warn("'\(event.name)' never happens: its chance is 0", at: item["chance"] ?? item)
    }
    switch event.timing {
    case .dated(let day, let delay, let unit):
      let node = item["starts"] ?? item
      let soonest = unit.after(Double(day.number), count: max(0, delay.quantile(1e-6)))
      let longest = event.lasts?.quantile(1 - 1e-6) ?? .infinity
      let latest = event.lastsIn.after(
        unit.after(Double(day.number), count: max(0, delay.quantile(1 - 1e-6))), count: longest)
      if soonest >= Double(end.number) {
        complaints.warn("'\(event.name)' lies after the period and has no effect", at: node)
      } else if latest <= Double(model.start.first.number) {
        complaints.warn("'\(event.name)' is over before the period and has no effect", at: node)
      }
    case .random(let rate, _, let from, let until):
      if rate.support.upperBound <= 0 {
        complaints.warn("'\(event.name)' never happens: its rate is 0", at: item["rate"] ?? item)
      }
      if let from, from >= end {
        complaints.warn(
          "'\(event.name)' can begin only after the period and has no effect", at: item["from"] ?? item)
      }
      if let until, until <= settings.period.first.first {
        complaints.warn(
          "'\(event.name)' can begin only before the period and has no effect", at: item["until"] ?? item)
      }
      if let from, let until, until <= from {
        complaints.warn("'\(event.name)' has no day on which it can begin", at: item["until"] ?? item)
      }
    }
  }

  private func checkEffect(_ effect: EventEffect, _ event: EventSetting, _ item: Node) {
    let key = item[effect.kind.rawValue]?.entries?.first { $0.key.text == effect.parameter }?.key
    if let slot = model.slot(of: effect.parameter), model.parameters[slot].kind == .start {
      warn("'\(effect.parameter)' is the state before \(model.start): an event can't change it", key, item)
    }
    let idle = effect.kind == .scales ? 1.0 : 0
    if effect.kind != .sets, effect.value == .constant(idle) {
      warn("this changes nothing: it \(effect.kind == .scales ? "scales by 1" : "adds 0")", key, item)
    }
  }

  // MARK: Correlations

  private func checkCorrelations(_ section: Node.Entry) {
    for entry in section.value.entries ?? [] {
      for name in entry.key.pair {
        guard let slot = model.slot(of: name) else { continue }
        let schedule = settings.schedule(of: slot, in: model)
        if drawn(schedule, model.parameters[slot]).allSatisfy(\.isConstant) {
          complaints.warn("\(name) has one value: the correlation has no effect", at: entry.key)
        }
      }
    }
    guard let found = try? settings.correlated(model) else { return }
    for text in found.contradictions {
      let moved = found.pairs.filter { abs($0.asked - $0.used) > 5e-4 }
      let list = moved.map { "\($0.first) ~ \($0.second) \(short($0.asked)) becomes \(short($0.used))" }
      complaints.warn(text, at: section.key, hint: list.joined(separator: ", "))
    }
  }

  /// The values of a schedule that hold on some day that is computed.
  private func drawn(_ schedule: Schedule, _ parameter: ParameterDeclaration) -> [Distribution] {
    let months = Period(first: begin(parameter).month, last: settings.period.last)
    let distributions = schedule.distributions
    var isUsed = distributions.map { _ in false }
    for index in 0..<months.count {
      for (place, weight) in schedule.weights(in: months.month(index)).enumerated() where weight != 0 {
        isUsed[place] = true
      }
    }
    return distributions.indices.filter { isUsed[$0] }.map { distributions[$0] }
  }
}
