import Engine
import Testing

/// Ukraine's loan: a veto delays money and destroys none.
@Suite struct GasFinanceTests {
  private func run(_ days: Double) throws -> Found {
    try Trial(
      asOf: "2026-01-20", from: "2026-01", to: "2027-12", values: ["eu.loan_days": days, "eu.loan_hold": 0],
      outputs: ["ukraine.loan_paid", "ukraine.loan_waiting", "ukraine.campaign_funds", "ukraine.gap"]
    ).run()
  }

  @Test("A veto delays money and destroys none") func aVetoDelaysMoneyAndDestroysNone() throws {
    let soon = try run(67), late = try run(167)
    #expect(abs(soon.sum("ukraine.loan_paid") - 90) < 0.5 && abs(late.sum("ukraine.loan_paid") - 90) < 0.5)
    #expect(late.means("ukraine.loan_waiting")[6] > soon.means("ukraine.loan_waiting")[6])
    #expect(late.means("ukraine.loan_waiting")[23] < 0.1)
  }

  @Test("Late money is felt months later") func lateMoneyIsFeltMonthsLater() throws {
    let soon = try run(67).means("ukraine.campaign_funds"),
      late = try run(367).means("ukraine.campaign_funds")
    #expect(soon[0] == 100 && late[0] == 100)
    #expect(late[8] < soon[8] - 10)
  }
}
