using Azure.Messaging.ServiceBus;
using Escalation.Functions.Audit;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Escalation.Functions.Tables;
using Escalation.Functions.Tests.Broker;
using Escalation.Functions.Tests.Contracts;
using Escalation.Functions.Tests.Contracts.Tables;
using Escalation.Local.Bus;
using Escalation.Local.Host;
using Escalation.Local.Verbs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace Escalation.Functions.Tests.Crash;

/// <summary><c>serve --tables … --bus …</c> as a person starts it: the real program and the real clients, the stand-in broker and Azurite.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class CrashOnServiceBusTests(Azurite azurite, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Kills = 4;
    private const int AtOnce = 4;
    private const int Seed = 13;
    private static readonly TimeSpan Lock = TimeSpan.FromMinutes(1);

    private readonly TempFolder _folder = new();
    private readonly Pulse _pulse = new();
    private readonly AheadClock _clock = new();
    private readonly CancellationTokenSource _timeout = new(TimeSpan.FromMinutes(4));
    private readonly string _account = azurite.NewAccount();
    private readonly int _port = StandInBroker.FreePort();
    private StandInBroker? _broker;
    private Gateway? _gateway;

    private StandInBroker Broker => _broker!;

    public async Task InitializeAsync()
    {
        _broker = StandInBroker.Start(_clock);
        _gateway = await Gateway.Open(_pulse.Beat);
    }

    public async Task DisposeAsync()
    {
        await _gateway!.DisposeAsync();
        Broker.Dispose();
        _timeout.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Killed_now_and_then_it_loses_nothing_and_does_nothing_twice()
    {
        var keys = KeyFile.Open(_folder.Path, ["anna", "bert", "carla", "dirk"]);
        using var customers = new Customers(new($"http://127.0.0.1:{_port}/"), keys, _pulse, Seed, _timeout.Token);
        using var enough = new CancellationTokenSource();
        var lives = Enumerable.Range(1, AtOnce).Select(one => Task.Run(() => LiveOn(customers, one, enough.Token))).ToList();
        await KillNowAndThen(lives);

        int exit;
        using (var last = Serve())
        {
            await enough.CancelAsync();
            await Task.WhenAll(lives).WaitAsync(_timeout.Token);
            await Rest();
            exit = await last.Interrupt();
        }

        await using var client = await BusConnection.Open(Broker.ConnectionString, TimeProvider.System, _timeout.Token);
        await using var machine = await Machine.Open(
            new MachineOptions(_folder.Path) { Host = new() { Port = null, RunTimers = false }, Tables = TableStore.Connect(_account), Bus = client },
            NullLoggerFactory.Instance,
            _timeout.Token);
        var evidence = await Evidence.Collect(machine.Services, customers, _gateway!.Deliveries, await Orders(client), _timeout.Token);
        var report = await machine.Services.GetRequiredService<StoreAudit>().Run(_timeout.Token);

        output.WriteLine($"{Kills} kills, {evidence.InNumbers}, {customers.Unanswered} requests unanswered.");
        Assert.Equal("", string.Join('\n', evidence.Faults()));
        Assert.Equal("", string.Join('\n', report.Violations.Select(violation => violation.Words)));
        Assert.Equal((0, evidence.Logs.Count), (exit, report.Cases));
        Assert.True(evidence.Logs.Count >= AtOnce, $"Only {evidence.Logs.Count} cases were lived through.");
    }

    private static async Task LiveOn(Customers customers, int one, CancellationToken enough)
    {
        for (var number = one; !enough.IsCancellationRequested; number += AtOnce)
        {
            await customers.Live(number);
        }
    }

    private ServeProcess Serve() => ServeProcess.Start(
        _folder.Path,
        _port,
        _gateway!.Address,
        settings: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [TablesConnection.Variable] = _account,
            [BusConnection.Variable] = Broker.ConnectionString,
        });

    private async Task KillNowAndThen(List<Task> lives)
    {
        var chance = new Random(Seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            var enough = _pulse.After(30 + chance.Next(90));
            using var serve = Serve();
            await serve.Ready.WaitAsync(_timeout.Token);
            await await Task.WhenAny([enough, .. lives]).WaitAsync(_timeout.Token);
            await serve.Kill();

            // Its locks end, and what it had in hand is delivered again.
            _clock.Jump(Lock);
            Broker.Entities.PassTime();
        }
    }

    /// <summary>Until nothing is ready, in hand or put back for later.</summary>
    private async Task Rest()
    {
        while (Broker.Depths().Any(depth => Entities.Taken.Contains(depth.Entity, StringComparer.Ordinal)))
        {
            await Task.Delay(100, _timeout.Token);
        }
    }

    private async Task<IReadOnlyCollection<Ordered>> Orders(ServiceBusClient client)
    {
        await using var receiver = client.CreateReceiver(Entities.Remedies);
        var orders = new List<Ordered>();
        while (await receiver.PeekMessagesAsync(100, cancellationToken: _timeout.Token) is { Count: > 0 } some)
        {
            orders.AddRange(some.Select(IncomingMessage.BodyOf<RemedyOrderBody>).Select(order => new Ordered(order.Case, order.IdempotencyKey)));
        }

        return orders;
    }
}
