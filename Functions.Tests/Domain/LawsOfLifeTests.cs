using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Language;
using Escalation.Domain.Letters;
using Escalation.Domain.Values;
using FsCheck;
using FsCheck.Fluent;
using static Escalation.Domain.Cases.Event;

namespace Escalation.Functions.Tests.Domain;

/// <summary>What holds for every case, whatever is asked of it and in whatever order. The invariants are those of the design.</summary>
public sealed class LawsOfLifeTests
{
    private static readonly CustomerLetters s_letters = new(TemplateSet.BuiltIn);

    [Fact]
    public void Nothing_that_can_be_asked_is_a_fault() => Holds(life => life.Steps.Count == 70);

    [Fact]
    public void Folding_the_stored_log_gives_the_snapshot_byte_for_byte() => Holds(life =>
    {
        var log = life.Log.Select(recorded => CaseFormat.ReadEvent(CaseFormat.Write(recorded)));
        return CaseFormat.Write(Fold.Log(RandomLife.Id, log)!).AsSpan().SequenceEqual(CaseFormat.Write(life.Case!));
    });

    [Fact]
    public void A_snapshot_is_read_as_what_was_written() => Holds(life => life.Case!.Equals(CaseFormat.ReadCase(CaseFormat.Write(life.Case))));

    [Fact]
    public void Time_never_runs_backwards() => Holds(life => life.Log.Zip(life.Log.Skip(1)).All(pair => pair.First.At <= pair.Second.At));

    [Fact]
    public void Every_promise_ends_at_most_once_and_is_open_until_then() => Holds(life =>
    {
        var ends = life.Log.Select(recorded => EndOf(recorded.Event)).OfType<int>().ToList();
        var open = life.Case!.Promises.Where(promise => promise.State == PromiseState.Open).Select(promise => promise.Number).ToList();
        return ends.Distinct().Count() == ends.Count && !ends.Intersect(open).Any() && ends.Count + open.Count == life.Case.Promises.Count;
    });

    [Fact]
    public void A_promise_is_kept_only_in_time() => Holds(life => life.Log.All(recorded =>
        recorded.Event is not PromiseKept kept || recorded.At <= life.Case!.Promises[kept.Promise - 1].Due));

    [Fact]
    public void Nothing_is_granted_or_offered_above_the_limit_of_its_level() => Holds(life => life.Log.All(recorded => recorded.Event switch
    {
        RemedyGranted e => RandomLife.ItsPolicy.LimitsOf(e.Level).Covers(e.Remedy),
        OptionsOffered e => e.Options.Count is 2 or 3 && e.Options.All(RandomLife.ItsPolicy.LimitsOf(e.Level).Covers),
        _ => true,
    }));

    [Fact]
    public void An_amount_read_from_the_account_grants_nothing_by_itself() => Holds(life => life.Steps.All(step =>
        step.Command is not Command.CheckAuthority
        || step.After!.Complaint.Requested?.Amount is not null
        || step.After.Complaint.Dispute?.Origin != AmountOrigin.ReadFromText
        || !step.Commit.Any(recorded => recorded.Event is RemedyGranted { Basis.Rules.Count: 0 })));

    [Fact]
    public void A_case_closes_with_an_outcome_and_a_cause_and_promises_nothing_more() => Holds(life => life.Steps.All(step =>
        step.After?.Stage is not Stage.Closed
        || (step.After.Cause is not null && step.After.Next is null && step.After.Promises.All(promise => promise.State != PromiseState.Open))));

    [Fact]
    public void An_open_case_that_is_not_being_checked_waits_for_something() => Holds(life => life.Steps.All(step =>
        step.After is null or { Stage: Stage.Closed or Stage.Assessing }
        || (step.After.Next is not null && Deadline.Of(step.After.Stage, step.After.Promises).Any())));

    [Fact]
    public void The_same_command_again_is_refused_whatever_its_id() => Holds(life => life.Steps.All(step =>
        step.Decision is Decision.Refused || OnlyRecordsWords(step.Command) || step.Again is Decision.Refused));

    [Fact]
    public void A_commit_tells_the_customer_one_thing_at_most() => Holds(life => life.Steps.All(step =>
        step.Commit.Count == 0 || Outbound.From(step.After!, step.Commit).Count(outbound => outbound is Outbound.ToCustomer) <= 1));

    [Fact]
    public void Messages_of_a_case_never_share_an_id() => Holds(life =>
    {
        var ids = life.Steps.Where(step => step.Commit.Count > 0)
            .SelectMany(step => Outbound.From(step.After!, step.Commit)).Select(outbound => outbound.IdIn(RandomLife.Id)).ToList();
        return ids.Distinct(StringComparer.Ordinal).Count() == ids.Count;
    });

    [Theory]
    [InlineData("en")]
    [InlineData("fi")]
    [InlineData("ko")]
    [InlineData("zh")]
    public void Every_message_can_be_written_in(string language) => Holds(life => life.Steps.Where(step => step.Commit.Count > 0).All(step =>
    {
        var spoken = step.After! with { Complaint = step.After.Complaint with { Language = Code.Parse(language) } };
        var telling = new Telling(spoken, step.Commit, life.Texts, RandomLife.ItsPolicy with { Language = language });
        return Outbound.From(spoken, step.Commit).All(outbound => IsWhole(Written(outbound, telling)));
    }));

    [Fact]
    public void Every_stage_and_every_message_is_reached()
    {
        var stages = new HashSet<string>(StringComparer.Ordinal);
        var messages = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in RandomLife.Same(400).SelectMany(life => life.Steps).Where(step => step.Commit.Count > 0))
        {
            stages.Add(step.After!.Stage.Name);
            messages.UnionWith(Outbound.From(step.After, step.Commit).Select(Kind));
        }

        Assert.Equal(7, stages.Count);
        Assert.Superset(
            Enum.GetNames<CustomerMessage>().Concat(Enum.GetNames<StaffMessage>()).ToHashSet(StringComparer.Ordinal), messages);
    }

    private static void Holds(Func<RandomLife, bool> law) =>
        Prop.ForAll(RandomLife.Any, law).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    private static int? EndOf(Event happened) => happened switch
    {
        PromiseKept e => e.Promise,
        PromiseBroken e => e.Promise,
        PromiseVoided e => e.Promise,
        PromiseRenegotiated e => e.Promise,
        _ => null,
    };

    /// <summary>Words are kept as often as they are said; what makes a delivery report one is the key it comes under.</summary>
    private static bool OnlyRecordsWords(Command command) =>
        command is Command.Write or Command.GiveContact or Command.ReportDelivery or Command.ReportRejection;

    private static RenderedMessage? Written(Outbound outbound, Telling telling) => outbound switch
    {
        Outbound.ToCustomer o => s_letters.ToCustomer(o.Message, telling, new("Ms", "Maria")),
        Outbound.ToStaff o => s_letters.ToStaff(o.Message, telling),
        Outbound.ToOperators o => s_letters.ToStaff(o.Message, telling),
        _ => null,
    };

    private static bool IsWhole(RenderedMessage? message) =>
        message is null || (message.Subject.Length > 0 && !message.Subject.Contains('\n', StringComparison.Ordinal) && message.Body.Length > 20);

    private static string Kind(Outbound outbound) => outbound switch
    {
        Outbound.ToCustomer o => o.Message.ToString(),
        Outbound.ToStaff o => o.Message.ToString(),
        Outbound.ToOperators o => o.Message.ToString(),
        _ => outbound.Kind,
    };
}
