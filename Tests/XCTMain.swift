import Testing

/// Where the test program starts. All tests are Swift Testing's; with this file SwiftPM need not look for XCTest's in
/// an index of the whole tree, so that tests can be built without one.
@main struct AllTests {
  static func main() async {
    await Testing.__swiftPMEntryPoint() as Never
  }
}
