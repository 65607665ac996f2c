// swift-tools-version: 6.2
import PackageDescription

// Its own package, so that the benchmark library costs the main build nothing.

let house: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
#if arch(x86_64)
  let numeric: [SwiftSetting] =
    house + [.unsafeFlags(["-O", "-Xcc", "-march=native", "-Xcc", "-mprefer-vector-width=512"])]
#else
  let numeric: [SwiftSetting] = house + [.unsafeFlags(["-O"])]
#endif

let package = Package(
  name: "throttle-benchmarks",
  dependencies: [
    .package(name: "throttle", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
  ],
  targets: [
    .target(
      name: "ReferenceWorkload", dependencies: [.product(name: "Throttle", package: "throttle")],
      swiftSettings: numeric),
    .target(
      name: "KernelCases",
      dependencies: ["ReferenceWorkload", .product(name: "Throttle", package: "throttle")],
      swiftSettings: numeric),
    .executableTarget(name: "kernel-table", dependencies: ["KernelCases"], swiftSettings: house),
    .executableTarget(name: "reference", dependencies: ["ReferenceWorkload"], swiftSettings: house),
    .executableTarget(
      name: "KernelBenchmarks",
      dependencies: [
        "KernelCases",
        .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Benchmarks/KernelBenchmarks", swiftSettings: house,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    .testTarget(
      name: "ReferenceWorkloadTests", dependencies: ["ReferenceWorkload"], swiftSettings: house),
  ],
  swiftLanguageModes: [.v6]
)
