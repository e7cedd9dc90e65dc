using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Escalation.Functions.Store;
using Escalation.Simulation;

namespace Escalation.Functions.Tests.Simulation;

/// <summary>Ways to break the pipeline on purpose, by the names they have in the design. None of them needs a change to the product: each sits
/// in front of a port or beside a function.</summary>
internal static class SeededBugs
{
    /// <summary>The twelve of "Why so", but for one that is <see cref="ProjectsOnce">none here</see>; the five rules of FollowUp; and more.</summary>
    public static IReadOnlyDictionary<string, Func<Wiring>> All { get; } = new Dictionary<string, Func<Wiring>>(StringComparer.Ordinal)
    {
        ["the message row is not read at load"] = () => new Store((store, run) => new NoMessageRowAtLoad(store, run)),
        ["an empty decision leaves no row"] = () => new Store((store, run) => new NoRowForEmptyDecisions(store, run)),
        ["a dead message is not claimed before it is parked"] = () => new Store((store, run) => new NoClaimBeforeParking(store, run)),
        ["every resubmission has a new id"] = () => new NewResubmissionIds(),
        ["a resubmission is not written down"] = () => new Store((store, _) => new NoNoteOfResubmissions(store)),
        ["an alarm key is used again"] = () => new Store((store, _) => new FollowUpsUnderOtherKeys(store, WithoutArm)),
        ["the sweep deletes"] = () => new Store((store, _) => new SweepDeletes(store)),
        ["a follow-up is not due where the clock is behind"] = () => new BelievesItsClock(),
        ["a redelivered message does not project"] = () => new Store((store, run) => new DoesNotProjectAgain(store, run)),
        ["only the lists of today are written"] = () => new Store((store, _) => new NoTombstones(store)),
        ["no version guard on lists"] = () => new Store((store, _) => new NoVersionGuard(store)),
        ["commands do not name what they answer"] = () => new UnnamedIntents(),
        ["no ledger for limits across cases"] = () => new Store((store, _) => new NoLedger(store)),

        ["a follow-up is known by the key of its row"] = () => new Store((store, run) => new FollowUpsUnderOtherKeys(store, key => WithWake(key, run))),
        ["a follow-up fires whatever is next"] = () => new FiresWhateverIsNext(),
        ["a follow-up that does not fire leaves a row"] = () => new NotDueLeavesRow(),
        ["the alarm row is deleted before publishing"] = () => new Store((store, run) => new AfterCommit(store, () => DeleteAlarm(run))),
        ["a row ahead of its case is never deleted"] = () => new Store((store, _) => new ArmedAnotherTime(store, new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero))),
        ["a row ahead of its case is deleted at once"] = () => new Store((store, _) => new ArmedAnotherTime(store, DateTimeOffset.UnixEpoch)),

