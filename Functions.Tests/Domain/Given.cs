using Escalation.Domain;
using Escalation.Domain.Authority;
using Escalation.Domain.Review;

namespace Escalation.Functions.Tests.Domain;

/// <summary>A decider told as a sentence: given these events, on this command, expect that.</summary>
internal sealed class Given
{
    private static readonly CaseId Id = CaseId.For("web-shop", "1001");
    private static readonly Policy Policy = TestPolicy.Read();
    private readonly int _commits;
    private Actor _by = Actor.Pipeline;
    private Reviewer? _acting;
    private DateTimeOffset _now;

    private Given(Case? @case, int commits)
    {
        (Case, _commits) = (@case, commits);
        _now = EventSamples.At;
    }

    public Case? Case { get; }

    public static Given Nothing => new(null, 0);

    /// <summary>A case with these events in its first commit.</summary>
    public static Given A(params Event[] events) => Nothing.And(events);

    /// <summary>A registered complaint whose authority check is on its way.</summary>
    public static Given Registered(Func<Complaint, Complaint>? with = null)
    {
        var complaint = EventSamples.Complaint with { Requested = null, Dispute = null, Policy = Policy.Hash };
        return A(new Event.Registered(with?.Invoke(complaint) ?? complaint), new Event.Restated(1, new(6)), new Event.AssessmentOpened(1));
    }

    /// <summary>Another commit of the past.</summary>
    public Given And(params Event[] events)
    {
        var first = (Case?.LastEvent ?? 0) + 1;
        var recorded = events.Select((happened, i) => new Recorded(first + i, _commits + 1, EventSamples.At, Actor.Pipeline, $"m{_commits}", happened));
        return new(Fold.Commit(Id, Case, [.. recorded]), _commits + 1);
    }

    public Given By(Actor actor)
    {
        _by = actor;
        return this;
    }

    public Given ByReviewer(string id, string level)
    {
        _by = Actor.Reviewer(Code.Parse(id));
        _acting = new(Code.Parse(id), Code.Parse(level));
        return this;
    }

    public Given At(DateTimeOffset now)
    {
        _now = now;
        return this;
    }

    public Answered On(Command command) => new(Decider.Decide(Case, command, new(_by, Policy, new Facts(_acting, null), _now)));

    internal sealed record Answered(Decision Decision)
    {
        public void Expect(params Event[] events) => Assert.Equal(events, Assert.IsType<Decision.Accepted>(Decision).Events);

        /// <summary>The kinds of events, where their fields are told elsewhere.</summary>
        public void ExpectKinds(params Type[] kinds) =>
            Assert.Equal(kinds, Assert.IsType<Decision.Accepted>(Decision).Events.Select(happened => happened.GetType()));

        public void ExpectRefusal(RefusalReason reason) => Assert.Equal(reason, Assert.IsType<Decision.Refused>(Decision).Refusal.Reason);
    }
}
