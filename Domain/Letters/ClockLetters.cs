using Escalation.Domain.Cases;
using Escalation.Domain.Language;
using Escalation.Domain.Values;

namespace Escalation.Domain.Letters;

/// <summary>What staff are told of the clocks of a case (X01): which date, by which rules, and who has the case.</summary>
internal static class ClockLetters
{
    /// <returns>Null for a message that is about something else.</returns>
    public static TemplateKind? KindOf(StaffMessage message) => message switch
    {
        StaffMessage.LegalDateNear => TemplateKind.LegalDateNear,
        StaffMessage.LegalDateBreached => TemplateKind.LegalDateBreached,
        StaffMessage.ServiceTimeUsedUp => TemplateKind.ServiceTimeUsedUp,
        _ => null,
    };

    public static Dictionary<string, TemplateValue> Values(StaffMessage message, Telling telling, Phrases phrases)
    {
        var values = new Dictionary<string, TemplateValue>(StringComparer.Ordinal) { ["case"] = telling.Case.Id.Text };
        if (telling.Case.Stage is Stage.UnderReview review)
        {
            values["role"] = telling.Policy.LevelOf(review.Level).Role;
        }

        var events = telling.Commit.Select(recorded => recorded.Event);
        switch (message)
        {
            case StaffMessage.LegalDateNear:
                values["dates"] = events.OfType<Event.LegalDeadlineWarned>().Select(e => Date(e.Regime, e.Step, e.Due)).ToArray();
                break;
            case StaffMessage.LegalDateBreached:
                values["dates"] = events.OfType<Event.LegalDeadlineBreached>().Select(e => Date(e.Regime, e.Step, e.Due)).ToArray();
                break;
            default:
                values["by"] = phrases.Of(telling.The<Event.ServiceClockBreached>()!.Due, telling.Policy.Calendar.TimeZone);
                break;
        }

        return values;

        string Date(Code regime, Code step, DateTimeOffset due)
        {
            var rules = telling.Policy.Legal.FirstOrDefault(r => r.Id == regime);
            var zone = telling.Policy.CalendarNamed(rules?.Calendar).TimeZone;
            return $"{phrases.Of(due, zone)} ({zone}): {step}, {rules?.Title ?? regime.Text}";
        }
    }
}
