import Foundation
import RussianEnergy

@testable import Scenarios

/// A small folder of seed tables that a test may spoil.
struct SpoiltSeeds {
  static let schema = """
    table,column,kind,unit,required,key,low,high,references,role,description
    refineries,plant,text,,1,1,,,,,Name
    refineries,capacity,number,kb/d,1,0,1,700,,,Nameplate
    refineries,condensate,flag,,0,0,0,1,,,Condensate
    prices,month,month,,1,1,,,,,Month
    prices,known,day,,1,0,,,,,Known
    prices,brent,number,USD/bbl,0,0,5,300,,,Price
    outages,name,text,,1,0,,,refineries.plant,,Plant
    """
  var files: [String: [UInt8]] = [
    "schema.csv": Array(schema.utf8),
    "refineries.csv": Array("plant,capacity,condensate\nA,100,0\nB,200,1\n".utf8),
    "prices.csv": Array("month,known,brent\n2025-01,2025-02-03,79.27\n2025-02,2025-03-03,\n".utf8),
    "outages.csv": Array("name\nA\nA\nB\n".utf8),
  ]

  /// With the units by which a figure in another one is recognised.
  init() { RussianEnergy.registerUnits() }

  /// Loads the folder and gives the messages, with its path shown as `seeds`.
  func messages() -> [String] {
    let url = FileManager.default.temporaryDirectory.appending(path: "seeds-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: url) }
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      for (name, bytes) in files { try Data(bytes).write(to: url.appending(path: name)) }
      _ = try SeedFiles.load(directory: url.path())
      return []
    } catch let errors as SeedErrors {
      let shown = url.path().hasSuffix("/") ? String(url.path().dropLast()) : url.path()
      return errors.all.map { $0.description.replacingOccurrences(of: shown, with: "seeds") }
    } catch {
      return ["\(error)"]
    }
  }

  func messages(_ file: String, _ text: String) -> [String] {
    var folder = self
    folder.files[file] = Array(text.utf8)
    return folder.messages()
  }
}
