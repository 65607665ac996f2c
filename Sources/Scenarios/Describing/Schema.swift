public import Engine
internal import ScenarioText

/// A JSON Schema (draft 2020-12) of scenario files, so that an editor completes and explains their keys.
///
/// A value is text such as `47.6 USD/bbl`; a bare number or `on` may reach an editor as a number or a truth
/// value. What units and distributions are right, `simulate check` knows.
public func jsonSchema(of model: Model) -> String {
  var properties = SchemaParts.header
  for section in SchemaParts.sections(of: model) {
    properties.append((section.name, SchemaParts.section(section, model)))
  }
  properties += SchemaParts.lists(model)
  let schema: JSON = .object([
    ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
    ("title", .text("Scenario of 'simulate'")),
    ("type", .text("object")),
    ("properties", .object(properties)),
    ("additionalProperties", .truth(false)),
    (
      "anyOf",
      .list([
        .object([("required", .texts(["extends"]))]), .object([("required", .texts(["as_of", "period"]))]),
      ])
    ),
    ("$defs", .object(SchemaParts.definitions(model))),
  ])
  return schema.document
}

/// The pieces of the schema.
private enum SchemaParts {
  typealias Member = (String, JSON)

  static let datePattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
  static let monthPattern = "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"

  static var header: [Member] {
    [
      ("name", text("What the results are called.")),
      ("extends", text("The parent: a file beside this one, a shipped scenario, or a path with a slash.")),
      (
        "as_of",
        text("The day up to which facts are known, or newest.", pattern: datePattern + "|^newest$")
      ),
      (
        "period",
        text(
          "The months to simulate, such as 2025-09 to 2027-12, or newest for 24 months.",
          pattern: "^([0-9]{4}-[0-9]{2}|newest) (to [0-9]{4}-[0-9]{2}|for [0-9]+ months?)$")
      ),
      (
        "history",
        .object([
          ("description", .text("Whether months known on as_of are pinned to what was observed.")),
          ("enum", .texts(["on", "off"])),
        ])
      ),
      ("paths", number("How many paths are simulated.", 16, 100_000_000)),
      ("seed", number("The seed of all random numbers.", 0, nil)),
      (
        "design",
        .object([
          ("description", .text("How uncertain parameters are sampled.")),
          ("enum", .texts(["nested", "sobol", "random", "latin"])),
        ])
      ),
    ]
  }

  private static func percents(_ description: String) -> JSON {
    .object([
      ("description", .text(description)),
      ("type", .text("array")),
      (
        "items",
        .object([
          ("type", .texts(["number", "string"])), ("exclusiveMinimum", .integer(0)),
          ("exclusiveMaximum", .integer(100)),
        ])
      ),
    ])
  }

  private static func text(_ description: String, pattern: String? = nil) -> JSON {
    .object(
      [("description", .text(description)), ("type", .text("string"))]
        + (pattern.map { [("pattern", .text($0))] } ?? []))
  }

  private static func number(_ description: String, _ low: Int, _ high: Int?) -> JSON {
    .object(
      [
        ("description", .text(description)), ("type", .texts(["integer", "string"])),
        ("pattern", .text("^[0-9]+$")), ("minimum", .integer(low)),
      ] + (high.map { [("maximum", .integer($0))] } ?? []))
  }

  /// Sections by name; a section may have parameters, pinned series, or both.
  static func sections(of model: Model) -> [(name: String, summary: String)] {
    let known = Set(model.sections.map(\.name))
    let others = model.parameters.map { String($0.section) }.uniqued.filter { !known.contains($0) }
    return model.sections + others.map { ($0, "") }
  }

  static func section(_ section: (name: String, summary: String), _ model: Model) -> JSON {
    var keys: [Member] = model.parameters.filter { $0.section == section.name }.map { parameter in
      let unit = parameter.isSwitch ? "on or off" : "\(parameter.range.inWords) \(parameter.unit)"
      let standard = parameter.standard.inShort(parameter)
      let description = "\(parameter.summary) [\(unit); default \(standard)]"
      return (String(parameter.key), reference("schedule", description))
    }
    for pin in model.pins where pin.variable.hasPrefix(section.name + ".") {
      let summary = model.outputs.first { $0.variable == pin.variable }?.summary ?? ""
      let key = String(pin.variable.dropFirst(section.name.count + 1))
      keys.append((key, reference("pin", "\(summary) Held at observed or given values.")))
    }
    return .object([
      ("description", .text(section.summary)), ("type", .text("object")), ("properties", .object(keys)),
      ("additionalProperties", .truth(false)),
    ])
  }

  static func reference(_ name: String, _ description: String) -> JSON {
    .object([("description", .text(description)), ("$ref", .text("#/$defs/\(name)"))])
  }

