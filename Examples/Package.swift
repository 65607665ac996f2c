// swift-tools-version: 6.2
import PackageDescription

// Programs of others that embed the engine; a package of its own, as theirs would be.
let package = Package(
  name: "throttle-examples",
  dependencies: [.package(name: "throttle", path: "..")],
  targets: [
    .executableTarget(name: "straits", dependencies: [.product(name: "Throttle", package: "throttle")])
  ],
  swiftLanguageModes: [.v6]
)
