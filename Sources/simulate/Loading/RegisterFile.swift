internal import Engine
internal import Reports
internal import RussianEnergy
internal import ScenarioText
internal import Storage

extension RegisterLock {
  /// Appends new parameters of a model to the file that keeps their places, and says how many.
  static func renew(_ path: String, _ model: Model) throws -> String {
    guard let text = try InputFile.text(path, most: Limits.fileBytes) else {
      throw Failure("error: there is no file \(path)", .fileMissing)
    }
    do {
      let (renewed, count) = try RegisterLock(text).renewed(model, register: RussianEnergy.register)
      if count > 0 { try Files.put(Array(renewed.utf8), at: path) }
      return "\(path): \(count) appended\n"
    } catch let error as RegisterError {
      throw Failure("\(path):\(error.line): error: \(error.text)", .badScenario)
    }
  }
}
