using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Deciding.Review;
using Escalation.Domain.Policies;

namespace Escalation.Domain.Deciding.Deadlines;

/// <summary>What is done when something did not happen in time (R10, R13, R14, R16).</summary>
internal static class DeadlineDecider
{
    /// <summary>The deadline counts as due even where this machine's clock is behind the one whose alarm rang.</summary>
    public static Decision Fire(Case c, Alarm alarm, Circumstances circumstances)
    {
        var now = circumstances.Now > alarm.Due ? circumstances.Now : alarm.Due;
        var draft = new Draft(c, circumstances with { Now = now }).Add(new Event.DeadlineFired(alarm.Arm, alarm.Deadline.Kind));
        if (Postponed(c, alarm.Deadline.Kind, draft) is { } later)
        {
            return later;
        }

        return (alarm.Deadline.Kind, c.Stage) switch
        {
            (DeadlineKind.Questions, Stage.Clarifying s) => Questions(c, s, draft),
            (DeadlineKind.Questions, Stage.UnderReview s) => CustomerSilent(c, s, draft),
            (DeadlineKind.Advice, Stage.UnderReview s) => AdviceMissing(c, s, draft),
            (DeadlineKind.Offer, Stage.Offered s) => Offer(c, s, draft),
            (DeadlineKind.Claim, Stage.UnderReview s) => Unclaimed(c, s, draft),
            (DeadlineKind.Decision, Stage.UnderReview s) => Undecided(c, s, draft),
            (DeadlineKind.Fulfilment, Stage.Settling s) => draft
                .Add(new Event.FulfilmentOverdue(s.Grant.Number, s.Reminders + 1, Again(c, draft)))
                .Done(),
            (DeadlineKind.Satisfaction, Stage.FollowingUp s) => Satisfaction(c, s, draft),
            (DeadlineKind.Promise, _) => Broken(c, c.Promises[alarm.Deadline.Promise!.Value - 1], draft),
            (DeadlineKind.LegalWarning, _) => ClockDecider.Warn(c, alarm.Deadline, draft),
            (DeadlineKind.Legal, _) => ClockDecider.Breach(c, alarm.Deadline, draft),
            (DeadlineKind.Service, _) => ClockDecider.OutOfTime(alarm.Deadline, draft),
            _ => throw new InvalidOperationException($"Case {c.Id} is {c.Stage.Name} and cannot wait for {alarm.Deadline.Kind}."),
        };
    }

    /// <summary>Nobody is reminded outside of their working hours (X02): an alarm that rings late, in the night, waits for the next opening.
    /// A promise or a legal date that passed does not wait.</summary>
    private static Decision? Postponed(Case c, DeadlineKind kind, Draft draft)
    {
        if (kind is DeadlineKind.Promise or DeadlineKind.LegalWarning or DeadlineKind.Legal or DeadlineKind.Service)
        {
            return null;
        }

        var level = kind is DeadlineKind.Claim or DeadlineKind.Decision && c.Stage is Stage.UnderReview s ? s.Level : Policy.AutomaticLevel;
        var hours = WorkingTime.HoursOf(draft, c, level);
        return hours.IsOpen(draft.Now) ? null : draft.Add(new Event.ReminderPostponed(kind, hours.NextOpening(draft.Now))).Done();
    }

    private static Decision Questions(Case c, Stage.Clarifying s, Draft draft) =>
        s.Reminders < Reminders(c, draft)
            ? draft.Add(new Event.QuestionsRepeated(s.Round, s.Reminders + 1, Again(c, draft))).Done()
            : draft.Add(new Event.QuestionsUnanswered(s.Round))
                .Escalate(c, draft.Policy.Levels[0], EscalationReason.QuestionsUnanswered, AskedRemedy.Of(c.Complaint, draft.Policy).Remedy, draft.NoRule)
                .Done();

    /// <summary>The customer did not answer the reviewer: reminded, then the review goes on without the answer.</summary>
    private static Decision CustomerSilent(Case c, Stage.UnderReview s, Draft draft) =>
        s.Inquiry!.Reminders < Reminders(c, draft)
            ? draft.Add(new Event.QuestionsRepeated(s.Inquiry.Number, s.Inquiry.Reminders + 1, Again(c, draft))).Done()
            : draft.Add(new Event.QuestionsUnanswered(s.Inquiry.Number)).Resume(c, s, answered: false).Done();

