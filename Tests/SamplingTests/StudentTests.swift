import Sampling
import Testing

@Suite("Student's t")
struct StudentTests {
  @Test(
    "Quantiles are those of printed tables",
    arguments: [
      (0.95, 1, 6.3138), (0.95, 7, 1.8946), (0.95, 15, 1.7531), (0.975, 15, 2.1314), (0.975, 2, 4.3027),
      (0.8, 15, 0.8662), (0.95, 1000, 1.6464),
    ])
  func tables(level: Double, degrees: Int, value: Double) {
    #expect(abs(studentQuantile(level, degrees: degrees) - value) < 1e-4)
  }
}
