using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Language;
using Escalation.Domain.Values;

namespace Escalation.Domain.Letters;

/// <summary>What letters say of a review that goes on, is handed over, or ends elsewhere.</summary>
internal static class ReviewLetters
{
    /// <summary>Why a person decides, for the customer: what it is about, and nothing of the policy's own words (R06, R19).</summary>
    public static string Because(Event.Escalated escalated, Phrases phrases) =>
        escalated is { Reason: EscalationReason.AboveLimit, Asked: { } asked }
            ? phrases.Of("because.above-limit", phrases.Of(asked))
            : phrases.Of("escalated", escalated.Reason);

    /// <summary>The customer's answer came, or the time for it passed.</summary>
    public static TemplateKind Resumed(Dictionary<string, TemplateValue> values, Telling telling, Phrases phrases)
    {
        var resumed = telling.The<Event.ReviewResumed>()!;
        values["reason"] = phrases.Of(resumed.Answered ? "resumed.answered" : "resumed.silent");
        return By(values, telling, phrases, TemplateKind.ReviewResumed);
    }

    /// <summary>The answer comes later than was promised, because advice is asked (R09).</summary>
    public static TemplateKind AdviceAsked(Dictionary<string, TemplateValue> values, Telling telling, Phrases phrases) =>
        By(values, telling, phrases, TemplateKind.AdviceAsked);

    public static TemplateKind Referred(
        Dictionary<string, TemplateValue> values, Telling telling, Phrases phrases, Event.CaseReferred referred)
    {
        var name = $"authority.{referred.To}";
        values["authority"] = phrases.Names.Contains(name, StringComparer.Ordinal) ? phrases.Of(name) : referred.To.Text.Replace('-', ' ');
        values["reason"] = telling.Text(referred.Words) ?? "";
        return TemplateKind.Referred;
    }

    /// <summary>A reviewer's question; its place where it was erased.</summary>
    public static string[] Question(Telling telling, Phrases phrases, TextRef words) =>
        [telling.Text(words) ?? phrases.Of("question", Domain.Complaints.Question.WhatHappened)];

    /// <summary>What came in for whoever has a part in the review; nothing where the commit brought nothing of the kind.</summary>
    public static void News(Dictionary<string, TemplateValue> values, Telling telling, Phrases phrases)
    {
        var (news, words) = telling.Commit.Select(recorded => NewsOf(recorded.Event, telling)).FirstOrDefault(pair => pair.News is not null);
        if (news is not null)
        {
            values["news"] = phrases.Of(news);
            values["words"] = telling.Text(words) ?? "";
            values["by"] = CustomerLetters.Time(phrases, telling, ((Stage.UnderReview)telling.Case.Stage).Due);
        }
    }

    /// <summary>Who may not review the case, and why; null where everybody may.</summary>
    public static string[]? Tried(Telling telling, Phrases phrases) => telling.The<Event.Escalated>()?.Skipped is { } skipped
        ? [.. skipped.Select(s => $"{s.Person}: {phrases.Of("conflict", s.Why)}")]
        : null;

    private static (string? News, TextRef? Words) NewsOf(Event happened, Telling telling) => happened switch
    {
        Event.ReviewDelegated e => ("news.delegated", e.Words),
        Event.AdviceAsked e => ("news.advice-asked", e.Words),
        Event.AdviceReminded => ("news.advice-reminded", (telling.Case.Stage as Stage.UnderReview)?.Inquiry?.Words),
        Event.AdviceGiven e => ("news.advice-given", e.Words),
        Event.AdviceMissed => ("news.advice-missed", null),
        Event.ReviewResumed { Answered: true } => ("news.customer-answered", telling.The<Event.QuestionsAnswered>()?.Words),
        Event.ReviewResumed => ("news.customer-silent", null),
        _ => (null, null),
    };

    private static TemplateKind By(Dictionary<string, TemplateValue> values, Telling telling, Phrases phrases, TemplateKind kind)
    {
        var review = (Stage.UnderReview)telling.Case.Stage;
        values["role"] = telling.Policy.LevelOf(review.Level).Role;
        values["by"] = CustomerLetters.Time(phrases, telling, telling.Case.OpenPromise(PromiseKind.Answer)?.Due ?? review.Due);
        return kind;
    }
}
