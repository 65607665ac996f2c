// swift-tools-version: 6.2
import Foundation
import PackageDescription

// The numeric floors are built for the vector unit of the machine that builds, AVX2 (x86-64-v3) or AVX-512 (x86-64-v4);
// THROTTLE_AVX512=0 builds them for AVX2 on either, THROTTLE_PORTABLE=1 for any processor of the architecture. All give
// the same bits: Swift never fuses a multiplication with an addition. `simulate` itself is built for any processor, so
// that it can say what is missing.
let isPortable = Context.environment["THROTTLE_PORTABLE"] == "1"
#if arch(x86_64)
  let unit = isPortable ? "any" : hasAVX512 ? "v4" : "v3"
  let wide = unit == "v4" ? ["-Xcc", "-mprefer-vector-width=512"] : []
  let processor = isPortable ? [] : ["-Xcc", "-march=x86-64-\(unit)"] + wide
  let processorCheck: [SwiftSetting] = isPortable ? [] : [.define("THROTTLE_\(unit.uppercased())")]
#else
  let processor: [String] = []
  let processorCheck: [SwiftSetting] = []
#endif

var hasAVX512: Bool {
  guard Context.environment["THROTTLE_AVX512"] != "0",
    let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
  else { return false }
  return ["f", "bw", "cd", "dq", "vl"].allSatisfy { text.contains(" avx512\($0) ") }
}

let house: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
// Tests call the program hundreds of times, and unoptimised numeric code is a hundred times slower, so these floors are
// optimised in debug builds too, each as a whole and in one go, which takes the compiler a quarter less.
let optimised: [SwiftSetting] =
  house
  + [
    .unsafeFlags(["-O"]),
    .unsafeFlags(
      ["-wmo", "-disable-batch-mode", "-num-threads", "2", "-no-emit-module-separately-wmo"],
      .when(configuration: .debug)),
  ]
let numeric: [SwiftSetting] = optimised + [.unsafeFlags(processor)]

let package = Package(
  name: "throttle",
  products: [
    .executable(name: "simulate", targets: ["simulate"]),
    .library(name: "Throttle", targets: ["Throttle"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev", "liblapacke-dev"])]),
    .target(name: "Hashing", swiftSettings: numeric),
    .target(
      name: "Storage", dependencies: ["Hashing", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: optimised),
    .target(name: "ScenarioText", dependencies: ["Yams"], swiftSettings: optimised),
    .target(name: "Charts", swiftSettings: optimised),
    .target(name: "Kernels", dependencies: ["COpenBLAS"], swiftSettings: numeric),
    .target(name: "Sampling", dependencies: ["Kernels"], swiftSettings: numeric),
    .target(name: "Engine", dependencies: ["Kernels", "Sampling"], swiftSettings: numeric),
    .target(name: "RussianEnergy", dependencies: ["Kernels", "Sampling", "Engine"], swiftSettings: numeric),
    .target(
      name: "Scenarios", dependencies: ["Storage", "ScenarioText", "Sampling", "Engine"],
      swiftSettings: optimised
    ),
    .target(
      name: "Reports",
      dependencies: [
        "Hashing", "Storage", "Charts", "Engine", "Sampling", "Scenarios", "ScenarioText", "Studies",
      ],
      swiftSettings: optimised),
    .target(
      name: "Studies", dependencies: ["Kernels", "Sampling", "Engine", "Scenarios", "ScenarioText"],
      swiftSettings: numeric),
    .target(
      name: "Sweeps",
      dependencies: [
        "Hashing", "Storage", "ScenarioText", "Kernels", "Sampling", "Engine", "Scenarios", "Studies",
        "Reports",
      ],
      swiftSettings: numeric),
    .target(
      name: "Explore",
      dependencies: [
        "Kernels", "Sampling", "Engine", "ScenarioText", "Scenarios", "Studies", "Charts", "Reports",
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      swiftSettings: optimised),
    .target(
      name: "Throttle",
      dependencies: [
        "Storage", "ScenarioText", "Kernels", "Sampling", "Engine", "RussianEnergy", "Scenarios", "Studies",
        "Reports", "Sweeps",
      ],
      swiftSettings: house),
    // What runs before any library of the process does.
    .target(name: "CStart"),
    .executableTarget(
      name: "simulate",
      dependencies: [
        "CStart", "Hashing",
        "Storage", "ScenarioText", "Kernels", "Sampling", "Engine", "RussianEnergy", "Scenarios", "Studies",
        "Reports", "Sweeps", "Explore",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: house + processorCheck),
    .testTarget(name: "HashingTests", dependencies: ["Hashing"], swiftSettings: house),
    .testTarget(
      name: "StorageTests",
      dependencies: ["Hashing", "Storage", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: house),
    .testTarget(name: "ChartsTests", dependencies: ["Charts"], swiftSettings: house),
    .target(
      name: "TestSupport", dependencies: ["Kernels", "Sampling", "Engine"], path: "Tests/TestSupport",
      swiftSettings: optimised),
    .testTarget(name: "KernelsTests", dependencies: ["Kernels"], swiftSettings: house),
    .testTarget(
      name: "SamplingTests", dependencies: ["Sampling", "Kernels", "TestSupport"], swiftSettings: house),
    .testTarget(name: "ScenarioTextTests", dependencies: ["ScenarioText"], swiftSettings: house),
    .testTarget(
      name: "EngineTests", dependencies: ["Engine", "Sampling", "Kernels", "TestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "RussianEnergyTests",
      dependencies: ["RussianEnergy", "Engine", "Scenarios", "Sampling", "Kernels", "TestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "ScenariosTests",
      dependencies: ["Scenarios", "Engine", "RussianEnergy", "ScenarioText", "Sampling"],
      swiftSettings: house),
    .testTarget(
      name: "ReportsTests",
      dependencies: ["Hashing", "Storage", "Charts", "Reports", "Engine", "Sampling", "Kernels"],
      swiftSettings: house),
    .testTarget(
      name: "StudiesTests",
      dependencies: [
        "Studies", "RussianEnergy", "Scenarios", "Engine", "Sampling", "Kernels", "TestSupport",
      ],
      swiftSettings: house),
    .testTarget(
      name: "ExploreTests",
      dependencies: [
        "Explore", "Reports", "Studies", "RussianEnergy", "Scenarios", "Engine", "Sampling",
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      swiftSettings: house),
    .testTarget(
      name: "SweepsTests",
      dependencies: [
        "Storage", "Sweeps", "Studies", "Reports", "RussianEnergy", "Scenarios", "Engine", "Sampling",
        "TestSupport",
      ],
      swiftSettings: house),
    .testTarget(
      name: "SimulateTests",
      dependencies: [
        "simulate", "Hashing", "Storage", "Sweeps", "Studies", "Reports", "RussianEnergy", "Scenarios",
        "Engine",
        "Sampling", "Kernels",
      ],
      swiftSettings: house),
  ],
  swiftLanguageModes: [.v6]
)
