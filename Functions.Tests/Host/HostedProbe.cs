using Escalation.Local.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Escalation.Functions.Tests.Host;

/// <summary>A host over the probe functions, with a standing clock and queues in memory.</summary>
public sealed class HostedProbe : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly LogLines _log = new();
    private readonly LoggerFactory _loggers;

    public HostedProbe(LocalHostOptions? options = null)
    {
        Queues = new MemoryQueues(Clock);
        _services = new ServiceCollection().AddSingleton(Probe).BuildServiceProvider();
        _loggers = new LoggerFactory([_log]);
        Host = new LocalHost(
            FunctionCatalog.Find(typeof(ProbeFunctions).Assembly),
            _services,
            Queues,
            Clock,
            options ?? new LocalHostOptions { Port = null },
            _loggers);
    }

    public ManualClock Clock { get; } = new();

    public Probe Probe { get; } = new();

    public MemoryQueues Queues { get; }

    public LocalHost Host { get; }

    /// <summary>Everything that was logged so far.</summary>
    public string Logged => _log.Text;

    public Task Start() => Host.Start(CancellationToken.None);

    public Task Idle() => Host.Idle([Probe.Queue, Probe.AutoQueue], CancellationToken.None);

    public HttpClient Client() => new() { BaseAddress = Host.Address };

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _services.DisposeAsync();
        _loggers.Dispose();
    }
}
