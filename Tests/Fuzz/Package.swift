// swift-tools-version: 6.2
import PackageDescription

// libFuzzer over what reads the text of others: the same sources as the program's, by links, built with the fuzzer's
// counters. `make fuzz-coverage` builds and runs it.
let fuzzed: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .unsafeFlags(["-sanitize=fuzzer"]),
]

let package = Package(
  name: "fuzz",
  dependencies: [.package(url: "https://github.com/jpsim/Yams", exact: "6.2.2")],
  targets: [
    .target(name: "ScenarioText", dependencies: ["Yams"], swiftSettings: fuzzed),
    .target(name: "CSV", swiftSettings: fuzzed),
    .executableTarget(
      name: "fuzz", dependencies: ["ScenarioText", "CSV"],
      swiftSettings: fuzzed + [.unsafeFlags(["-parse-as-library"])],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]),
  ],
  swiftLanguageModes: [.v6]
)
