using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Functions.Tests.Domain;

/// <summary>A decider told as a sentence: given these events, on this command, expect that.</summary>
internal sealed class Given
{
    private static readonly CaseId Id = CaseId.For("web-shop", "1001");
    private static readonly Policy Usual = TestPolicy.Read();
    private readonly int _commits;
    private Policy _policy = Usual;
    private Actor _by = Actor.Pipeline;
    private Reviewer? _acting;
    private ValueList<Reviewer>? _roster;
    private ValueList<Code> _named = [];
    private ValueList<CustomerKey> _keys = [];
    private ValueList<GrantedSum> _granted = [];
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
        var complaint = EventSamples.Complaint with { Requested = null, Dispute = null, Policy = Usual.Hash };
        return A(new Event.Registered(with?.Invoke(complaint) ?? complaint), new Event.Restated(1, new(6)), new Event.AssessmentOpened(1));
    }

    /// <summary>Another commit of the past.</summary>
    public Given And(params Event[] events) => And(Actor.Pipeline, events);

    /// <summary>Another commit of the past, by somebody.</summary>
    public Given And(Actor by, params Event[] events)
    {
        var first = (Case?.LastEvent ?? 0) + 1;
        var recorded = events.Select((happened, i) => new Recorded(first + i, _commits + 1, EventSamples.At, by, $"m{_commits}", happened));
        return new(Fold.Commit(Id, Case, [.. recorded]), _commits + 1);
    }

    /// <summary>Decided by another policy than the usual one of the tests.</summary>
    public Given Under(Policy policy)
    {
        _policy = policy;
        return this;
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

    /// <summary>Everybody on the ladder, as "anna l1, carla l2".</summary>
    public Given WithRoster(string people = "anna l1, bert l1, carla l2, dirk l3")
    {
        _roster = people.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(person => person.Split(' '))
            .Select(pair => new Reviewer(Code.Parse(pair[0]), Code.Parse(pair[1]))).ToValueList();
        return this;
    }

    /// <summary>Everybody on the ladder, with the teams and languages they have.</summary>
    public Given WithRoster(params Reviewer[] people)
    {
        _roster = people.ToValueList();
        return this;
    }

    /// <summary>The words that come with the command name these reviewers.</summary>
    public Given Naming(params string[] people)
    {
        _named = people.Select(Code.Parse).ToValueList();
        return this;
    }

    /// <summary>The particulars that come with the command have these keys.</summary>
    public Given KnownBy(params CustomerKey[] keys)
    {
        _keys = keys.ToValueList();
        return this;
    }

    /// <summary>The customer was granted this before, and nothing is kept for the case.</summary>
    public Given GrantedBefore(params GrantedSum[] sums)
    {
        _granted = sums.ToValueList();
        return this;
    }

    public Answered On(Command command)
    {
        var facts = new Facts(_acting, null) { Roster = _roster, Named = _named, CustomerKeys = _keys, Granted = _granted, GrantedUnkept = _granted };
        return new(Decider.Decide(Case, command, new(_by, _policy, facts, _now)));
    }

    /// <summary>The deadline the case waits for passes, and its alarm rings: at once, where no time is named.</summary>
    public Answered OnItsDeadline(DateTimeOffset? rung = null)
    {
        var next = Case!.Next!;
        return By(Actor.Pipeline).At(rung ?? next.Due).On(new Command.FireDeadline(next.Arm, next.Due));
    }

    internal sealed record Answered(Decision Decision)
    {
        public void Expect(params Event[] events) => Assert.Equal(events, Assert.IsType<Decision.Accepted>(Decision).Events);

        /// <summary>The kinds of events, where their fields are told elsewhere.</summary>
        public void ExpectKinds(params Type[] kinds) =>
            Assert.Equal(kinds, Assert.IsType<Decision.Accepted>(Decision).Events.Select(happened => happened.GetType()));

        public void ExpectRefusal(RefusalReason reason) => Assert.Equal(reason, Assert.IsType<Decision.Refused>(Decision).Refusal.Reason);

        public void ExpectRefusal(RefusalReason reason, string words) =>
            Assert.Equal((reason, words), (Refused.Refusal.Reason, Refused.Refusal.Words));

        /// <summary>What a refused decision leaves in the log.</summary>
        public void ExpectNoted(params Event[] events) => Assert.Equal(events, Refused.Events);

        public T Single<T>() where T : Event => Assert.IsType<Decision.Accepted>(Decision).Events.OfType<T>().Single();

        private Decision.Refused Refused => Assert.IsType<Decision.Refused>(Decision);
    }
}
