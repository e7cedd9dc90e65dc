using Escalation.Domain.Values;

namespace Escalation.Domain.Cases;

/// <summary>What an authority check can come to.</summary>
public enum CheckVerdict
{
    Granted,
    Offered,
    Asked,
    Escalated,
    Declined,
}

/// <summary>What one authority check came to, as its events tell it.</summary>
/// <param name="Level">Whose limit it stands on, or who is to decide.</param>
/// <param name="Remedy">What was granted, asked for or declined; null where nobody named one.</param>
/// <param name="Options">What the customer may choose from.</param>
public sealed record CheckResult(CheckVerdict Verdict, Code? Level, Remedy? Remedy, ValueList<Remedy> Options)
{
    /// <summary>What it costs, or may come to cost: the remedy's amount, or that of the dearest option.</summary>
    public Money? Amount => Remedy?.Amount ?? Options.Select(option => option.Amount).OfType<Money>().MaxBy(amount => amount.Amount);

    /// <returns>Null when these events decide nothing on a complaint.</returns>
    public static CheckResult? Of(IEnumerable<Event> decided)
    {
        var events = decided.ToList();
        var options = events.OfType<Event.OptionsOffered>().LastOrDefault();
        return events.Select(happened => happened switch
        {
            Event.RemedyGranted e => new CheckResult(CheckVerdict.Granted, e.Level, e.Remedy, []),
            Event.RemedyDeclined e => new(CheckVerdict.Declined, e.Level, e.Asked, options?.Options ?? []),
            Event.OptionsOffered e => new(CheckVerdict.Offered, e.Level, null, e.Options),
            Event.Escalated e => new(CheckVerdict.Escalated, e.Level, e.Asked, []),
            Event.QuestionsAsked => new(CheckVerdict.Asked, null, null, []),
            _ => null,
        }).FirstOrDefault(result => result is not null);
    }

    public override string ToString() => Verdict switch
    {
        CheckVerdict.Granted => $"granted {Remedy}",
        CheckVerdict.Declined => $"declined{(Remedy is null ? "" : $" {Remedy}")}",
        CheckVerdict.Offered => $"offered {string.Join(" or ", Options)}",
        CheckVerdict.Escalated => $"escalated to {Level}{(Remedy is null ? "" : $" ({Remedy})")}",
        _ => "asked the customer",
    };
}
