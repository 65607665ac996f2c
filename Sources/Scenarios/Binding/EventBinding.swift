internal import Engine
internal import Sampling
internal import ScenarioText

/// Events: dated, uncertain or random changes of parameters.
extension Binder {
  private static let keys = [
    "name", "starts", "rate", "from", "until", "chance", "lasts", "sets", "scales", "adds",
  ]

  mutating func bindEvents(_ node: Node) {
    guard let items = node.items else {
      complaints.add("events are a list: each begins with '- name:'", at: node)
      return
    }
    guard items.count <= Limits.events else {
      complaints.add(
        "there are \(items.count) events, at most \(Limits.events) are taken", at: items[Limits.events])
      return
    }
    var names: Set<String> = []
    for item in items where !complaints.isFull {
      guard item.entries != nil else {
        complaints.add("an event has a name, a time and effects", at: item)
        continue
      }
      if let name = item["name"]?.text, !names.insert(name).inserted {
        complaints.add("two events are called '\(name)'", at: item["name"] ?? item)
      }
      bindEvent(item)
    }
  }

  private mutating func bindEvent(_ item: Node) {
    let before = complaints.items.count
    for entry in item.entries ?? [] where !Binder.keys.contains(entry.key.text) {
      complaints.add(
        "'\(entry.key.text)' is not a key of an event", at: entry.key,
        hint: hint(
          for: entry.key.text, among: Binder.keys,
          elsewhere: "known are \(Binder.keys.joined(separator: ", "))"))
    }
    guard let name = item["name"]?.text, !name.isEmpty else {
      complaints.add("an event needs a name", at: item)
      return
    }
    if let problem = NameRule.diagnostic(name, at: item["name"] ?? item) { complaints.add(problem) }
    let timing = self.timing(item, name)
    let chance = chance(item)
    let lasts = item["lasts"].flatMap { node in
      complaints.collect { try duration(node, try node.value(), "lasts") }
    }
    let effects = EventEffect.Kind.allKinds.flatMap { self.effects(item, $0) }
    guard complaints.items.count == before, let timing else { return }
    guard !effects.isEmpty else {
      complaints.add("the event '\(name)' changes nothing", at: item, hint: "give it sets, scales or adds")
      return
    }
    if let (month, count) = frequency.add(timing) {
      complaints.add(
        "with this event, events happen \(rounded(count)) times in \(month), at most \(Limits.happenings) are taken, all events together",
        at: item["rate"] ?? item, hint: "fewer that last longer do the same")
    }
    settings.events.append(
      EventSetting(
        name: name, timing: timing, chance: chance, lasts: lasts?.amount, in: lasts?.unit ?? .day,
        effects: effects, origin: item.place.origin))
  }

  private func timing(_ item: Node, _ name: String) -> EventTiming? {
    switch (item["starts"], item["rate"]) {
    case (let starts?, nil):
      for key in ["from", "until"] {
        guard let node = item[key] else { continue }
        complaints.add(
          "'\(key)' belongs to 'rate': this event starts once", at: node,
          hint: "'lasts' says how long it lasts")
      }
      return complaints.collect { try dated(starts) }
    case (nil, let rate?):
      let value = complaints.collect { try self.rate(rate) }
      let from = item["from"].map { node in complaints.collect { try day(node) } }
      let until = item["until"].map { node in complaints.collect { try day(node) } }
      return value.map { .random(rate: $0.amount, per: $0.unit, from: from ?? nil, until: until ?? nil) }
    default:
      complaints.add(
        "the event '\(name)' needs either 'starts' or 'rate'", at: item,
        hint: "such as 'starts: 2027-01-01' or 'rate: 0.25 /month'")
      return nil
    }
  }

  private func dated(_ node: Node) throws -> EventTiming {
    let value = try node.value()
    guard case .dateOffset(let date, let offset) = value.kind else {
      return .dated(try day(node, value), delay: .constant(0))
    }
    let delay = try duration(node, offset, "delay")
    return .dated(try day(node, date), delay: delay.amount, in: delay.unit)
  }

  /// A number of occurrences a day, month or year, whichever it is written in.
  private func rate(_ node: Node) throws -> (amount: Distribution, unit: CalendarUnit) {
    let most = 50.0
    let value = try node.value()
    let unit = value.calendarUnit ?? .month
    let inMonths = Unit.perMonth.conversion(to: unit.rate)?.factor ?? 1
    let measure = Measure(name: "rate", unit: unit.rate, range: 0...(most * inMonths))
    return (try measure.distribution(node, of: value), unit)
  }

