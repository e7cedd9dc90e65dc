using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Escalation.Local.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Local.Verbs;

/// <summary>Lets days pass on a machine whose clock is virtual and whose timers are off: straight from one alarm to the next.</summary>
public sealed class VirtualDays(Machine machine, JumpingClock clock)
{
    private readonly AlarmClock _alarms = machine.Services.GetRequiredService<AlarmClock>();
    private readonly AlarmSweep _sweep = machine.Services.GetRequiredService<AlarmSweep>();

    /// <summary>Returns once every queue has run empty.</summary>
    public Task Settle(CancellationToken stopping) => machine.Host.Idle([.. Entities.Taken], stopping);

    /// <summary>When the next alarm wakes a case; null when none will, within ten years.</summary>
    public async Task<DateTimeOffset?> NextWake(CancellationToken stopping)
    {
        DateTimeOffset? next = null;
        foreach (var shard in AlarmClock.AllShards)
        {
            await foreach (var row in _alarms.Ringing(shard, clock.GetUtcNow().AddYears(10), stopping))
            {
                next = next is null || row.Wake < next ? row.Wake : next;
                break;
            }
        }

        return next;
    }

    /// <summary>Goes on to a time; every alarm on the way rings at its own.</summary>
    public async Task GoTo(DateTimeOffset time, CancellationToken stopping)
    {
        await Settle(stopping);
        while (await NextWake(stopping) is { } wake && wake <= time)
        {
            await Ring(wake, stopping);
        }

        if (time > clock.GetUtcNow())
        {
            clock.MoveTo(time);
        }

        await Settle(stopping);
    }

    /// <summary>Goes on to the next alarm and lets it ring.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> RingNext(CancellationToken stopping)
    {
        await Settle(stopping);
        if (await NextWake(stopping) is not { } wake)
        {
            return false;
        }

        await Ring(wake, stopping);
        return true;
    }

    private async Task Ring(DateTimeOffset wake, CancellationToken stopping)
    {
        if (wake > clock.GetUtcNow())
        {
            clock.MoveTo(wake);
        }

        await _sweep.Run(stopping);
        await Settle(stopping);
    }
}
