internal import ArgumentParser
internal import Engine
internal import Explore
internal import Glibc
internal import Reports
internal import RussianEnergy
internal import Storage
internal import Studies

/// A scenario as the page of sliders takes it.
struct ExploredScenario {
  private let loaded: LoadedScenario
  private let context: ReportContext
  private let name: String

  init(_ file: String, common: CommonOptions) throws {
    loaded = try LoadedScenario(file, common: common, options: ScenarioOptions.parse([]))
    context = try ReportWriter.context(common, beside: loaded.file)
    name = file
  }

  /// The page's model, made once.
  func explorer(threads: Int) throws -> Explorer {
    let model = loaded.model
    let controls = RussianEnergy.reported.explored.compactMap { name in
      model.slot(of: name).map { Control(model.parameters[$0], loaded.settings) }
    }
    return try Explorer(
      Explorer.Subject(
        Trial(model: model, settings: loaded.settings), questions: loaded.questions, file: name,
        parent: Files.stem(of: loaded.file), controls: controls, standard: RussianEnergy.reported.findings,
        home: RussianEnergy.home, context: context),
      threads: threads)
  }

  /// Begins to listen; a port that is taken or forbidden is the user's to change.
  static func serve(_ explorer: Explorer, port: Int) throws -> ExploreServer {
    do {
      return try ExploreServer(explorer, port: port)
    } catch {
      throw Failure(
        "error: can't listen on port \(port): \(error)\nhint: another --port, or none for any that is free",
        .cannotCreate)
    }
  }
}

/// The user's browser.
enum Browser {
  private static let openers = ["xdg-open", "open"]

  /// Shows a page where there is a screen and a program that opens links; else the printed link has to do.
  static func open(_ link: String) {
    #if os(Linux)
      guard ["DISPLAY", "WAYLAND_DISPLAY"].contains(where: { !Environment.isEmpty($0) }) else { return }
    #endif
    for opener in openers {
      var child = pid_t()
      var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(opener), strdup(link), nil]
      defer { for word in arguments { free(word) } }
      if posix_spawnp(&child, opener, nil, nil, &arguments, environ) == 0 { return }
    }
  }
}
