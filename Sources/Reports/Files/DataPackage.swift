public import Engine
internal import Sampling
internal import ScenarioText
public import Storage

/// How a set of results came about: all that is needed to make it again.
public struct RunRecord: Sendable {
  /// A file that the run read, and the SHA-256 of its bytes.
  public struct Input: Sendable {
    /// As the record names it.
    public let path: String
    /// The SHA-256 of its bytes, in hexadecimal digits.
    public let hash: String
    /// What stood in it, for scenarios: a run can be made again without the file.
    public let text: String?

    /// A file that was read.
    public init(path: String, hash: String, text: String? = nil) {
      self.path = path
      self.hash = hash
      self.text = text
    }
  }

  /// The scenario as the user named it.
  public var scenario: String
  /// The version of `simulate`.
  public var version: String
  /// Scenario files and seed tables.
  public var inputs: [Input]
  /// Flags that changed the results, as given.
  public var flags: [String]
  /// Where the seed tables were found, in words: results must not tell where a clone stands.
  public var seeds = ""
  /// The processor type whose BLAS kernels were used: nothing else of a result's description depends on the processor.
  public var core: String
  /// What was doubtful in the scenario, each with its place.
  public var warnings: [String] = []
  /// How the sample differs from the scenario's own, such as `64 paths, seed 7`; empty where it doesn't.
  public var sample = ""
  /// The columns of draws.csv, where there is one.
  public var draws: [String] = []
  /// What the run was pinned to, and the correlations that it drew with.
  public var pins: [PinRow] = []
  /// The correlations that the paths were drawn with.
  public var correlations: [CorrelatedPair] = []

  /// What every run has; the rest is set afterwards.
  public init(scenario: String, version: String, inputs: [Input], flags: [String], core: String) {
    self.scenario = scenario
    self.version = version
    self.inputs = inputs
    self.flags = flags
    self.core = core
  }
}

/// datapackage.json: the Frictionless description of a results folder, without any time of day.
public enum DataPackage {
  /// The description of the files that are in the folder so far.
  public static func document(_ run: FinishedRun, entries: [ResultsFolder.Entry]) -> String {
    let results = run.results, record = run.record, left = run.leftOutOfIAMC
    let resources = entries.compactMap { entry in
      ResultsFiles.all.first { $0.name == entry.name }.map {
        resource(entry.name, entry, $0.fields(results, record), type: [("mediatype", .text("text/csv"))])
      }
    }
    let years = JSON.list(left.years.map(JSON.integer))
    return JSON.object([
      ("profile", .text("tabular-data-package")),
      ("name", .text(identifier(results.settings.name))),
      ("title", .text(results.settings.name)),
      ("run", described(results, record)),
      ("inputs", inputs(record.inputs, withText: true)),
      ("warnings", .texts(record.warnings)),
      ("iamc_left_out", .object([("years", years), ("series", .texts(left.series))])),
      ("pins", .list(record.pins.map(pin))),
      ("correlations", .list(record.correlations.map(correlation))),
      ("units", .list(results.series.compactMap(unit))),
      ("variables", .list(results.series.map(variable))),
      ("resources", .list(resources)),
    ]).document
  }

  private static func described(_ results: Results, _ record: RunRecord) -> JSON {
    let settings = results.settings
    return .object([
      ("scenario", .text(record.scenario)),
      ("version", .text(record.version)),
      ("as_of", .text(settings.asOf.description)),
      ("period", .text(settings.period.description)),
      ("paths", .integer(settings.paths)),
      ("seed", .text(String(settings.seed))),
      ("design", .text(settings.design.rawValue)),
      ("flags", .texts(record.flags)),
      ("seeds", .text(record.seeds)),
      ("processor", .object([("blas_core", .text(record.core))])),
      ("exact_quantiles", .truth(results.hasExactQuantiles)),
    ])
  }

  private static func variable(_ series: Series) -> JSON {
    let declaration = series.declaration
    return .object([
      ("name", .text(declaration.variable)),
      ("region", .text(declaration.region)),
      ("unit", .text(declaration.unit.symbol)),
      ("span_unit", .text(series.spanUnit)),
      ("over_a_year", .text(declaration.aggregation.rawValue)),
      ("title", .text(declaration.summary)),
      ("counterpart", .text(declaration.counterpart)),
    ])
  }

  /// How a series comes to a unit that isn't the model's.
  private static func unit(_ series: Series) -> JSON? {
    guard let conversion = series.conversion else { return nil }
    let rates = conversion.rateSeries.map { "\($0) of the path and month" }
    return .object([
      ("series", .text(series.label)), ("from", .text(conversion.own.symbol)),
      ("to", .text(series.declaration.unit.symbol)),
      ("factor", conversion.factor.map(JSON.number) ?? .text("by the days of each month")),
      ("constant", .text(conversion.constant ?? "")), ("rates", .texts(rates)),
    ])
  }

  private static func pin(_ row: PinRow) -> JSON {
    .object([
      ("series", .text(row.variable)), ("months", .text(row.months)), ("mean", .number(row.mean)),
      ("p05", .number(row.p05)), ("p95", .number(row.p95)), ("unit", .text(row.unit)),
      ("set_at", .text(row.origin)),
    ])
  }

  private static func correlation(_ pair: CorrelatedPair) -> JSON {
    .object([
      ("pair", .text("\(pair.first) ~ \(pair.second)")), ("asked", .number(pair.asked)),
      ("used", .number(pair.used)), ("set_at", .text(pair.origin)),
    ])
  }

  /// What was read, with its hash, and where it is wanted a scenario's text.
  static func inputs(_ inputs: [RunRecord.Input], withText: Bool) -> JSON {
    .list(
      inputs.map { input in
        let text = withText ? input.text.map { [("text", JSON.text($0))] } ?? [] : []
        return .object([("path", .text(input.path)), ("hash", .text("sha256:\(input.hash)"))] + text)
      })
  }

  /// A table of a folder.
  ///
  /// - Parameters:
  ///   - title: what stands behind its name.
  ///   - type: what stands behind its format.
  static func resource(
    _ name: String, _ entry: ResultsFolder.Entry?, _ fields: [Field], title: [(String, JSON)] = [],
    type: [(String, JSON)] = []
  ) -> JSON {
    let described = fields.map { field in
      let unit = field.unit.map { [("unit", JSON.text($0))] } ?? []
      return JSON.object(
        [("name", .text(field.name)), ("type", .text(field.type)), ("title", .text(field.title))] + unit)
    }
    let names: [(String, JSON)] = [
      ("profile", .text("tabular-data-resource")),
      ("name", .text(identifier(String(name.prefix { $0 != "." })))),
    ]
    let content: [(String, JSON)] = [
      ("encoding", .text("utf-8")),
      ("bytes", .integer(entry?.bytes ?? 0)),
      ("hash", .text("sha256:\(entry?.hash ?? "")")),
      ("schema", .object([("fields", .list(described)), ("missingValues", .list([.text("")]))])),
    ]
    return .object(names + title + [("path", .text(name)), ("format", .text("csv"))] + type + content)
  }

  /// A name as Frictionless wants it: lower-case letters, digits, `-`, `_` and `.`.
  static func identifier(_ name: String) -> String {
    let allowed = name.lowercased().map {
      $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "-"
    }
    return allowed.isEmpty ? "results" : String(allowed)
  }
}
