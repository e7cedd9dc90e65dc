using System.Globalization;
using Escalation.Domain.Calendars;
using Escalation.Domain.Policies;

namespace Escalation.Functions.Policies;

/// <summary>Holds the times that a policy gives its people against each other and against the law.</summary>
internal static class PromisedTimesCheck
{
    /// <summary>A customer or reviewer who is reminded more often than this is pestered.</summary>
    private const int MostReminders = 20;

    private const int ManyReminders = 5;

    private const string NoEnd = "is so long that no calendar holds its end; give days, such as 3d";

    /// <summary>A week without holidays in most places; only lengths are compared.</summary>
    private static readonly DateTimeOffset s_sampleDay = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public static void Run(PolicyDraft draft, Policy policy)
    {
        foreach (var (at, level) in draft.Levels.Where(level => !level.At.HasErrors))
        {
            Of(at, level, policy);
        }

        if (draft.Root.OptionalMap("timing") is { HasErrors: false } timing)
        {
            Reminders(timing, policy.Timing.Reminders);
            Ends(timing, policy);
        }
    }

    private static void Of(YamlMap at, Level level, Policy policy)
    {
        var calendar = policy.CalendarNamed(level.Calendar);
        foreach (var (name, time) in new[] { ("claimWithin", level.ClaimWithin), ("answerWithin", level.AnswerWithin) })
        {
            if (time == BusinessDuration.Zero)
            {
                at.Fail(name, "must be longer than nothing: the case would go up a level at once", "no-time");
            }
        }

        var from = calendar.NextOpening(s_sampleDay);
        if (End(calendar, from, level.ClaimWithin) is not { } claimed || End(calendar, from, level.AnswerWithin) is not { } answered)
        {
            at.Fail("answerWithin", NoEnd, "no-end");
        }
        else if (claimed > answered)
        {
            at.Fail("claimWithin", $"is {level.ClaimWithin}, and the answer is promised within {level.AnswerWithin}: nobody could keep that", "claim-after-answer");
        }
        else
        {
            AgainstTheLaw(at, level, policy, from, answered);
        }
    }

    private static void AgainstTheLaw(YamlMap at, Level level, Policy policy, DateTimeOffset from, DateTimeOffset answered)
    {
        foreach (var (regime, step) in policy.Legal.SelectMany(regime => regime.Steps.Select(step => (regime, step))).Where(legal => legal.step.Until == LegalEnd.Answer))
        {
            var legal = step.Within.EndFrom(from, policy.CalendarNamed(regime.Calendar));
            if (answered > legal)
            {
                at.Warn(
                    "answerWithin",
                    $"is {level.AnswerWithin}, and {regime.Id} wants the answer within {step.Within} of the receipt: for such complaints the promise is brought forward",
                    "answer-after-legal-date");
            }
        }
    }

    private static void Reminders(YamlMap timing, int reminders)
    {
        var often = string.Create(CultureInfo.InvariantCulture, $"is {reminders}");
        if (reminders > MostReminders)
        {
            timing.Fail("reminders", $"{often}; at most {MostReminders} are allowed, since nobody reads more", "too-many-reminders");
        }
        else if (reminders > ManyReminders)
        {
            timing.Warn("reminders", $"{often}: customers and reviewers get that many letters about one thing", "many-reminders");
        }
    }

    private static void Ends(YamlMap timing, Policy policy)
    {
        var from = policy.Calendar.NextOpening(s_sampleDay);
        var times = policy.Timing;
        foreach (var (name, time) in new[]
        {
            ("margin", times.Margin), ("questionsWithin", times.QuestionsWithin), ("offerValid", times.OfferValid), ("fulfilWithin", times.FulfilWithin),
            ("satisfactionAfter", times.SatisfactionAfter), ("reminderEvery", times.ReminderEvery),
        })
        {
            if (End(policy.Calendar, from, time) is null)
            {
                timing.Fail(name, NoEnd, "no-end");
            }
        }
    }

    /// <returns>Null if the calendar ends before.</returns>
    private static DateTimeOffset? End(BusinessCalendar calendar, DateTimeOffset from, BusinessDuration time)
    {
        try
        {
            return calendar.Add(from, time);
        }
        catch (Exception e) when (e is NoOpeningException or ArgumentOutOfRangeException or OverflowException)
        {
            return null;
        }
    }
}