    /// <summary>Whoever was asked for advice is reminded, then the reviewer decides without it (R09).</summary>
    private static Decision AdviceMissing(Case c, Stage.UnderReview s, Draft draft) =>
        s.Inquiry!.Reminders < draft.Policy.Timing.Reminders
            ? draft.Add(new Event.AdviceReminded(s.Review, s.Inquiry.Number, s.Inquiry.Reminders + 1, Again(c, draft))).Done()
            : draft.Add(new Event.AdviceMissed(s.Review, s.Inquiry.Number, InquiryDecider.GoesOnBy(draft, c, s))).Done();

    private static Decision Offer(Case c, Stage.Offered s, Draft draft) =>
        s.Reminders < Reminders(c, draft) ? draft.Add(new Event.OfferRepeated(s.Offer, s.Reminders + 1, Again(c, draft))).Done()
        : Silence.IsHeard(c) ? draft.Add(new Event.OfferExpired(s.Offer)).HearSilence(c, s).Done()
        : draft.Add(new Event.OfferExpired(s.Offer)).Close(c, Outcome.Unanswered).Done();

    /// <summary>The level is reminded, then the case goes one level up; at the top the operators are told until somebody claims it.</summary>
    private static Decision Unclaimed(Case c, Stage.UnderReview s, Draft draft)
    {
        var policy = draft.Policy;
        if (s.Reminders >= policy.Timing.Reminders && !policy.IsTop(s.Level))
        {
            return StepUp(c, s, EscalationReason.NotClaimed, draft).Done();
        }

        var to = s.Reminders < policy.Timing.Reminders && !s.LastStep ? RemindedParty.Level : RemindedParty.Operators;
        return draft
            .Add(new Event.ReviewReminded(s.Review, s.Reminders + 1, to, draft.After(c, s.Level, policy.LevelOf(s.Level).ClaimWithin)))
            .Done();
    }

    /// <summary>Whoever claimed the review is reminded; then it is taken from them (X08).</summary>
    private static Decision Undecided(Case c, Stage.UnderReview s, Draft draft)
    {
        var claimWithin = draft.Policy.LevelOf(s.Level).ClaimWithin;
        if (s.Reminders < draft.Policy.Timing.Reminders)
        {
            return draft
                .Add(new Event.ReviewReminded(s.Review, s.Reminders + 1, RemindedParty.Claimant, draft.After(c, s.Level, claimWithin)))
                .Done();
        }

        draft.Add(new Event.ReviewReleased(s.Review, s.Claim!.Person, Forgotten: true, draft.After(c, s.Level, claimWithin)));
        return StepUp(c, s, EscalationReason.NotAnswered, draft).Done();
    }

    /// <summary>Whoever has ended the contact hears nothing of it: the remedy was carried out, and that settles the complaint.</summary>
    private static Decision Satisfaction(Case c, Stage.FollowingUp s, Draft draft) =>
        c.ContactEnded is not null ? draft.Close(c, Outcome.Settled).Done()
        : s.Asked <= draft.Policy.Timing.Reminders ? draft.Add(new Event.SatisfactionAsked(s.Grant.Number, s.Asked + 1, Again(c, draft))).Done()
        : Silence.IsHeard(c) ? draft.Call(s, Again(c, draft)).Done()
        : draft.Close(c, Outcome.Unanswered).Done();

    /// <summary>The customer gets an apology and a new time; a review that is late goes one level up (R14).</summary>
    private static Decision Broken(Case c, Promise promise, Draft draft)
    {
        draft.Break(promise);
        if (c.Stage is Stage.UnderReview s && promise.Kind == PromiseKind.Answer && !draft.Policy.IsTop(s.Level))
        {
            return StepUp(c, s, EscalationReason.NotAnswered, draft).Done();
        }

        return promise.Kind == PromiseKind.Answer
            ? draft.PromiseAnswer(c, draft.Policy.LevelOf(promise.Owner)).Done()
            : draft.Promise(promise.Kind, promise.Owner, draft.Promised(c, promise.Owner, draft.Policy.Timing.FulfilWithin)).Done();
    }

    private static Draft StepUp(Case c, Stage.UnderReview s, EscalationReason reason, Draft draft) =>
        draft.Escalate(c, draft.Policy.Above(s.Level), reason, s.Asked, draft.NoRule);

    /// <summary>Nobody is reminded with whom the contact has ended (R20).</summary>
    private static int Reminders(Case c, Draft draft) => c.ContactEnded is null ? draft.Policy.Timing.Reminders : 0;

    private static DateTimeOffset Again(Case c, Draft draft) => draft.After(c, Policy.AutomaticLevel, draft.Policy.Timing.ReminderEvery);
}
