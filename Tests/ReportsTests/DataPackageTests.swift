import Foundation
import Hashing
import Storage
import Testing

@testable import Reports

@Suite("The results' description")
struct DataPackageTests {
  private func written(_ sample: Sample) throws -> (path: String, package: [String: Any]) {
    let path = NSTemporaryDirectory() + "throttle-\(UUID().uuidString)"
    let folder = try ResultsFolder(path: path)
    let record = RunRecord(
      scenario: "mine.txt", version: "1.2.3", inputs: [.init(path: "mine.txt", hash: "00")],
      flags: ["--set walk.cap=\"30\""], core: "Haswell")
    try ResultsFiles.write(
      FinishedRun(results: sample.results, model: sample.model, record: record, community: sample.community),
      into: folder)
    try folder.commit { Issue.record("\($0)") }
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(path)/datapackage.json"))
    return (path, try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any]))
  }

  @Test("Every file is described with its header, its length and its hash")
  func resources() throws {
    let (path, package) = try written(try Sample())
    let resources = try #require(package["resources"] as? [[String: Any]])
    let files = try FileManager.default.contentsOfDirectory(atPath: path)
    #expect(
      Set(resources.compactMap { $0["path"] as? String }) == Set(files).subtracting(["datapackage.json"]))
    for resource in resources {
      let name = try #require(resource["path"] as? String)
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")))
      let schema = try #require(resource["schema"] as? [String: Any])
      let fields = try #require(schema["fields"] as? [[String: Any]])
      #expect(fields.compactMap { $0["name"] as? String }.joined(separator: ",") == lines(bytes)[0])
      #expect(resource["bytes"] as? Int == bytes.count)
      #expect(resource["hash"] as? String == "sha256:" + SHA256.hex(bytes))
    }
  }

  @Test("The run's record holds all that is needed to repeat it")
  func record() throws {
    let (_, package) = try written(try Sample())
    let run = try #require(package["run"] as? [String: Any])
    #expect(run["seed"] as? String == "7")
    #expect(run["paths"] as? Int == 512)
    #expect(run["flags"] as? [String] == ["--set walk.cap=\"30\""])
    #expect(run["processor"] as? [String: String] == ["blas_core": "Haswell"])
    #expect(package["name"] as? String == "a-walk--capped")
  }

  @Test("The same run gives the same bytes")
  func repetition() throws {
    let first = try written(try Sample()).path, second = try written(try Sample(threads: 2)).path
    for name in ResultsFolder.names where name != "paths.csv" {
      #expect(
        FileManager.default.contents(atPath: "\(first)/\(name)")
          == FileManager.default.contents(atPath: "\(second)/\(name)"))
    }
  }
}
