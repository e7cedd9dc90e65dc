using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Language;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Letters;

/// <summary>What a message tells: a case as one commit left it, that commit, and everything said so far.</summary>
public sealed record Telling(Case Case, IReadOnlyList<Recorded> Commit, IReadOnlyDictionary<TextRef, string?> Texts, Policy Policy)
{
    public string? Text(TextRef? text) => text is { } t ? Texts.GetValueOrDefault(t) : null;

    /// <summary>The commit's event of this type; null when it has none.</summary>
    public T? The<T>() where T : Event => Commit.Select(recorded => recorded.Event).OfType<T>().FirstOrDefault();

    /// <summary>The promise of this kind that the commit found broken; null when there is none.</summary>
    public Promise? Broken(PromiseKind about) => Commit.Select(recorded => recorded.Event).OfType<Event.PromiseBroken>()
        .Select(broken => Case.Promises[broken.Promise - 1])
        .FirstOrDefault(promise => promise.Kind == about);
}

/// <summary>Writes messages to customers, in their language, and to staff (R02, R05 to R08, R14, R16).</summary>
/// <remarks>Pure: the same telling always gives the same words.</remarks>
public sealed class CustomerLetters(TemplateSet templates)
{
    public RenderedMessage ToCustomer(CustomerMessage message, Telling telling, ContactDetails contact)
    {
        var phrases = Phrases.For(telling.Case.Complaint.Language?.Text ?? telling.Policy.Language);
        var values = new Dictionary<string, TemplateValue>(StringComparer.Ordinal)
        {
            ["case"] = telling.Case.Id.Text,
            ["salutation"] = string.Join(' ', new[] { contact.Salutation, contact.Name }.Where(part => !string.IsNullOrWhiteSpace(part))),
        };
        Acknowledge(values, telling, phrases);
        var kind = message switch
        {
            CustomerMessage.Granted => Granted(values, telling, phrases),
            CustomerMessage.Offered => Offered(values, telling, phrases),
            CustomerMessage.Escalated when telling.Broken(PromiseKind.Answer) is { } late => AnswerLate(values, telling, phrases, late),
            CustomerMessage.Escalated => Escalated(values, telling, phrases),
            CustomerMessage.Asked => Asked(values, telling, phrases),
            CustomerMessage.AnswerAwaited => Awaited(values, telling, phrases),
            CustomerMessage.SatisfactionAsked => Satisfaction(values, telling, phrases),
            CustomerMessage.ReviewResumed => ReviewLetters.Resumed(values, telling, phrases),
            CustomerMessage.AdviceAsked => ReviewLetters.AdviceAsked(values, telling, phrases),
            CustomerMessage.PromiseBroken when telling.Broken(PromiseKind.Remedy) is { } late => RemedyLate(values, telling, phrases, late),
            CustomerMessage.PromiseBroken => AnswerLate(values, telling, phrases, telling.Broken(PromiseKind.Answer)!),
            _ when telling.The<Event.CaseReferred>() is { } referred => ReviewLetters.Referred(values, telling, phrases, referred),
            _ => Closed(values, telling, phrases),
        };
        return TriageLetters.WithContact(Render(kind, phrases.Language, values), telling, phrases);
    }

