using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Language;

namespace Escalation.Domain.Letters;

/// <summary>What staff are told of customers who cannot wait, and how a vulnerable customer reaches somebody directly (R20 to R22).</summary>
internal static class TriageLetters
{
    /// <summary>Null for a message about something else.</summary>
    public static TemplateKind? KindOf(StaffMessage message) => message switch
    {
        StaffMessage.TriageRaised => TemplateKind.TriageRaised,
        StaffMessage.CallDue => TemplateKind.CallDue,
        _ => null,
    };

    public static Dictionary<string, TemplateValue> Values(Telling telling, Phrases phrases)
    {
        var guidance = Guidance.For(phrases.Language);
        var flags = telling.The<Event.TriageRaised>()?.New ?? [CaseFlag.Vulnerable];
        return new(StringComparer.Ordinal)
        {
            ["case"] = telling.Case.Id.Text,
            ["flags"] = flags.Select(flag => phrases.Of("flag", flag)).ToArray(),
            ["steps"] = flags.SelectMany(guidance.Of).ToArray(),
            ["by"] = CustomerLetters.Time(phrases, telling, telling.The<Event.CallDue>()?.Due ?? telling.Case.Next?.Due ?? telling.Case.LastAt),
        };
    }

    /// <summary>The letter, with whom a vulnerable customer can turn to directly where the policy names somebody (R22).</summary>
    public static RenderedMessage WithContact(RenderedMessage letter, Telling telling, Phrases phrases) =>
        telling.Case.Complaint.Triaged.Has(CaseFlag.Vulnerable) && telling.Policy.Triage.Contact is { } contact
            ? letter with { Body = $"{letter.Body.TrimEnd()}\n\n{phrases.Of("vulnerable.contact", contact)}\n" }
            : letter;
}
