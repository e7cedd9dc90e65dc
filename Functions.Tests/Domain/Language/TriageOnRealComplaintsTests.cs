using System.Text.Json;
using Escalation.Domain.Complaints;
using Escalation.Domain.Language;

namespace Escalation.Functions.Tests.Domain.Language;

/// <summary>The 400 complaints to the CFPB that ship as a sample: about credit reports and banks, mostly calm, full of law, seldom dangerous. A
/// list that raises many more alarms on them has an entry that means something else.</summary>
public sealed class TriageOnRealComplaintsTests
{
    private static readonly Lazy<List<TriageFinding>> s_findings = new(() =>
    [
        .. File.ReadLines(System.IO.Path.Combine(AppContext.BaseDirectory, "samples", "cfpb.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("Consumer complaint narrative").GetString()!)
            .Select(narrative => TriageReader.Of(narrative)),
    ]);

    [Theory]
    [InlineData(CaseFlag.Safety, 4)]
    [InlineData(CaseFlag.Abuse, 2)]
    [InlineData(CaseFlag.Vulnerable, 24)]
    [InlineData(CaseFlag.PublicReviewRisk, 6)]
    public void A_flag_is_seldom_raised(CaseFlag flag, int most) => Assert.InRange(s_findings.Value.Count(finding => finding.Flags.Contains(flag)), 1, most);

    [Fact]
    public void Most_customers_are_calm() =>
        Assert.InRange(s_findings.Value.Count(finding => finding.State == CustomerState.Calm), 340, 399);

    [Fact]
    public void Every_one_is_in_English() => Assert.All(s_findings.Value, finding => Assert.Equal("en", finding.Language));
}
