using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Escalation.Functions.Messages;
using Escalation.Functions.Parked;
using Escalation.Functions.Path;
using Escalation.Functions.Tests.Contracts;
using Escalation.Functions.Tests.Contracts.Tables;
using Escalation.Local.Bus;
using Escalation.Local.Verbs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Escalation.Functions.Tests.Broker;

/// <summary>What becomes of a message that no function can use, and of the reason.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class BadMessageTests(Azurite azurite) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task On_Service_Bus_it_is_parked_with_every_field_that_is_wrong()
    {
        using var broker = StandInBroker.Start(TimeProvider.System);
        using var patience = new CancellationTokenSource(Patience);
        await using var bus = await BusConnection.Open(broker.ConnectionString, TimeProvider.System, patience.Token);
        var options = new MachineOptions(_folder.Path) { Tables = await azurite.NewStore(), Bus = bus, Host = new() { Port = null, RunTimers = false } };
        await using var machine = await Machine.Open(options, NullLoggerFactory.Instance, patience.Token);
        await machine.Host.Start(patience.Token);
        await using var sender = bus.CreateSender(Entities.Complaints);

        await sender.SendMessageAsync(new ServiceBusMessage(new JsonObject { ["account"] = 7 }.ToJsonString()) { MessageId = "bad" }, patience.Token);

        var parked = await Parked(machine, patience.Token);
        await machine.Host.Stop();
        Assert.Equal((Entities.Complaints, "bad", "invalid"), (parked.Queue, parked.Key, parked.Reason));
        Assert.Contains("account", parked.Description, StringComparison.Ordinal);
        Assert.Empty(broker.Depths());
    }

    [Fact]
    public async Task Its_reason_goes_under_a_name_of_ours_as_well_as_the_brokers()
    {
        await using var world = await World.Open();
        var actions = new NotedDeath();
        var message = ServiceBusModelFactory.ServiceBusReceivedMessage(body: BinaryData.FromString("{}"), messageId: "bad");

        await world.Services.GetRequiredService<CommandMessages>().Settle(
            Entities.Updates, message, actions, () => throw new InvalidMessageException("account", "is missing"), default);

        Assert.Equal(("invalid", actions.Description), (actions.Reason, actions.Properties[MessageProperties.DeadDescription]));
        Assert.Equal("invalid", actions.Properties[MessageProperties.DeadReason]);
    }

    private static async Task<ParkedMessage> Parked(Machine machine, CancellationToken stopping)
    {
        var parked = machine.Services.GetRequiredService<ParkedMessages>();
        while (true)
        {
            if (await parked.List(stopping) is [var only])
            {
                return only;
            }

            await Task.Delay(50, stopping);
        }
    }

    private sealed class NotedDeath : ServiceBusMessageActions
    {
        public string? Reason { get; private set; }

        public string? Description { get; private set; }

        public Dictionary<string, object> Properties { get; private set; } = new(StringComparer.Ordinal);

        public override Task DeadLetterMessageAsync(
            ServiceBusReceivedMessage message,
            Dictionary<string, object>? propertiesToModify = default,
            string? deadLetterReason = default,
            string? deadLetterErrorDescription = default,
            CancellationToken cancellationToken = default)
        {
            (Reason, Description, Properties) = (deadLetterReason, deadLetterErrorDescription, propertiesToModify ?? []);
            return Task.CompletedTask;
        }
    }
}
