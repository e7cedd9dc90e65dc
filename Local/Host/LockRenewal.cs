using Microsoft.Extensions.Logging;

namespace Escalation.Local.Host;

/// <summary>Keeps the lock of one message while its function runs, up to <see cref="LocalHostOptions.RenewFor"/>.</summary>
internal sealed class LockRenewal : IAsyncDisposable
{
    // A renewal that fails may be tried once more before the lock runs out.
    private const int RenewalsPerLock = 3;

    private readonly CancellationTokenSource _done = new();
    private readonly Task _running;

    public LockRenewal(IQueues queues, LockedMessage locked, LocalHostOptions options, TimeProvider clock, ILogger logger)
    {
        _running = Renew(queues, locked, options, clock, logger);
    }

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _running;
        _done.Dispose();
    }

    private async Task Renew(IQueues queues, LockedMessage locked, LocalHostOptions options, TimeProvider clock, ILogger logger)
    {
        var until = clock.GetUtcNow() + options.RenewFor;
        var pause = options.LockFor / RenewalsPerLock;
        try
        {
            while (clock.GetUtcNow() + pause <= until)
            {
                // Nearly every message is settled before, and an exception for each would cost more than the rest of the wait.
                await Task.Delay(pause, clock, _done.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (_done.IsCancellationRequested)
                {
                    return;
                }

                try
                {
                    if (await queues.Renew(locked, options.LockFor, _done.Token) is null)
                    {
                        return;
                    }
                }
                catch (Exception e) when (!_done.IsCancellationRequested)
                {
                    logger.LogWarning(
                        "The lock of {Key} in {Queue} was not renewed: {Fault}", locked.Message.Key, locked.Entity, ExceptionOutline.Of(e));
                }
            }
        }
        catch (Exception) when (_done.IsCancellationRequested)
        {
            // The function has returned; the lock is settled by the pump.
        }
    }
}
