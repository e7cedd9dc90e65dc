using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Escalation.Local.Host;

/// <summary>Runs one timer function whenever its schedule says so, never twice at the same time.</summary>
internal sealed class TimerLoop(TimerFunction function, FunctionInvoker invoker, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan s_late = TimeSpan.FromMinutes(1);

    // A delay cannot be longer than some weeks, a schedule can.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromDays(1);

    /// <summary>Returns once told to stop and the function has returned.</summary>
    /// <param name="giveUp">Handed to the function: the time to finish is over.</param>
    public async Task Run(CancellationToken stopping, CancellationToken giveUp)
    {
        var last = clock.GetUtcNow();
        if (function.RunOnStartup)
        {
            await Fire(last, last, last, giveUp);
        }

        try
        {
            while (!stopping.IsCancellationRequested)
            {
                var due = function.Schedule.NextAfter(last);
                await WaitUntil(due, stopping);
                var now = clock.GetUtcNow();
                await Fire(last, due, now, giveUp);

                // What came due while the function ran is made up for once, not once for every time missed.
                last = now;
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Told to stop while waiting.
        }
    }

    private async Task WaitUntil(DateTimeOffset due, CancellationToken stopping)
    {
        for (var wait = due - clock.GetUtcNow(); wait > TimeSpan.Zero; wait = due - clock.GetUtcNow())
        {
            await Task.Delay(wait < s_longestWait ? wait : s_longestWait, clock, stopping);
        }

        stopping.ThrowIfCancellationRequested();
    }

    private async Task Fire(DateTimeOffset last, DateTimeOffset due, DateTimeOffset now, CancellationToken giveUp)
    {
        var info = new TimerInfo
        {
            IsPastDue = now - due > s_late,
            ScheduleStatus = new ScheduleStatus
            {
                Last = last.UtcDateTime,
                LastUpdated = last.UtcDateTime,
                Next = function.Schedule.NextAfter(now).UtcDateTime,
            },
        };
        try
        {
            await invoker.Invoke(p => p.ParameterType == typeof(TimerInfo) ? info : giveUp);
        }
        catch (Exception e)
        {
            logger.LogError("{Function} failed: {Fault}", function.Name, ExceptionOutline.Of(e));
        }
    }
}
