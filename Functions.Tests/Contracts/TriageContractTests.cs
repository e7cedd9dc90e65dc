using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Functions.Tests.Domain;

namespace Escalation.Functions.Tests.Contracts;

/// <summary>Complaints were registered before there was triage, and are registered with it now: one version, one optional member.</summary>
public sealed class TriageContractTests
{
    private static readonly Event.Registered s_registered = new(EventSamples.Complaint with
    {
        Triage = new(
            CustomerState.Angry,
            [CaseFlag.Legal, CaseFlag.PublicReviewRisk],
            [new(TriageSign.Angry, new(2), 0, 12), new(TriageSign.Legal, new(2), 40, 6)]),
    });

    [Fact]
    public void It_is_written_as_its_file_says() =>
        Approved.Check("v2/registered-triaged.json", CaseFormat.Write(EventSamples.Recorded(s_registered)));

    [Fact]
    public void And_read_again() =>
        Assert.Equal(EventSamples.Recorded(s_registered), CaseFormat.ReadEvent(Approved.Read("v2/registered-triaged.json")));

    [Theory]
    [InlineData("v1/registered.json")]
    [InlineData("v2/registered.json")]
    public void One_from_before_is_calm_and_without_flags(string file)
    {
        var registered = (Event.Registered)CaseFormat.ReadEvent(Approved.Read(file)).Event;

        Assert.Null(registered.Complaint.Triage);
        Assert.Equal(Triage.Calm, registered.Complaint.Triaged);
    }
}
