using Microsoft.Extensions.Logging;

namespace Escalation.Local.Host;

/// <summary>Takes messages from one embedded queue.</summary>
internal sealed class QueuePump : IPump
{
    private static readonly TimeSpan s_pauseAfterFault = TimeSpan.FromSeconds(1);

    private readonly QueueFunction _function;
    private readonly Delivery _delivery;
    private readonly IQueues _queues;
    private readonly TimeProvider _clock;
    private readonly LocalHostOptions _options;
    private readonly IdleSignal _idle;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _slots;
    private readonly Lock _counting = new();
    private int _inHand;
    private bool _foundNothing;

    public QueuePump(
        QueueFunction function,
        FunctionInvoker invoker,
        IQueues queues,
        TimeProvider clock,
        LocalHostOptions options,
        IdleSignal idle,
        ILogger logger)
    {
        _function = function;
        _delivery = new Delivery(function, invoker, logger);
        _queues = queues;
        _clock = clock;
        _options = options;
        _idle = idle;
        _logger = logger;
        _slots = new SemaphoreSlim(options.Concurrency, options.Concurrency);
    }

    public string Queue => _function.Queue;

    public int InHand
    {
        get
        {
            lock (_counting)
            {
                return _inHand;
            }
        }
    }

    public async Task Run(CancellationToken stopTaking, CancellationToken giveUp)
    {
        try
        {
            while (!stopTaking.IsCancellationRequested)
            {
                await TakeSomeOrPause(stopTaking, giveUp);
            }
        }
        catch (OperationCanceledException) when (stopTaking.IsCancellationRequested)
        {
            // Told to stop while waiting.
        }

        for (var slot = 0; slot < _options.Concurrency; slot++)
        {
            await _slots.WaitAsync(CancellationToken.None);
        }
    }

    public void Dispose() => _slots.Dispose();

    private async Task TakeSomeOrPause(CancellationToken stopTaking, CancellationToken giveUp)
    {
        try
        {
            await TakeSome(stopTaking, giveUp);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stopTaking.IsCancellationRequested)
        {
            _logger.LogError("Nothing could be taken from {Queue}: {Fault}", Queue, ExceptionOutline.Of(e));
            await Task.Delay(s_pauseAfterFault, _clock, stopTaking);
        }
    }

    private async Task TakeSome(CancellationToken stopTaking, CancellationToken giveUp)
    {
        var free = await FreeSlots(stopTaking);
        IReadOnlyList<LockedMessage> taken = [];
        try
        {
            // A slot that comes free while stopping can win against the cancelled wait for it.
            stopTaking.ThrowIfCancellationRequested();

            // Not cancelled: what was taken but not seen would stay locked until its lock runs out.
            taken = await _queues.Receive(Queue, free, _options.LockFor, CancellationToken.None);
            Took(taken.Count);
            foreach (var message in taken)
            {
                _ = Task.Run(() => Handle(message, giveUp), CancellationToken.None);
            }
        }
        finally
        {
            if (free > taken.Count)
            {
                _slots.Release(free - taken.Count);
            }
        }

        if (taken.Count == 0)
        {
            await _queues.WaitForMessages(Queue, stopTaking);
        }
    }

    private async Task<int> FreeSlots(CancellationToken stopTaking)
    {
        await _slots.WaitAsync(stopTaking);
        var free = 1;
        while (await _slots.WaitAsync(TimeSpan.Zero, CancellationToken.None))
        {
            free++;
        }

        return free;
    }

    private async Task Handle(LockedMessage locked, CancellationToken giveUp)
    {
        try
        {
            var actions = new QueueMessageActions(_queues, locked, _options.LockFor);
            var received = ReceivedMessages.From(locked);
            bool returned;
            await using (new LockRenewal(_queues, locked, _options, _clock, _logger))
            {
                returned = await _delivery.Returned(received, actions, giveUp);
            }

            if (!actions.Settled)
            {
                await _delivery.Settle(returned, received, actions);
            }
        }
        catch (Exception e)
        {
            // Its lock runs out and it is delivered again.
            _logger.LogWarning(
                "{Key} in {Queue} could not be settled: {Fault}", locked.Message.Key, Queue, ExceptionOutline.Of(e));
        }
        finally
        {
            Finished();
            _slots.Release();
        }
    }

    private void Took(int count)
    {
        lock (_counting)
        {
            _inHand += count;
            _foundNothing = count == 0;
        }

        PulseWhenDry();
    }

    private void Finished()
    {
        lock (_counting)
        {
            _inHand--;
        }

        PulseWhenDry();
    }

    private void PulseWhenDry()
    {
        bool dry;
        lock (_counting)
        {
            dry = _inHand == 0 && _foundNothing;
        }

        if (dry)
        {
            _idle.Pulse();
        }
    }
}
