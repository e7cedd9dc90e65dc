using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Parked;
using Escalation.Functions.Store;
using Escalation.Functions.Tests.Host;
using Escalation.Simulation;

namespace Escalation.Functions.Tests.Parked;

/// <summary>Decisions about parked messages that break off at every step, and that meet each other.</summary>
public sealed class ParkedDecisionTests
{
    private static readonly CaseId Case = CaseId.For("shop", "1");
    private static readonly ParkedId Id = ParkedId.Of(DateTimeOffset.UnixEpoch, Case, "m-1");
    private static readonly Actor Anna = new(ActorKind.Operator, Code.Parse("anna"));
    private static readonly Actor Bert = new(ActorKind.Operator, Code.Parse("bert"));

    private readonly Steps _steps = new();

    [Fact]
    public async Task A_resubmission_that_broke_off_anywhere_is_finished_under_the_same_key()
    {
        await EveryStep(
            desk => desk.Resubmit(Id, Anna, default),
            async (desk, row) =>
            {
                Assert.True(row.IsWaiting || _steps.Sent.Count > 0, "It was not sent, and nobody sees it any more.");
                await desk.Resubmit(Id, Bert, default);
                Assert.Equal(["m-1~1"], _steps.Sent.Select(message => message.Key).Distinct());
                Assert.True((await Row()).Resubmitted is { Sent: true, Key: "m-1~1" });
            });
    }

    [Fact]
    public async Task A_discard_that_broke_off_anywhere_is_finished_and_keeps_its_first_reason()
    {
        await EveryStep(
            desk => desk.Discard(Id, Anna, "first", default),
            async (desk, row) =>
            {
                await desk.Discard(Id, Bert, "second", default);
                var discarded = (await Row()).Discarded!;
                Assert.Equal(row.Discarded is null ? "second" : "first", discarded.Reason);
                Assert.DoesNotContain(_steps.Store.Rows(TableNames.Parked, Id.Day), stored => ParkedMessages.IsBody(stored.Key));
            });
    }

    [Fact]
    public async Task Once_a_resubmission_was_begun_it_cannot_be_discarded()
    {
        await EveryStep(
            desk => desk.Resubmit(Id, Anna, default),
            async (desk, row) =>
            {
                var begun = row.Resubmitted is not null;
                var decision = await desk.Discard(Id, Bert, "spam", default);
                Assert.Equal(begun, decision is ParkedDecision.Refused);
                Assert.Equal(begun, (await Row()).Discarded is null);
            });
    }

    [Fact]
    public async Task A_discard_that_comes_first_stops_a_resubmission_that_had_read_the_message()
    {
        var desk = await Desk();
        _steps.Before(2, () => desk.Discard(Id, Bert, "spam", default));

        var decision = await desk.Resubmit(Id, Anna, default);

        Assert.IsType<ParkedDecision.Refused>(decision);
        Assert.Empty(_steps.Sent);
    }

    [Fact]
    public async Task Two_who_resubmit_at_once_send_the_same()
    {
        var desk = await Desk();
        _steps.Before(2, () => desk.Resubmit(Id, Bert, default));

        await desk.Resubmit(Id, Anna, default);

        Assert.Equal(["m-1~1"], _steps.Sent.Select(message => message.Key).Distinct());
        Assert.Equal(Bert, (await Row()).Resubmitted!.By);
    }

    [Fact]
    public void The_same_message_once_more_carries_everything_but_its_key()
    {
        var sent = Resubmission.Of(Parked("m-1"), Id, new byte[] { 7 });

        Assert.Equal((Entities.Updates, "m-1~1", "withdraw"), (sent.Entity, sent.Key, sent.Subject));
        Assert.Equal([7], sent.Body.ToArray());
        Assert.Equal(("customer", Case.Text, "1"), (
            sent.Properties[MessageProperties.ActorKind], sent.Properties[MessageProperties.Case], sent.Properties[MessageProperties.Resubmission]));
    }

    [Fact]
    public void A_key_of_others_that_ends_in_a_number_is_kept_whole() =>
        Assert.Equal("order~1~1", Resubmission.Of(Parked("order~1"), Id with { Key = "order~1" }, default).Key);

    [Fact]
    public void A_key_that_leaves_no_room_is_known_by_its_digest_and_stays_a_key()
    {
        var again = MessageIdentity.ResubmittedKey(new string('k', IncomingMessage.LongestKey), 1);

        Assert.Equal(again, MessageIdentity.ResubmittedKey(new string('k', IncomingMessage.LongestKey), 1));
        Assert.InRange(again.Length, 1, IncomingMessage.LongestKey);
        Assert.EndsWith("~1", again, StringComparison.Ordinal);
    }

