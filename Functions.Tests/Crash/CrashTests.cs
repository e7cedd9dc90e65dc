using System.Net;
using System.Net.Sockets;
using Escalation.Domain.Cases;
using Escalation.Functions.Audit;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Escalation.Functions.Tests.Contracts;
using Escalation.Local.Host;
using Escalation.Local.Verbs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace Escalation.Functions.Tests.Crash;

/// <summary>The real program, killed again and again while people use it. What is killed when is decided by a seed and by what the outside
/// sees, never by a clock; how far the process had come by then is the machine's own chance.</summary>
public sealed class CrashTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Kills = 20;
    private const int AtOnce = 6;
    private const int Seed = 7;

    private readonly TempFolder _folder = new();
    private readonly Pulse _pulse = new();
    private readonly CancellationTokenSource _timeout = new(TimeSpan.FromMinutes(6));
    private Gateway? _gateway;

    public async Task InitializeAsync() => _gateway = await Gateway.Open(_pulse.Beat);

    public async Task DisposeAsync()
    {
        await _gateway!.DisposeAsync();
        _timeout.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Killed_at_any_moment_it_loses_nothing_and_does_nothing_twice()
    {
        var port = FreePort();
        var keys = KeyFile.Open(_folder.Path, ["anna", "bert", "carla", "dirk"]);
        using var customers = new Customers(new($"http://127.0.0.1:{port}/"), keys, _pulse, Seed, _timeout.Token);
        using var enough = new CancellationTokenSource();
        var lives = Enumerable.Range(1, AtOnce).Select(one => Task.Run(() => LiveOn(customers, one, enough.Token))).ToList();
        var kills = await KillAgainAndAgain(port, lives);

        // One more, which lives until everybody is content, and dies while it still finishes in silence.
        using (var last = ServeProcess.Start(_folder.Path, port, _gateway!.Address))
        {
            await enough.CancelAsync();
            await Task.WhenAll(lives).WaitAsync(_timeout.Token);
            await last.Kill();
        }

        await using var machine = await Machine.Open(
            new MachineOptions(_folder.Path) { Host = new() { Port = null, RunTimers = false }, DeliverTo = _gateway.Address }, NullLoggerFactory.Instance, _timeout.Token);
        await machine.Host.Start(_timeout.Token);
        await Rest(machine);
        var evidence = await Evidence.Collect(machine.Services, customers, _gateway.Deliveries, await Orders(machine), _timeout.Token);
        var report = await machine.Services.GetRequiredService<StoreAudit>().Run(_timeout.Token);

        output.WriteLine($"{kills + 1} kills, {evidence.InNumbers}, {customers.Unanswered} requests unanswered.");
        Assert.Equal("", string.Join('\n', evidence.Faults()));
        Assert.Equal("", string.Join('\n', report.Repairs.Select(repair => repair.Words)));
        Assert.Equal("", string.Join('\n', report.Violations.Select(violation => violation.Words)));
        Assert.Equal(evidence.Logs.Count, report.Cases);
    }

    private static async Task LiveOn(Customers customers, int one, CancellationToken enough)
    {
        for (var number = one; !enough.IsCancellationRequested; number += AtOnce)
        {
            await customers.Live(number);
        }
    }

    private async Task<int> KillAgainAndAgain(int port, List<Task> lives)
    {
        var chance = new Random(Seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            var enough = _pulse.After(1 + chance.Next(90));
            using var serve = ServeProcess.Start(_folder.Path, port, _gateway!.Address);
            if (chance.Next(6) == 0)
            {
                // Before it serves, or just when.
                await Task.WhenAny(serve.Ready, Task.Delay(chance.Next(900), _timeout.Token));
            }
            else
            {
                await serve.Ready.WaitAsync(_timeout.Token);
                await await Task.WhenAny([enough, .. lives]).WaitAsync(_timeout.Token);
            }

            await Task.Delay(chance.Next(25));
            await serve.Kill();
        }

        return Kills;
    }

    /// <summary>Until nothing is ready, in hand or put back for later.</summary>
    private async Task Rest(Machine machine)
    {
        do
        {
            await machine.Host.Idle(Entities.Taken, _timeout.Token);
            await Task.Delay(100, _timeout.Token);
        }
        while ((await machine.Queues.Depths(_timeout.Token)).Any(d => Entities.Taken.Contains(d.Entity) && d.Ready + d.Locked + d.Scheduled > 0));
    }

    private async Task<List<Ordered>> Orders(Machine machine) =>
    [
        .. (await machine.Queues.Peek(Entities.Remedies, 100_000, _timeout.Token))
            .Select(message => CaseFormat.ReadValue<RemedyOrderBody>(message.Message.Body.Span))
            .Select(order => new Ordered(order.Case, order.IdempotencyKey)),
    ];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
