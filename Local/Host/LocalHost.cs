using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Escalation.Local.Host;

/// <summary>Runs the functions of a catalog on this machine: HTTP doors, queue pumps and timers.</summary>
public sealed class LocalHost : IAsyncDisposable
{
    // For functions that were told that their time is over to say so; afterwards they are left behind.
    private static readonly TimeSpan s_lastChance = TimeSpan.FromSeconds(5);

    private readonly List<FunctionInvoker> _invokers;
    private readonly List<IPump> _pumps;
    private readonly List<TimerLoop> _timers;
    private readonly HttpFunctions? _http;
    private readonly IQueues? _queues;
    private readonly TimeProvider _clock;
    private readonly LocalHostOptions _options;
    private readonly ILogger _logger;
    private readonly IdleSignal _idle = new();
    private readonly CancellationTokenSource _stopTaking = new();
    private readonly CancellationTokenSource _giveUp = new();
    private readonly Lazy<Task> _stop;
    private Task _running = Task.CompletedTask;

    /// <summary>A host of functions that take from embedded queues.</summary>
    /// <param name="services">Functions are created from scopes of it.</param>
    public LocalHost(
        FunctionCatalog catalog, IServiceProvider services, IQueues queues, TimeProvider clock, LocalHostOptions options, ILoggerFactory loggers)
        : this(catalog, services, Pumps(queues, clock, options, loggers), clock, options, loggers) => _queues = queues;

    /// <summary>A host of functions that take from wherever these pumps do.</summary>
    internal LocalHost(
        FunctionCatalog catalog,
        IServiceProvider services,
        Func<FunctionInvoker, IdleSignal, IPump> pump,
        TimeProvider clock,
        LocalHostOptions options,
        ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        _clock = clock;
        _options = options;
        _logger = loggers.CreateLogger<LocalHost>();
        _stop = new Lazy<Task>(StopOnce);
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        _invokers = [.. catalog.Entries.Select(entry => new FunctionInvoker(scopes, entry))];
        _pumps = [.. _invokers.Where(i => i.Function is QueueFunction).Select(i => pump(i, _idle))];
        var timerLogger = loggers.CreateLogger<TimerLoop>();
        _timers = options.RunTimers
            ? [.. _invokers.Where(i => i.Function is TimerFunction).Select(i =>
                new TimerLoop((TimerFunction)i.Function, i, clock, timerLogger))]
            : [];
        _http = options.Port is null
            ? null
            : new HttpFunctions(_invokers.Where(i => i.Function is HttpFunction), options, loggers, _giveUp.Token);
    }

    /// <summary>Where HTTP is served, once started; null when no port was asked for.</summary>
    public Uri? Address => _http?.Address;

    /// <exception cref="FunctionCatalogException">Some function's class cannot be created; it lists all of them.</exception>
    /// <exception cref="PortInUseException">Something else listens on the port.</exception>
    public async Task Start(CancellationToken stopping)
    {
        var missing = await Task.WhenAll(_invokers.Select(i => i.Missing()));
        if (missing.OfType<string>().ToList() is { Count: > 0 } errors)
        {
            throw new FunctionCatalogException(errors);
        }

        if (_http is not null)
        {
            await _http.Start(stopping);
        }

        var loops = _pumps.Select(pump => Task.Run(() => pump.Run(_stopTaking.Token, _giveUp.Token), CancellationToken.None))
            .Concat(_timers.Select(timer => Task.Run(() => timer.Run(_stopTaking.Token, _giveUp.Token), CancellationToken.None)));
        _running = Task.WhenAll(loops);
    }

    /// <summary>Takes no more messages, finishes those in hand, then closes HTTP.</summary>
    /// <remarks>A function that does not finish in time is left behind; its message is delivered again once its lock runs out.</remarks>
    public Task Stop() => _stop.Value;

    /// <summary>Completes when these queues have nothing that is ready and nothing that is being worked on. Scheduled messages do
    /// not count.</summary>
    /// <exception cref="ArgumentException">No function takes from one of them, so that it might never run empty.</exception>
    /// <exception cref="InvalidOperationException">The queues are not embedded: only their broker knows what they hold.</exception>
    public async Task Idle(IReadOnlyCollection<string> entities, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(entities);
        var queues = _queues ?? throw new InvalidOperationException("Only of embedded queues is it known here when they are empty.");
        var pumps = _pumps.Where(p => entities.Contains(p.Queue, StringComparer.Ordinal)).ToList();
        if (entities.Except(pumps.Select(p => p.Queue), StringComparer.Ordinal).FirstOrDefault() is { } stranger)
        {
            throw new ArgumentException($"No function takes from '{stranger}'.", nameof(entities));
        }

        while (true)
        {
            // Taken before looking: what happens while looking is then not missed.
            var next = _idle.Next;
            if (pumps.TrueForAll(p => p.InHand == 0))
            {
                var depths = await queues.Depths(stopping);
                if (depths.All(d => !entities.Contains(d.Entity, StringComparer.Ordinal) || (d.Ready == 0 && d.Locked == 0)))
                {
                    return;
                }
            }

            await next.WaitAsync(stopping);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        if (_http is not null)
        {
            await _http.DisposeAsync();
        }

        // A function that was left behind still uses its pump and these tokens.
        if (_running.IsCompleted)
        {
            _pumps.ForEach(p => p.Dispose());
            _stopTaking.Dispose();
            _giveUp.Dispose();
        }
    }

    private static Func<FunctionInvoker, IdleSignal, IPump> Pumps(IQueues queues, TimeProvider clock, LocalHostOptions options, ILoggerFactory loggers) =>
        (invoker, idle) => new QueuePump((QueueFunction)invoker.Function, invoker, queues, clock, options, idle, loggers.CreateLogger<QueuePump>());

    private async Task StopOnce()
    {
        await _stopTaking.CancelAsync();
        if (!await RanOut(_options.StopWithin))
        {
            await _giveUp.CancelAsync();
            if (!await RanOut(s_lastChance))
            {
                _logger.LogWarning("Stopped with {Count} messages still in hand; they will be delivered again.", _pumps.Sum(p => p.InHand));
            }
        }

        if (_http is not null)
        {
            using var limit = new CancellationTokenSource(_options.StopWithin, _clock);
            await _http.Stop(limit.Token);
        }

        await _giveUp.CancelAsync();
    }

    private async Task<bool> RanOut(TimeSpan within)
    {
        try
        {
            await _running.WaitAsync(within, _clock);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
