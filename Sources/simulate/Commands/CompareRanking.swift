internal import Reports
internal import RussianEnergy
internal import Storage
internal import Studies

/// `simulate compare A --all`, or many files with `--on`: one table of what each does.
extension Compare {
  func rank() throws {
    let stem = Files.stem(of: compared.cases[0])
    let folder = FolderName.path(["compare", stem, compared.all ? "all" : "ranking"] + scenario.marks)
    try StudyOutput(folder: study.folder ?? folder, common: common).write {
      let first = try LoadedScenario(compared.cases[0], common: common, options: scenario)
      let ranking = try Ranking(
        stem, first.trial, on: compared.ranked.isEmpty ? RussianEnergy.ranked : compared.ranked,
        against: compared.others(in: Places(data: common.data)), study.runOptions
      ) { name in
        let other = try LoadedScenario(name, common: common, options: scenario)
        return (Files.stem(of: name), other.headline, other.trial)
      }
      let report = RankingReport(ranking)
      return StudyOutcome(
        record: StudyFiles.Record(
          "compare \(stem) --\(compared.all ? "all" : "on")", first.inputs,
          flags: scenario.flags + compared.ranked.map { "--on \($0)" }),
        tables: report.tables, text: report.text, closing: .time(sample(first.settings)))
    }
  }
}