  /// A length of time in days, or in months or years by the calendar where it is written in those.
  private func duration(
    _ node: Node, _ value: ValueText, _ name: String
  ) throws -> (amount: Distribution, unit: CalendarUnit) {
    let most = 36525.0
    let unit = value.calendarUnit ?? .day
    let inDays = Unit.days.conversion(to: unit.length)?.factor ?? 1
    let measure = Measure(name: name, unit: unit.length, range: 0...(most * inDays))
    return (try measure.distribution(node, of: value), unit)
  }

  private func day(_ node: Node) throws -> Day { try day(node, try node.value()) }

  private func day(_ node: Node, _ value: ValueText) throws -> Day {
    switch value.kind {
    case .date(let year, let month, let number):
      if let day = Day(year: year, month: month, day: number) { return day }
    case .month(let year, let month): return Month(year: year, month: month).first
    default: break
    }
    throw node.diagnostic("a date belongs here", at: value, hint: "dates look like 2027-01-01")
  }

  private func chance(_ item: Node) -> Distribution {
    guard let node = item["chance"] else { return .constant(1) }
    let measure = Measure(name: "chance", unit: .share, range: 0...1)
    return complaints.collect { try measure.distribution(node) } ?? .constant(1)
  }

  private func effects(_ item: Node, _ kind: EventEffect.Kind) -> [EventEffect] {
    guard let node = item[kind.rawValue] else { return [] }
    guard let entries = node.entries else {
      complaints.add("'\(kind.rawValue)' holds lines such as 'price_cap.level: 30 USD/bbl'", at: node)
      return []
    }
    return entries.compactMap { entry in effect(entry, kind) }
  }

  private func effect(_ entry: Node.Entry, _ kind: EventEffect.Kind) -> EventEffect? {
    let name = entry.key.text
    guard let slot = model.slot(of: name) else {
      let names = model.parameters.map(\.name)
      complaints.add(
        "'\(name)' is not a parameter", at: entry.key,
        hint: hint(for: name, among: names, elsewhere: "'simulate describe' lists them"))
      return nil
    }
    let parameter = model.parameters[slot]
    let value = complaints.collect { try measure(kind, parameter).distribution(entry.value) }
    return value.map { EventEffect(parameter: name, kind: kind, value: $0) }
  }

  private func measure(_ kind: EventEffect.Kind, _ parameter: ParameterDeclaration) -> Measure {
    let width = parameter.range.upperBound - parameter.range.lowerBound
    switch kind {
    case .sets: return Measure(name: parameter.name, unit: parameter.unit, range: parameter.range)
    case .scales: return Measure(name: "\(parameter.name) scaled", unit: .share, range: 0...1000)
    case .adds: return Measure(name: "\(parameter.name) added", unit: parameter.unit, range: -width...width)
    }
  }
}

private func rounded(_ count: Double) -> Int { Int(count.rounded(.up)) }

extension CalendarUnit {
  fileprivate var length: Unit { self == .day ? .days : self == .month ? .months : .years }
  fileprivate var rate: Unit { self == .day ? .perDay : self == .month ? .perMonth : .perYear }
}

extension ValueText {
  /// The unit of time that a value is written in; nil where there is none, or more than one.
  fileprivate var calendarUnit: CalendarUnit? {
    let words = Set(unitTexts.flatMap { $0.split { $0 == "/" || $0 == " " } })
    let units = Set(
      words.compactMap {
        CalendarUnit(rawValue: String($0.hasSuffix("s") ? $0.dropLast() : $0[...]))
          ?? CalendarUnit.short[String($0)]
      })
    return units.count == 1 ? units.first : nil
  }

  private var unitTexts: [String] {
    switch kind {
    case .number(_, let unit): unit.map { [$0.text] } ?? []
    case .range(let central, let low, let high): [central, low, high].flatMap(\.unitTexts)
    case .call(_, let arguments, let unit):
      (unit.map { [$0.text] } ?? []) + arguments.flatMap { $0.value.unitTexts + ($0.label?.unitTexts ?? []) }
    default: []
    }
  }
}

extension CalendarUnit {
  fileprivate static let short: [String: CalendarUnit] = ["d": .day, "y": .year]
}

extension EventEffect.Kind {
  static let allKinds: [EventEffect.Kind] = [.sets, .scales, .adds]
}