        ["publishes before the commit"] = () => new Store((store, run) => new PublishesBeforeCommit(store, run)),
        ["the ledger ignores its ETag"] = () => new Store((store, _) => new IgnoresTheLedgersETag(store)),
        ["ignores the ETag"] = () => new Store((store, _) => new IgnoresTheETag(store)),
        ["what is to be sent is noted as sent"] = () => new Store((store, _) => new NotesBeforeSending(store)),
        ["completes before publishing"] = () => new Store((store, run) => new AfterCommit(store, () => Complete(run))),
        ["grants twice"] = () => new GrantsTwice(),
        ["loses a complaint"] = () => new LosesComplaints(),
    };

    /// <summary>The loop of step 6 left out, which the design names among the twelve. With rows by the case alone it does no harm, so there is
    /// nothing to find (docs/decisions/0003-view-rows-by-case.md); what does harm here is "a redelivered message does not project".</summary>
    /// <param name="withheld">Told each time the loop would have gone round again.</param>
    public static Wiring ProjectsOnce(Action withheld) => new Store((store, run) => new ProjectsOnce(store, run, withheld));

    private static FollowUpBody? FollowUp(ServiceBusReceivedMessage message) => IncomingMessage.BodyOf<FollowUpBody>(message);

    private static string WithoutArm(string key)
    {
        var parts = key.Split('.');
        return $"{parts[0]}.{parts[1]}.{parts[3]}";
    }

    private static string WithWake(string key, Run run) => run.Hosts.Current is { Name: Entities.FollowUps, Message: { } delivery }
        ? $"{key}.{AlarmRow.Stamp(FollowUp(delivery.Received)!.Wake)}"
        : key;

    private static Task DeleteAlarm(Run run)
    {
        if (run.Hosts.Current is { Name: Entities.FollowUps, Message: { } delivery })
        {
            var (id, due) = (IncomingMessage.RequiredCase(delivery.Received), FollowUp(delivery.Received)!);
            var row = new AlarmRow(due.Wake, id, due.Arm, due.Due, due.ArmedAt);
            run.Store.Apply(TableNames.Alarms, row.Shard, [new RowChange.Remove(row.Key)]);
        }

        return Task.CompletedTask;
    }

    private static async Task Complete(Run run)
    {
        if (run.Hosts.Current is { Message: { } delivery })
        {
            try
            {
                await delivery.CompleteMessageAsync(delivery.Received);
            }
            catch (ServiceBusException)
            {
                // Completed later, by the product.
            }
        }
    }

    private static void LeaveRow(Run run, Delivery delivery)
    {
        var (id, due) = (IncomingMessage.RequiredCase(delivery.Received), FollowUp(delivery.Received)!);
        var key = $"message-{FollowUpBody.KeyOf(id, due.Arm, due.Due)}";
        if (run.Store.Find(TableNames.Cases, id.Text, key) is null)
        {
            var outcome = new MessageOutcome(MessageState.Refused, run.Now, Reason: "overtaken", Words: "Not due.");
            run.Store.Apply(TableNames.Cases, id.Text, [new RowChange.Add(key, outcome.Write())]);
        }
    }

    private sealed class Store(Func<IStore, Run, IStore> around) : Wiring
    {
        public override IStore AroundStore(IStore store, Run run) => around(store, run);
    }

    private sealed class NewResubmissionIds : Wiring
    {
        private int _ids = 1_000;

        public override ISender AroundSender(ISender sender, Run run) => new Changing(sender, message =>
            message.Properties.ContainsKey(MessageProperties.Resubmission) && message.Attempt == 0
                ? message with { Key = string.Create(CultureInfo.InvariantCulture, $"{MessageIdentity.FirstKeyOf(message.Key)}~{++_ids}") }
                : message);
    }

    private sealed class Changing(ISender sender, Func<OutgoingMessage, OutgoingMessage> change) : ISender
    {
        public Task Send(IReadOnlyList<OutgoingMessage> messages, CancellationToken stopping) => sender.Send([.. messages.Select(change)], stopping);
    }

    private sealed class BelievesItsClock : Wiring
    {
        public override Task Handle(Activity activity, Func<Task> handle, Run run)
        {
            if (activity is not { Name: Entities.FollowUps, Message: { } delivery }
                || activity.Instance!.Clock.GetUtcNow() >= FollowUp(delivery.Received)!.Due)
            {
                return handle();
            }

            LeaveRow(run, delivery);
            return delivery.CompleteMessageAsync(delivery.Received);
        }
    }

    private sealed class NotDueLeavesRow : Wiring
    {
        public override async Task Handle(Activity activity, Func<Task> handle, Run run)
        {
            await handle();
            if (activity is { Name: Entities.FollowUps, Message: { Settled: true } delivery })
            {
                LeaveRow(run, delivery);
            }
        }
    }

    private sealed class UnnamedIntents : Wiring
    {
        public override OutgoingMessage Delivering(OutgoingMessage message, Run run)
        {
            if (message.Entity is not (Entities.Reviews or Entities.Updates)
                || run.Record.Cases.GetValueOrDefault(CaseId.Parse(message.Properties[MessageProperties.Case])) is not { } state)
            {
                return message;
            }

            var said = JsonNode.Parse(message.Body.Span)!.AsObject();
            Name("review", state.Numbers.Reviews);
            Name("offer", state.Numbers.Offers);
            Name("grant", state.Numbers.Grants);
            Name("restatement", state.Restatement?.Version ?? 1);
            return message with { Body = System.Text.Encoding.UTF8.GetBytes(said.ToJsonString()) };

            void Name(string field, int number)
            {
                if (said.ContainsKey(field))
                {
                    said[field] = Math.Max(number, 1);
                }
            }
        }
    }

    private sealed class FiresWhateverIsNext : Wiring
    {
        public override OutgoingMessage Delivering(OutgoingMessage message, Run run) =>
            message.Entity == Entities.FollowUps
            && run.Record.Cases.GetValueOrDefault(CaseId.Parse(message.Properties[MessageProperties.Case]))?.Next is { } next
                ? message with { Body = CaseFormat.WriteValue(CaseFormat.ReadValue<FollowUpBody>(message.Body.Span) with { Arm = next.Arm, Due = next.Due }) }
                : message;
    }

    private sealed class GrantsTwice : Wiring, ISender
    {
        private ISender? _inner;

        public override ISender AroundSender(ISender sender, Run run)
        {
            _inner = sender;
            return this;
        }

        public Task Send(IReadOnlyList<OutgoingMessage> messages, CancellationToken stopping) => _inner!.Send(
            [.. messages.SelectMany(m => m.Entity == Entities.Remedies ? [m, m with { Key = $"{m.Key}-again" }] : new[] { m })], stopping);
    }

    private sealed class LosesComplaints : Wiring
    {
        public override Task Handle(Activity activity, Func<Task> handle, Run run) =>
            activity is { Name: Entities.Complaints, Message: { } delivery } && delivery.Queued.Sequence % 7 == 0
                ? delivery.CompleteMessageAsync(delivery.Received)
                : handle();
    }
}
