internal import ArgumentParser
internal import Engine
internal import Reports
internal import Scenarios
internal import Storage

/// What the shell offers while a command is typed: names that come with the program, and files beside.
enum Completions {
  /// Scenarios, and text files from here.
  static let scenarios = CompletionKind.custom { _, _, prefix in
    names(Places(data: []).shippedNames, prefix) + files(prefix)
  }

  /// Sweeps, likewise.
  static let sweeps = CompletionKind.custom { _, _, prefix in
    names(Places(data: []).shippedSweepNames, prefix) + files(prefix)
  }

  /// `price_cap.level=`, for `--set`.
  static let parameters = CompletionKind.custom { _, _, prefix in
    names(known { $0.parameters.map { "\($0.name)=" } }, prefix)
  }

  /// Variables that runs report.
  static let series = CompletionKind.custom { _, _, prefix in
    names(known { Set($0.outputs.map(\.variable)).sorted() }, prefix)
  }

  /// Sections, parameters and series.
  static let described = CompletionKind.custom { _, _, prefix in
    let all = known { model in
      model.sections.map(\.name) + model.parameters.map(\.name) + Set(model.outputs.map(\.variable)).sorted()
    }
    return names(all, prefix)
  }

  private static func names(_ names: [String], _ prefix: String) -> [String] {
    names.filter { $0.hasPrefix(prefix) }
  }

  /// Folders, and text files, that the words so far lead to.
  private static func files(_ prefix: String) -> [String] {
    let folder = prefix.contains("/") ? Files.folder(of: prefix) : "."
    let head = folder == "." && !prefix.hasPrefix("./") ? "" : folder == "/" ? "/" : "\(folder)/"
    return Files.names(in: folder).filter { !$0.hasPrefix(".") }.compactMap { name in
      let path = head + name
      guard path.hasPrefix(prefix) else { return nil }
      if Files.isFolder(path) { return "\(path)/" }
      return name.hasSuffix(".txt") ? path : nil
    }
  }

  /// Something of the model as the seed tables have it; nothing where they can't be read.
  private static func known(_ names: (Model) -> [String]) -> [String] {
    guard let seeds = try? Places(data: []).readSeeds(for: ".").files.tables,
      let model = try? LoadedScenario.standardModel(seeds)
    else { return [] }
    return names(model)
  }
}
