import Foundation
import Testing

@Suite("simulate trace")
struct TraceTests {
  @Test("A path tells the numbers of paths.csv and draws.csv, and its place among them")
  func numbers() throws {
    let command = try Command()
    let file = try command.scenario(
      paths: 512, more: "outputs: [oil.revenue, budget.oil_gas, refining.district_runs]")
    #expect(try command.simulate(file, "--keep-paths", "--output", "run").code == 0)
    let told = try command.done("trace", file, "--path", "300", "--output", "told")
    #expect(told.output.contains("Path 300 of 512") && told.output.contains("brent.regime is "))
    let paths = try command.rows("run/paths.csv"), own = paths.filter { $0["path"] == "300" }
    let trace = try command.rows("told/trace.csv")
    #expect(trace.count == own.count * 9)
    for row in trace {
      let variable = try #require(row["variable"]), region = try #require(row["region"])
      let column = region == "Russia" ? variable : "\(variable)[\(region)]"
      let month = paths.filter { $0["month"] == row["month"] }.compactMap { $0[column].flatMap(Double.init) }
      #expect(month.count == 512, "\(column)")
      #expect(row["value"] == own.first { $0["month"] == row["month"] }?[column], "\(row)")
      let value = try #require(row["value"].flatMap(Double.init))
      let below = Double(month.count { $0 < value }) + 0.5 * Double(month.count { $0 == value })
      #expect(row["share_below"].flatMap(Double.init) == below / 512)
    }
    let draws = try command.rows("run/draws.csv"), drawn = try command.rows("told/drawn.csv")
    #expect(drawn.count == 10)
    for row in drawn {
      let name = try #require(row["parameter"])
      #expect(row["value"] == draws[300][name], "\(row)")
      let all = draws.compactMap { $0[name].flatMap(Double.init) }
      let value = try #require(row["value"].flatMap(Double.init))
      let below = Double(all.count { $0 < value }) + 0.5 * Double(all.count { $0 == value })
      #expect(row["share_below"].flatMap(Double.init) == below / 512)
    }
  }

  @Test("The page of a path shows its place in the fans, its draws and its story")
  func page() throws {
    let command = try Command()
    let file = try command.scenario(paths: 64, more: "outputs: [oil.revenue, brent.price]")
    let told = try command.done(
      "trace", file, "--path", "7", "--output", "told", "--report", "page.html", "--charts", "charts")
    let page = try #require(command.text("page.html"))
    let draw = try #require(try command.rows("told/drawn.csv").first?["parameter"])
    #expect(page.contains("One future among all: path 7") && page.contains(draw))
    #expect(page.contains("brent.regime is ") && page.contains("Its place in the fans"))
    #expect(command.text("charts/trace-oil-revenue.svg")?.contains("<svg") == true)
    for row in try command.rows("told/trace.csv") {
      let fan = ["p05", "p25", "p50", "p75", "p95"].compactMap { row[$0].flatMap(Double.init) }
      #expect(fan.count == 5 && fan == fan.sorted())
    }
    let alone = try command.simulate("trace", file, "--path", "7", "--report", "page.html")
    #expect(alone.code == 64, "\(alone.errors)")
  }

  @Test("--near takes the path nearest to the answer; what isn't there is refused with 64")
  func near() throws {
    let command = try Command()
    let file = try command.scenario(paths: 256, more: "outputs: [oil.revenue]")
    #expect(try command.simulate(file, "--keep-paths", "--output", "run").code == 0)
    let told = try command.done(
      "trace", file, "--near", "p05(oil.revenue in 2025-12)", "--output", "told")
    let months = try command.rows("run/paths.csv").filter { $0["month"] == "2025-12" }
    let values = months.compactMap { $0["oil.revenue"].flatMap(Double.init) }.sorted()
    let wanted = values[12] + 0.75 * (values[13] - values[12])
    let nearest = try #require(values.min { abs($0 - wanted) < abs($1 - wanted) })
    let found = try command.rows("told/trace.csv").first { $0["month"] == "2025-12" }
    #expect(found?["value"].flatMap(Double.init) == nearest)
    #expect(try command.simulate("trace", file, "--path", "256").code == 64)
    #expect(try command.simulate("trace", file, "--near", "oil.revenue < 3 bn USD").code == 64)
    #expect(try command.simulate("trace", file).code == 64)
  }
}
