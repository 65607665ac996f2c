import Testing

@testable import ScenarioText

@Suite("Names that mean themselves in every table")
struct NameRuleTests {
  @Test(
    "Missing values, truths, numbers, dates, formulas and invisible characters are no names",
    arguments: [
      "", "NA", "None", "null", "NaN", "<NA>", "TRUE", "false", "30", "1e3", "-5", "inf", "30 %", "2026-01",
      "1/2",
      "=HYPERLINK(1)", "+a", "-b", "@c", "a\u{7}b", "a\u{202E}b", "a\nb",
    ])
  func refused(name: String) throws {
    let complaint = try #require(NameRule.complaint(about: name), "\(name)")
    #expect(!complaint.message.isEmpty && !complaint.hint.isEmpty)
  }

  @Test(
    "Ordinary names are",
    arguments: [
      "none", "Cap of 40", "x, \"y\"", "Nadir", "Удары", "2026 without strikes", "A-1", "Ω", "T = 3",
    ])
  func accepted(name: String) { #expect(NameRule.complaint(about: name) == nil) }

  @Test("A formula is told what it could begin with")
  func formula() throws {
    #expect(try #require(NameRule.complaint(about: "=HYPERLINK(1)")).hint.hasSuffix("such as 'HYPERLINK(1)'"))
  }
}