    [Fact]
    public void A_complaint_that_nobody_could_read_is_not_tied_to_a_case_that_is_none()
    {
        var nowhere = CaseId.For(MessageIdentity.NoCase, "m-1");

        var sent = Resubmission.Of(Parked("m-1") with { Case = null, Properties = new Dictionary<string, string>() }, Id with { Case = nowhere }, default);

        Assert.False(sent.Properties.ContainsKey(MessageProperties.Case));
        Assert.Equal(CaseId.For(MessageIdentity.NoCase, "m-1~1"), Resubmission.CaseOf(sent));
    }

    /// <summary>Carries an act out and breaks it off at its first step, then at its second, and so on to its last, each on a world of its own.</summary>
    /// <param name="after">Gets the message as the broken act left it, with nothing failing any more.</param>
    private async Task EveryStep(Func<ParkedDecisions, Task> act, Func<ParkedDecisions, ParkedMessage, Task> after)
    {
        var step = 1;
        for (; ; step++)
        {
            var desk = await Desk();
            _steps.BreakAt(step);
            if (!await BreaksOff(() => act(desk)))
            {
                break;
            }

            _steps.BreakAt(null);
            await after(desk, await Row());
        }

        Assert.True(step > 4, $"Only {step - 1} steps were tried.");
    }

    private static async Task<bool> BreaksOff(Func<Task> act)
    {
        try
        {
            await act();
            return false;
        }
        catch (Exception e) when (e is StoreUnavailableException or SendFailedException)
        {
            return true;
        }
    }

    private async Task<ParkedDecisions> Desk()
    {
        _steps.Begin();
        var messages = new ParkedMessages(_steps);
        await messages.Add(Id, Parked("m-1") with { Body = new byte[100_000], Bytes = 100_000 }, default);
        _steps.BreakAt(null);
        return new(messages, new CaseStore(_steps), new(_steps, TimeProvider.System), new ManualClock());
    }

    private async Task<ParkedMessage> Row() => (await new ParkedMessages(_steps).Find(Id, default))!.Message;

    private static ParkedMessage Parked(string key) => new(
        $"1970-01-01_{Case}_{key}",
        DateTimeOffset.UnixEpoch,
        Entities.Updates,
        Case,
        key,
        "withdraw",
        "gave-up",
        "Tried 15 times over an hour.",
        new Dictionary<string, string>(StringComparer.Ordinal) { [MessageProperties.Case] = Case.Text, [MessageProperties.ActorKind] = "customer" },
        []);

    /// <summary>A store and a sender that fail at one step. A write that fails may have been carried out: odd steps fail before, even ones after.</summary>
    private sealed class Steps : IStore, ISender
    {
        private int _step;
        private int? _breakAt;
        private (int Step, Func<Task> Act)? _before;

        public MemoryStore Store { get; private set; } = new((_, _, _) => { });

        public List<OutgoingMessage> Sent { get; } = [];

        public void Begin()
        {
            Store = new((_, _, _) => { });
            Sent.Clear();
        }

        public void BreakAt(int? step) => (_step, _breakAt) = (0, step);

        public void Before(int step, Func<Task> act) => _before = (step, act);

        public Task<Row?> Get(string table, string partition, string key, CancellationToken stopping) =>
            Step(() => Store.Get(table, partition, key, stopping));

        public IAsyncEnumerable<Row> Range(string table, string partition, string from, string? before, CancellationToken stopping) =>
            Store.Range(table, partition, from, before, stopping);

        public IAsyncEnumerable<string> Partitions(string table, CancellationToken stopping) => Store.Partitions(table, stopping);

        public Task Transact(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken stopping) =>
            Step(() => Done(Store.Transact(table, partition, changes, stopping)));

        public Task Send(IReadOnlyList<OutgoingMessage> messages, CancellationToken stopping) =>
            Step(() =>
            {
                Sent.AddRange(messages);
                return Task.FromResult(true);
            });

        private static async Task<bool> Done(Task task)
        {
            await task;
            return true;
        }

        private async Task<T> Step<T>(Func<Task<T>> call)
        {
            _step++;
            if (_before is var (at, act) && at == _step)
            {
                _before = null;
                await act();
            }

            if (_step != _breakAt)
            {
                return await call();
            }

            if (_step % 2 == 0)
            {
                _ = await call();
            }

            throw new StoreUnavailableException("Broken off.");
        }
    }
}
