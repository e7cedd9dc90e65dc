using Escalation.Domain.Values;

namespace Escalation.Domain.Cases;

public abstract partial record Event
{
    /// <summary>A regulation sets its times for this case (X01).</summary>
    /// <param name="Received">The receipt it counts from: the first, also where the case is re-opened (X10).</param>
    public sealed record LegalClockStarted(Code Regime, DateTimeOffset Received, ValueList<LegalDate> Dates) : Event;

    /// <summary>A legal date comes near and what it wants has not been done; or a promise to the customer lies behind it.</summary>
    public sealed record LegalDeadlineWarned(Code Regime, Code Step, DateTimeOffset Due) : Event;

    /// <summary>A legal date passed without what it wants. Recorded once, whatever happens to the case later (X14).</summary>
    public sealed record LegalDeadlineBreached(Code Regime, Code Step, DateTimeOffset Due) : Event;

    /// <summary>The company's own time for settling a complaint began: on registration, and anew when a case is re-opened (X10).</summary>
    public sealed record ServiceClockStarted(int Round, DateTimeOffset Due) : Event;

    /// <summary>The customer owes an answer: their time is not ours.</summary>
    /// <param name="Elapsed">Open time that this round has taken so far.</param>
    /// <param name="Left">Open time that is left; nothing once it is used up.</param>
    public sealed record ServiceClockPaused(TimeSpan Elapsed, TimeSpan Left) : Event;

    /// <summary>It is our turn again.</summary>
    public sealed record ServiceClockResumed(DateTimeOffset Due) : Event;

    /// <summary>The company's own time was used up. Recorded once a round; no later pause takes it back.</summary>
    public sealed record ServiceClockBreached(int Round, DateTimeOffset Due) : Event;
}
