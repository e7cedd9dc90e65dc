using Azure.Messaging.ServiceBus;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Escalation.Functions.Startup;
using Escalation.Functions.Store;
using Escalation.Functions.Tests.Host;
using Escalation.Simulation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Escalation.Functions.Tests.Simulation;

/// <summary>Defects of the product that the simulator found, each as a test of its own.</summary>
public sealed class FoundBySimulationTests
{
    private readonly ManualClock clock = new();

    [Fact]
    public async Task Tidying_up_removes_old_tombstones_although_the_sweep_has_left_its_heartbeat()
    {
        var store = new MemoryStore((_, _, _) => { });
        await using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<IStore>(store)
            .AddSender("nobody", _ => new NoSender())
            .AddPipeline()
            .BuildServiceProvider();
        var sweep = services.GetRequiredService<AlarmSweep>();
        var tombstone = new ViewEntry(CaseId.For("shop", "1"), 3, Due: null, clock.GetUtcNow());
        await store.Transact(TableNames.Views, "inbox:l1", [new RowChange.Add(tombstone.Case.Text, CaseFormat.WriteValue(tombstone))], default);
        await sweep.Run(default);
        clock.Advance(TimeSpan.FromDays(2));

        await sweep.Tidy(default);

        Assert.Empty(store.Rows(TableNames.Views, "inbox:l1"));
    }

    [Fact]
    public void A_complaint_without_a_number_of_its_own_becomes_the_case_that_its_sender_was_told()
    {
        var told = CaseId.For("shop", "idempotency key of the sender");

        var (id, _) = Identity.Of(Entities.Complaints, Complaint("any.key", told));

        Assert.Equal(told, id);
        Assert.Equal(told, Identity.Complaint(Complaint("any.key", told)).Case);
    }

    [Fact]
    public void A_parked_complaint_that_is_sent_once_more_is_another_message_for_the_same_case()
    {
        var told = CaseId.For("shop", "1");
        var form = Identity.Complaint(Complaint("any.key", told));
        var again = Complaint($"{MessageIdentity.KeyOf(form)}~1", told);

        Assert.Equal($"{MessageIdentity.KeyOf(form)}~1", MessageIdentity.KeyOf(Identity.Complaint(again), again));
    }

    [Theory]
    [InlineData("K7QF.000004.customer~2", "K7QF.000004.customer")]
    [InlineData("K7QF.000004.customer", "K7QF.000004.customer")]
    [InlineData("told~by-others", "told~by-others")]
    public void A_letter_that_was_parked_and_is_sent_once_more_keeps_its_id(string key, string first) =>
        Assert.Equal(first, MessageIdentity.FirstKeyOf(key));

    /// <summary>Each delivery left a copy before, and those copies theirs: in an outage, one notification became thousands.</summary>
    [Fact]
    public async Task A_handler_that_lost_its_message_while_the_store_was_slow_puts_no_copy_of_it_back()
    {
        await using var world = await World.Open();

        await Assert.ThrowsAsync<ServiceBusException>(() => world.Services.GetRequiredService<CommandMessages>().Settle(
            Entities.Updates,
            Complaint("any.key", CaseId.For("shop", "1")),
            new LostLock(),
            () => throw new StoreUnavailableException("The store did not answer."),
            default));

        Assert.Empty(world.AllSent);
    }

    /// <summary>Each delivery sent everything again before, and each of those messages its own, for as long as the lists were slower than locks
    /// last.</summary>
    [Fact]
    public async Task What_a_message_implies_is_sent_once_more_by_its_second_delivery_and_not_by_those_after_it()
    {
        await using var world = await World.Open();
        var id = await world.Complain(Complaints.Late());
        var processor = world.Services.GetRequiredService<CaseProcessor>();
        var sent = new List<int>();

        for (var delivery = 1; delivery <= 4; delivery++)
        {
            await processor.Handle(new(id, "withdrawn", new Command.Withdraw(0, "Never mind."), Actor.Customer), default);
            sent.Add(world.Sent(id, Entities.Notifications).Count(message => message.Subject == "closed"));
        }

        Assert.Equal([1, 2, 2, 2], sent);
    }

    private MessageIdentity Identity => new(new ComplaintReader(new PossibleTimes(DateTimeZone.Utc, clock)));

    private static ServiceBusReceivedMessage Complaint(string key, CaseId id) => ServiceBusModelFactory.ServiceBusReceivedMessage(
        body: new BinaryData("""{"source":"shop","account":"The parcel came late and the box was open."}"""),
        messageId: key,
        properties: new Dictionary<string, object>(StringComparer.Ordinal) { [MessageProperties.Key] = key, [MessageProperties.Case] = id.Text });

    private sealed class LostLock : ServiceBusMessageActions
    {
        public override Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => Gone();

        public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) => Gone();

        private static Task Gone() => Task.FromException(new ServiceBusException("The lock is gone.", ServiceBusFailureReason.MessageLockLost));
    }

    private sealed class NoSender : ISender
    {
        public Task Send(IReadOnlyList<OutgoingMessage> messages, CancellationToken stopping) => Task.CompletedTask;
    }
}