    /// <summary>In the language of the policy: staff of one company read one language.</summary>
    public RenderedMessage ToStaff(StaffMessage message, Telling telling)
    {
        var phrases = Phrases.For(telling.Policy.Language);
        if (ClockLetters.KindOf(message) is { } kind)
        {
            return Render(kind, phrases.Language, ClockLetters.Values(message, telling, phrases));
        }

        if (TriageLetters.KindOf(message) is { } triaged)
        {
            return Render(triaged, phrases.Language, TriageLetters.Values(telling, phrases));
        }

        var values = new Dictionary<string, TemplateValue>(StringComparer.Ordinal) { ["case"] = telling.Case.Id.Text };
        var promise = telling.Case.OpenPromise(message == StaffMessage.FulfilmentOverdue ? PromiseKind.Remedy : PromiseKind.Answer);
        values["by"] = Time(phrases, telling, promise?.Due ?? telling.Case.Next?.Due ?? telling.Case.LastAt);
        if (telling.Case.Stage is Stage.UnderReview review)
        {
            values["role"] = telling.Policy.LevelOf(review.Level).Role;
            values["reason"] = phrases.Of("escalated", review.Reason);
            values["remedy"] = review.Asked is null ? "" : phrases.Of(review.Asked);
            values["points"] = Points(telling);
            values["steps"] = ReviewLetters.Tried(telling, phrases) ?? Steps(phrases, telling.Policy.LevelOf(review.Level).Role);
            ReviewLetters.News(values, telling, phrases);
        }
        else if (telling.Case.Stage is Stage.Settling settling)
        {
            values["role"] = settling.Grant.Level.Text;
            values["remedy"] = phrases.Of(settling.Grant.Remedy);
        }

        return Render(
            message switch
            {
                StaffMessage.ReviewWaiting => TemplateKind.ReviewReminder,
                StaffMessage.LastStep => TemplateKind.OperatorsLastStep,
                StaffMessage.ReviewNews => TemplateKind.ReviewNews,
                _ => TemplateKind.FulfilmentOverdue,
            },
            phrases.Language,
            values);
    }

    /// <summary>The first message after a restatement also acknowledges it and asks to confirm or correct (R02), and asks for what is
    /// missing to reach the customer (R01).</summary>
    private static void Acknowledge(Dictionary<string, TemplateValue> values, Telling telling, Phrases phrases)
    {
        values["answerWord"] = phrases.Of("answer.yes");
        if (telling.Commit.All(recorded => recorded.Number != telling.Case.Restatement?.ToldBy))
        {
            return;
        }

        values["acknowledged"] = true;
        values["points"] = Points(telling);
        values["missing"] = telling.Case.Complaint.Missing.Select(field => phrases.Of("contact", field)).ToArray();
    }

    private static TemplateKind Granted(Dictionary<string, TemplateValue> values, Telling telling, Phrases phrases)
    {
        var granted = telling.The<Event.RemedyGranted>()!;
        values["remedy"] = phrases.Of(granted.Remedy, telling);
        values["by"] = Time(phrases, telling, telling.Case.OpenPromise(PromiseKind.Remedy)?.Due ?? granted.FulfilBy);
        return TemplateKind.Granted;
    }

    private static TemplateKind Offered(Dictionary<string, TemplateValue> values, Telling telling, Phrases phrases)
    {
        var offered = telling.The<Event.OptionsOffered>()!;
        values["options"] = offered.Options.Select(option => phrases.Of(option, telling)).ToArray();
        values["expires"] = Time(phrases, telling, offered.Expires);
        if (telling.The<Event.RemedyDeclined>() is not { } declined)
        {
            return TemplateKind.Offered;
        }

        values["remedy"] = declined.Asked is null ? "" : phrases.Of(declined.Asked);
        values["reason"] = telling.Text(declined.Words)
            ?? phrases.OfDeclined(declined.Basis);
        return TemplateKind.DeclinedOffered;
    }

    private static TemplateKind Escalated(Dictionary<string, TemplateValue> values, Telling telling, Phrases phrases)
    {
        var escalated = telling.The<Event.Escalated>()!;
        var role = telling.Policy.LevelOf(escalated.Level).Role;
        values["reason"] = ReviewLetters.Because(escalated, phrases);
        values["role"] = telling.Policy.TeamOf(escalated.Team) is { } team ? $"{role} ({team.Title})" : role;
        values["steps"] = Steps(phrases, role);
        values["by"] = Time(phrases, telling, telling.Case.OpenPromise(PromiseKind.Answer)?.Due ?? escalated.ClaimBy);
        return escalated.Reason is EscalationReason.NotSatisfied ? TemplateKind.Reopened : TemplateKind.Escalated;
    }

    private static TemplateKind Asked(Dictionary<string, TemplateValue> values, Telling telling, Phrases phrases)
    {
        if (telling.The<Event.QuestionsAsked>() is { } asked)
        {
            values["questions"] = Questions(asked.Questions, telling, phrases);
            values["answerBy"] = Time(phrases, telling, asked.Due);
        }
        else
        {
            var inquiry = telling.The<Event.CustomerAsked>()!;
            values["questions"] = ReviewLetters.Question(telling, phrases, inquiry.Words);
            values["answerBy"] = Time(phrases, telling, inquiry.Due);
        }

        return TemplateKind.Asked;
    }

