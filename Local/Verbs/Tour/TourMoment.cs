namespace Escalation.Local.Verbs.Tour;

/// <summary>Something that happened on the tour.</summary>
/// <param name="Who">Customer, supervisor, timer, pipeline or fulfilment: who did it or got it.</param>
public sealed record TourMoment(DateTimeOffset At, string Who, string What, string? Words);
