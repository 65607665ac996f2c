/// What a mechanism reads of others.
extension Declarations {
  /// Another mechanism's series or parameter as it is this month, by its full name. A series must be one of a
  /// mechanism that stands earlier in the list, or it isn't known yet.
  public func input(_ name: String, region: String? = nil) -> Input {
    Input(index: read(name, region, isPast: false))
  }

  /// Another mechanism's series as it was in months before, by its full name: the only way to read one of a
  /// mechanism that stands later in the list.
  public func lastMonth(_ name: String, region: String? = nil) -> PastInput {
    PastInput(index: read(name, region, isPast: true))
  }

  private func read(_ name: String, _ region: String?, isPast: Bool) -> Int {
    inputs.append(
      InputDeclaration(
        name: name, region: region ?? home, reader: section, mechanism: mechanism, isPast: isPast))
    return inputs.count - 1
  }

  /// Another mechanism's shared memory; that mechanism must stand earlier in the list.
  public func state(of name: String) -> State {
    if let found = states.first(where: { $0.name == name }) {
      if !found.isShared {
        fault("\(section) reads the state \(name), which is not declared as shared")
      }
      return found.state
    }
    fault("\(section) reads the state \(name), which no earlier mechanism has")
    return State(first: 0, rows: 0)
  }
}
