namespace Escalation.Domain.Cases;

/// <summary>The deadlines that clocks make: each is there until it fired or was met, and never again.</summary>
internal static class ClockDeadlines
{
    /// <summary>None for a closed case: closing stops the clocks.</summary>
    public static IEnumerable<Deadline> Of(Case c)
    {
        if (c is not { IsOpen: true, Clocks: { } clocks })
        {
            yield break;
        }

        foreach (var (index, time) in clocks.Legal.Index().Where(pair => pair.Item.IsOpen))
        {
            if (time is { WarnedAt: null, Date.WarnAt: { } warnAt })
            {
                yield return new(DeadlineKind.LegalWarning, warnAt) { Clock = index };
            }

            if (time.Date.Required)
            {
                yield return new(DeadlineKind.Legal, time.Date.Due) { Clock = index };
            }
        }

        // An authority check is on its way and comes within seconds; an alarm for those would cost every case two writes. What was used up
        // while it was stuck is found as soon as the case goes on.
        if (c.Stage is not Stage.Assessing && clocks.Now is { IsRunning: true, BreachedAt: null } service)
        {
            yield return new(DeadlineKind.Service, service.Due) { Clock = service.Round };
        }
    }
}
