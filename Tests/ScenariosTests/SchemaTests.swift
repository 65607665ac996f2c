import Engine
import Foundation
import Scenarios
import Testing

@Suite("The JSON Schema of scenario files")
struct SchemaTests {
  let model: Model
  let schema: [String: Any]

  init() throws {
    model = try StandardModel.make()
    let data = Data(jsonSchema(of: model).utf8)
    schema = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func member(_ path: String...) -> Any? {
    path.reduce(schema as Any?) { value, key in (value as? [String: Any])?[key] }
  }

  @Test("is of draft 2020-12")
  func draft() {
    #expect(member("$schema") as? String == "https://json-schema.org/draft/2020-12/schema")
  }

  @Test("has every parameter with its summary and range")
  func parameters() throws {
    for parameter in model.parameters {
      let key = String(parameter.key)
      let path = member("properties", String(parameter.section), "properties", key, "description")
      #expect((path as? String)?.hasPrefix(parameter.summary) == true)
    }
    let level = member("properties", "price_cap", "properties", "level", "description") as? String
    #expect(level?.contains("[0 to 150 USD/bbl; default") == true)
  }

  @Test("has the header, every series and every target of an event")
  func names() {
    for key in ["name", "extends", "as_of", "period", "paths", "seed", "design", "events", "correlations"] {
      #expect(member("properties", key) != nil)
    }
    let series = member("properties", "outputs", "items", "enum") as? [String] ?? []
    let names = Set(model.outputs.map(\.variable)), sections = names.map { $0.prefix { $0 != "." } + ".*" }
    #expect(Set(series) == names.union(sections.map(String.init)).union(["all"]))
    #expect(series.count == Set(series).count)
    #expect((member("$defs", "parameter", "enum") as? [String]) == model.parameters.map(\.name))
  }

  @Test("refers only to what it defines")
  func references() {
    var names: Set<String> = []
    func walk(_ value: Any) {
      if let object = value as? [String: Any] {
        if let name = object["$ref"] as? String { names.insert(name) }
        object.values.forEach(walk)
      }
      (value as? [Any])?.forEach(walk)
    }
    walk(schema)
    for name in names {
      #expect(name.hasPrefix("#/$defs/") && member("$defs", String(name.dropFirst(8))) != nil)
    }
  }
}
