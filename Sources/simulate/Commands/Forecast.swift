internal import ArgumentParser

/// `simulate forecast freeze|score`: forecasts that are kept as they were made, and scored as months arrive.
struct Forecast: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Keep dated forecasts that can't be changed unseen, and score them as months arrive.",
    discussion: """
      simulate forecast freeze today
      simulate forecast score

      A frozen forecast is a table in hubverse's columns; ledger.csv chains each to those before by hashes.
      """,
    subcommands: [ForecastFreeze.self, ForecastScore.self])
}
