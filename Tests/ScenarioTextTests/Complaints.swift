import ScenarioText

/// What a user would read when this text is parsed, or "fine".
func complaint(about text: String) -> String {
  let source = Source(file: "mine.txt", text: text)
  do {
    _ = try parse(source)
    return "fine"
  } catch {
    return error.rendered(from: [source])
  }
}

/// What a user would read when this value stands at `level`, or "fine".
func complaint(aboutValue value: String) -> String {
  let source = Source(file: "mine.txt", text: "level: \(value)")
  do {
    _ = try parse(source)["level"]?.value()
    return "fine"
  } catch let error as Diagnostics {
    return error.rendered(from: [source])
  } catch let error as Diagnostic {
    return error.rendered(from: source)
  } catch {
    return "unknown"
  }
}