    private static TemplateKind Awaited(Dictionary<string, TemplateValue> values, Telling telling, Phrases phrases)
    {
        // The answer's own time, not the case's next deadline: that may be a promise of ours.
        if (telling.Case.Stage is Stage.Clarifying asked)
        {
            values["questions"] = Questions(asked.Questions, telling, phrases);
            values["answerBy"] = Time(phrases, telling, asked.Due);
        }
        else if (telling.Case.Stage is Stage.UnderReview { Inquiry: { } inquiry } review)
        {
            values["questions"] = ReviewLetters.Question(telling, phrases, inquiry.Words);
            values["answerBy"] = Time(phrases, telling, review.Due);
        }
        else if (telling.Case.Stage is Stage.Offered offered)
        {
            values["options"] = offered.Options.Select(option => phrases.Of(option, telling)).ToArray();
            values["answerBy"] = Time(phrases, telling, offered.Due);
        }

        return TemplateKind.RemindedAnswer;
    }

    private static string[] Questions(IEnumerable<Question> questions, Telling telling, Phrases phrases) =>
        [.. questions.Select(question => question == Question.ConfirmWish && telling.Case.Complaint.Wish is { } wish
            ? phrases.Of("question.confirm-wish", phrases.Of(wish))
            : phrases.Of("question", question))];

    private static TemplateKind Satisfaction(Dictionary<string, TemplateValue> values, Telling telling, Phrases phrases)
    {
        var following = (Stage.FollowingUp)telling.Case.Stage;
        values["remedy"] = phrases.Of(following.Grant.Remedy);
        values["answerBy"] = Time(phrases, telling, following.Due);
        return TemplateKind.SatisfactionAsked;
    }

    private static TemplateKind AnswerLate(Dictionary<string, TemplateValue> values, Telling telling, Phrases phrases, Promise late)
    {
        Late(values, telling, phrases, late);
        values["role"] = telling.Case.Stage is Stage.UnderReview review ? telling.Policy.LevelOf(review.Level).Role : "";
        return TemplateKind.PromiseBroken;
    }

    private static TemplateKind RemedyLate(Dictionary<string, TemplateValue> values, Telling telling, Phrases phrases, Promise late)
    {
        Late(values, telling, phrases, late);
        values["remedy"] = telling.Case.Stage is Stage.Settling settling ? phrases.Of(settling.Grant.Remedy) : "";
        return TemplateKind.RemedyLate;
    }

    private static void Late(Dictionary<string, TemplateValue> values, Telling telling, Phrases phrases, Promise late)
    {
        values["by"] = Time(phrases, telling, late.Due);
        values["newTime"] = Time(phrases, telling, telling.The<Event.PromiseMade>()?.Due ?? telling.Case.Next?.Due ?? telling.Case.LastAt);
    }

    private static TemplateKind Closed(Dictionary<string, TemplateValue> values, Telling telling, Phrases phrases)
    {
        values["outcome"] = phrases.Of("outcome", telling.The<Event.CaseClosed>()!.Outcome);
        return TemplateKind.Closed;
    }

    private static string[] Steps(Phrases phrases, string role) =>
        [Capital(phrases.Of("step.claim", role)), phrases.Of("step.decide"), phrases.Of("step.ask")];

    private static string Capital(string sentence) => sentence.Length == 0 ? "" : char.ToUpperInvariant(sentence[0]) + sentence[1..];

    private static string[] Points(Telling telling) =>
        (telling.Text(telling.Case.Restatement?.Points) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    internal static string Time(Phrases phrases, Telling telling, DateTimeOffset time) => phrases.Of(time, telling.Policy.Calendar.TimeZone);

    /// <summary>A template gets the values it knows; what it does not know has no place in it.</summary>
    private RenderedMessage Render(TemplateKind kind, string language, Dictionary<string, TemplateValue> values) => templates.For(kind, language)
        .Render(values.Where(value => kind.Names.Contains(value.Key) && !value.Value.IsMissing).ToDictionary(StringComparer.Ordinal));
}