  /// Events, correlations and outputs.
  static func lists(_ model: Model) -> [Member] {
    let events: JSON = .object([
      ("description", .text("Dated, uncertain or random changes of parameters for a while.")),
      ("type", .text("array")), ("items", .object([("$ref", .text("#/$defs/event"))])),
    ])
    let series = model.outputs.map(\.variable).uniqued
    let sections = series.map { "\($0.prefix { $0 != "." }).*" }.uniqued
    let outputs: JSON = .object([
      ("description", .text("The series to report; the headline set where there are none.")),
      ("type", .text("array")), ("items", .object([("enum", .texts(["all"] + sections + series))])),
    ])
    return [
      ("events", events), ("correlations", correlations(model)), ("outputs", outputs),
      ("percentiles", percents("Percentiles to report besides 5, 25, 50, 75 and 95, such as [1, 99].")),
      (
        "shortfall",
        percents("Shares of paths whose mean is reported: [5, 95] of the lowest and highest 5 %.")
      ),
      ("questions", questions), ("units", units),
    ]
  }

  private static var units: JSON {
    .object([
      (
        "description",
        .text(
          "In which units results are shown: a unit such as Mb/d, a currency such as EUR, a pace such as /d.")
      ),
      ("type", .text("array")), ("items", .object([("type", .text("string"))])),
    ])
  }

  private static var questions: JSON {
    .object([
      (
        "description",
        .text("What the run is asked, a line each, such as 'budget.oil_gas in 2026 < 7000 bn RUB'.")
      ),
      ("type", .text("array")), ("items", .object([("type", .text("string"))])),
    ])
  }

  private static func correlations(_ model: Model) -> JSON {
    let name = "[A-Za-z_][A-Za-z0-9_.]*"
    let factors = model.factors.joined(separator: ", ")
    let pairs = "Pairs such as 'brent ~ rub', of two factors (\(factors)) or two parameters; -1 to 1."
    let value: JSON = .object([("$ref", .text("#/$defs/value"))])
    return .object([
      ("description", .text(pairs)), ("type", .text("object")),
      ("patternProperties", .object([("^\(name) *~ *\(name)$", value)])),
      ("additionalProperties", .truth(false)),
    ])
  }

  static func definitions(_ model: Model) -> [Member] {
    let value: JSON = .object([("$ref", .text("#/$defs/value"))])
    let history: Member = (
      "from", text("'history', or 'history + 10 USD/bbl': the months observed, changed.")
    )
    let after: Member = ("after", .object([("enum", .texts(["simulated", "last value"]))]))
    let changes: JSON = .object([
      ("type", .text("object")), ("propertyNames", .object([("$ref", .text("#/$defs/parameter"))])),
      ("additionalProperties", value), ("minProperties", .integer(1)),
    ])
    let shape: Member = ("shape", .object([("enum", .texts(["steps", "ramp"]))]))
    return [
      ("value", .object([("type", .texts(["string", "number", "boolean"]))])),
      ("schedule", .object([("anyOf", .list([value, dated(value, [shape])]))])),
      ("pin", .object([("anyOf", .list([value, dated(value, [history, after, shape])]))])),
      ("parameter", .object([("enum", .texts(model.parameters.map(\.name)))])),
      ("changes", changes), ("event", event),
    ]
  }

  /// Months or days with values.
  private static func dated(_ value: JSON, _ others: [Member]) -> JSON {
    .object([
      ("type", .text("object")), ("patternProperties", .object([(monthPattern, value)])),
      ("properties", .object(others)), ("additionalProperties", .truth(false)),
      ("minProperties", .integer(1)),
    ])
  }

  private static var event: JSON {
    let keys: [Member] = [
      ("name", text("What it is called; an event of the same name in a parent is replaced.")),
      ("starts", reference("value", "The day, such as 2027-01-01 + 60 d (20 to 150).")),
      ("rate", reference("value", "How often, such as 0.25 /month, instead of a day.")),
      ("from", reference("value", "The first day on which a random event may happen.")),
      ("until", reference("value", "The day from which it can't happen any more.")),
      ("chance", reference("value", "The chance that it happens at all, such as 12 %.")),
      ("lasts", reference("value", "How long, such as 120 d (80 to 180); to the end where it is missing.")),
      ("sets", reference("changes", "Parameters and the values they take.")),
      ("scales", reference("changes", "Parameters and what they are multiplied by.")),
      ("adds", reference("changes", "Parameters and what is added to them.")),
    ]
    return .object([
      ("type", .text("object")), ("properties", .object(keys)), ("required", .texts(["name"])),
      ("additionalProperties", .truth(false)),
    ])
  }
}
