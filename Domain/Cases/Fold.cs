using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Event;

namespace Escalation.Domain.Cases;

/// <summary>The case that a log tells of.</summary>
public static class Fold
{
    /// <summary>The case after all these events, which are whole commits in order; null for an empty log.</summary>
    /// <exception cref="InvalidOperationException">The log cannot be: a gap, or an event that cannot follow what went before.</exception>
    public static Case? Log(CaseId id, IEnumerable<Recorded> log)
    {
        Case? @case = null;
        foreach (var commit in log.ChunkBy(recorded => recorded.Commit))
        {
            @case = Commit(id, @case, commit);
        }

        return @case;
    }

    /// <summary>The case after one more commit.</summary>
    /// <exception cref="InvalidOperationException">The commit cannot follow.</exception>
    public static Case Commit(CaseId id, Case? before, IReadOnlyList<Recorded> commit)
    {
        var after = before;
        foreach (var recorded in commit)
        {
            if (recorded.Number != (after?.LastEvent ?? 0) + 1 || recorded.Commit != (before?.Version ?? 0) + 1)
            {
                throw new InvalidOperationException($"Event {recorded.Number} of commit {recorded.Commit} is out of its place in case {id}.");
            }

            after = Apply(id, after, recorded) with { LastEvent = recorded.Number, LastAt = recorded.At };
        }

        if (after is null)
        {
            throw new InvalidOperationException("A commit without events changes nothing and is not recorded.");
        }

        if (after.Restatement is { ToldBy: null } restatement && Outbound.CustomerMessageOf(after, commit) is { } told)
        {
            after = after with { Restatement = restatement with { ToldBy = told.About } };
        }

        after = ClockFold.AfterCommit(after, commit);
        var next = Deadline.Of(after).MinBy(d => (d.Due, d.Kind, d.Promise, d.Clock));
        var version = (before?.Version ?? 0) + 1;
        after = after with
        {
            Version = version,
            Next = next is null ? null : after.Next?.Deadline == next ? after.Next : new(version, next),
        };
        return ViewRow.Of(after).Select(row => row.Partition).Except(after.Views, StringComparer.Ordinal).ToList() is { Count: > 0 } entered
            ? after with { Views = [.. after.Views, .. entered] }
            : after;
    }

    private static Case Apply(CaseId id, Case? before, Recorded recorded) => (before, recorded.Event) switch
    {
        (null, Registered e) => Register(id, e.Complaint, recorded.At) with { CustomerKeys = e.CustomerKeys },
        ({ } c, not Registered) => TextsOf(ClockFold.Apply(TriageFold.Apply(c, recorded) ?? Change(c, recorded), recorded), recorded.Event),
        _ => throw new InvalidOperationException($"{recorded.Event.GetType().Name} cannot be event {recorded.Number} of case {id}."),
    };

    private static Case Register(CaseId id, Complaint complaint, DateTimeOffset at) => new(
        id,
        Version: 0,
        LastEvent: 0,
        LastText: new[] { complaint.Contact, complaint.Account, complaint.Reference, complaint.RequestedWords, complaint.Extra }
            .Max(text => text?.Number ?? 0),
        at,
        complaint,
        new Stage.Assessing(0),
        Restatement: null,
        Numbers.None,
        Promises: [],
        Cause: null,
        Round: 0,
        LastLevel: Domain.Policies.Policy.AutomaticLevel,
        Next: null,
        Views: []);

    private static Case Change(Case c, Recorded recorded) => recorded.Event switch
    {
        Restated e => c with { Restatement = new(e.Restatement, e.Points) },
        RestatementConfirmed => Wished(c with { Restatement = c.Restatement! with { Confirmed = true } }),
        RestatementCorrected e => c with
        {
            Restatement = c.Restatement! with { Confirmed = false },
            Complaint = c.Complaint.With(e.Named) with { Dispute = e.Dispute, UnclearSum = e.UnclearSum },
        },
        AccountAmended e => c with { Complaint = c.Complaint.With(e.Named) with { Account = e.Account, AccountDigest = e.AccountDigest } },
        ContactGiven e => c with
        {
            Complaint = c.Complaint with { Contact = e.Contact, ReplyBy = e.ReplyBy, Missing = e.Missing },
            CustomerKeys = [.. c.CustomerKeys, .. e.CustomerKeys],
        },
        CustomerWrote or MessageDelivered or MessageRejected or SatisfactionAnswered => c,
        LegalClockStarted or LegalDeadlineWarned or LegalDeadlineBreached => c,
        ServiceClockStarted or ServiceClockPaused or ServiceClockResumed or ServiceClockBreached => c,

        AssessmentOpened e => c with { Stage = new Stage.Assessing(e.Check), Numbers = c.Numbers with { Checks = e.Check } },
        QuestionsAsked e => c with
        {
            Stage = new Stage.Clarifying(e.Round, e.Questions, 0, e.Due),
            Numbers = c.Numbers with { Rounds = e.Round },
        },
        QuestionsRepeated e when c.Stage is Stage.Clarifying s => c with { Stage = s with { Reminders = e.Reminder, Due = e.Due } },
        QuestionsRepeated e when c.Stage is Stage.UnderReview { Inquiry: not null } s => c with { Stage = s.Reminded(e.Reminder, e.Due) },
        QuestionsAnswered e => c with
        {
            Complaint = c.Complaint.With(e.Named) with
            {
                AccountWords = c.Complaint.AccountWords + e.WordCount,
                Dispute = e.Dispute,
                UnclearSum = e.UnclearSum,
            },
        },
        QuestionsUnanswered => c,

        _ => ChangeDecided(c, recorded),
    };

    /// <summary>With the restatement the customer confirms the wish in it.</summary>
    private static Case Wished(Case c) => c.Complaint.Wish is { IsConfirmed: false } wish
        ? c with { Complaint = c.Complaint with { Wish = wish with { IsConfirmed = true } } }
        : c;

    private static Case ChangeDecided(Case c, Recorded recorded) => recorded.Event switch
    {
        RemedyGranted e => c with
        {
            Stage = new Stage.Settling(new(e.Grant, e.Remedy, e.Level), 0, e.FulfilBy),
            Numbers = c.Numbers with { Grants = e.Grant },
            LastLevel = e.Level,
            Conflicts = ConflictsAfter(c, recorded, ConflictKind.Decided),
        },
        OptionsOffered e => c with
        {
            Stage = new Stage.Offered(e.Offer, e.Options, e.Level, 0, e.Expires) { By = recorded.By.Kind == ActorKind.Reviewer ? recorded.By.Id : null },
            Numbers = c.Numbers with { Offers = e.Offer },
            LastLevel = e.Level,
            Lapsed = null,
            Conflicts = ConflictsAfter(c, recorded, ConflictKind.Proposed),
        },
        Escalated e => c with
        {
            Stage = new Stage.UnderReview(e.Review, e.Level, e.Reason, e.Asked, null, 0, e.ClaimBy)
            {
                Team = e.Team,
                Priority = e.Priority,
                Needs = e.Needs,
                LastStep = e.Emptied?.Contains(e.Level) == true,
            },
            Numbers = c.Numbers with { Reviews = e.Review },
            LastLevel = e.Level,
        },
        RemedyDeclined e => c with { LastLevel = e.Level, Conflicts = ConflictsAfter(c, recorded, ConflictKind.Decided) },
        Rerouted e => c with { Complaint = Moved(c.Complaint, e) },
        CaseReferred or DecisionRefused => c,
        _ when c.Stage is Stage.UnderReview review => ChangeReviewed(c, review, recorded),
        _ => ChangeFollowedUp(c, recorded),
    };

    private static Complaint Moved(Complaint complaint, Rerouted e) => complaint with
    {
        Team = e.Team,
        Category = e.Category,
        Excluded = e.Excluded is null ? complaint.Excluded : e.Excluded.OrNull(),
    };

    private static Case ChangeReviewed(Case c, Stage.UnderReview s, Recorded recorded) => recorded.Event switch
    {
        ReviewClaimed e => c with { Stage = s.WaitingBy(e.DecideBy) with { Claim = new(e.Person, e.Level, recorded.At), For = null } },
        ReviewReleased e => c with { Stage = s.WaitingBy(e.ClaimBy) with { Claim = null, For = null } },
        ReviewDelegated e => c with { Stage = s.WaitingBy(e.ClaimBy) with { Claim = null, For = e.To } },
        ReviewReminded e => c with { Stage = s with { Reminders = e.Reminder, Due = e.Due } },
        CustomerAsked e => c with
        {
            Stage = s with { Inquiry = new(e.Round, null, e.Words, 0), Due = e.Due },
            Numbers = c.Numbers with { Rounds = e.Round },
        },
        AdviceAsked e => c with
        {
            Stage = s with { Inquiry = new(e.Advice, e.Of, e.Words, 0), Due = e.Due },
            Numbers = c.Numbers with { Advices = e.Advice },
        },
        AdviceReminded e => c with { Stage = s.Reminded(e.Reminder, e.Due) },
        ReviewResumed e => c with { Stage = s.Resumed(e.Due) },
        AdviceGiven e => c with { Stage = s.Resumed(e.Due) },
        AdviceMissed e => c with { Stage = s.Resumed(e.Due) },
        _ => ChangeFollowedUp(c, recorded),
    };

    /// <summary>Whoever holds the review changes; what was asked before goes on waiting for its answer until the same time.</summary>
    private static Stage.UnderReview WaitingBy(this Stage.UnderReview s, DateTimeOffset due) =>
        s.Inquiry is null ? s with { Reminders = 0, Due = due } : s with { Reminders = 0 };

    private static Stage.UnderReview Reminded(this Stage.UnderReview s, int reminder, DateTimeOffset due) =>
        s with { Inquiry = s.Inquiry! with { Reminders = reminder }, Due = due };

    private static Stage.UnderReview Resumed(this Stage.UnderReview s, DateTimeOffset due) =>
        s with { Inquiry = null, Reminders = 0, Due = due };

    /// <summary>A person who decided a review has had their say in this case (X07); what the policy decides is nobody's.</summary>
    private static ValueList<Conflict>? ConflictsAfter(Case c, Recorded recorded, ConflictKind kind) =>
        c.Stage is Stage.UnderReview && recorded.By.Kind is ActorKind.Reviewer ? c.With(recorded.By.Id, kind).Conflicts : c.Conflicts;

    private static Case ChangeFollowedUp(Case c, Recorded recorded) => recorded.Event switch
    {
        OptionChosen or OptionsDeclined or CaseWithdrawn => c,
        OfferExpired e when c.Stage is Stage.Offered s => c with { Lapsed = new(e.Offer, s.Options, s.Level, recorded.At) },
        OfferRepeated e when c.Stage is Stage.Offered s => c with { Stage = s with { Reminders = e.Reminder, Due = e.Due } },
        RemedyFulfilled e when c.Stage is Stage.Settling s => c with { Stage = new Stage.FollowingUp(s.Grant, 0, e.AskAt) },
        FulfilmentOverdue e when c.Stage is Stage.Settling s => c with { Stage = s with { Reminders = e.Reminder, Due = e.Due } },
        SatisfactionAsked e when c.Stage is Stage.FollowingUp s => c with { Stage = s with { Asked = e.Asked, Due = e.Due } },
        CauseRecorded e => c with { Cause = new(e.Cause, e.Presumed) },
        CaseClosed e => c with { Stage = new Stage.Closed(e.Outcome, recorded.At) },
        CaseReopened e => c with { Round = e.Round, Lapsed = null },

        DeadlineFired e when c.Next?.Arm == e.Arm => c with { Next = null },
        ReminderPostponed e => c with { Stage = c.Stage.DueAt(e.Due) },
        PromiseMade e when e.Promise == c.Promises.Count + 1 =>
            c with { Promises = c.Promises.With(new(e.Promise, e.About, e.Owner, e.Due, PromiseState.Open)) },
        PromiseKept e => c.WithPromise(e.Promise, PromiseState.Kept),
        PromiseBroken e => c.WithPromise(e.Promise, PromiseState.Broken),
        PromiseVoided e => c.WithPromise(e.Promise, PromiseState.Void),
        PromiseRenegotiated e => c.WithPromise(e.Promise, PromiseState.Renegotiated),

        _ => throw new InvalidOperationException($"{recorded.Event.GetType().Name} cannot follow in case {c.Id}, which is {c.Stage.Name}."),
    };

    private static Case WithPromise(this Case c, int number, PromiseState state)
    {
        var promise = c.Promises[number - 1];
        return promise.State == PromiseState.Open
            ? c with { Promises = c.Promises.Replacing(number - 1, promise with { State = state }) }
            : throw new InvalidOperationException($"Promise {number} of case {c.Id} is {promise.State} and cannot become {state}.");
    }

    /// <summary>Texts are numbered in the order in which events refer to them.</summary>
    private static Case TextsOf(Case c, Event happened)
    {
        var text = happened switch
        {
            Restated e => (TextRef?)e.Points,
            RestatementCorrected e => e.Words,
            AccountAmended e => e.Account,
            ContactGiven e => e.Contact,
            QuestionsAnswered e => e.Words,
            CustomerWrote e => e.Words,
            ContactEnded e => e.Words,
            RemedyDeclined e => e.Words,
            Rerouted e => e.Words,
            Escalated e => e.Words,
            ReviewDelegated e => e.Words,
            CaseReferred e => e.Words,
            DecisionRefused e => e.Words,
            CustomerAsked e => e.Words,
            AdviceAsked e => e.Words,
            AdviceGiven e => e.Words,
            OptionsDeclined e => e.Words,
            SatisfactionAnswered e => e.Words,
            CaseWithdrawn e => e.Words,
            MessageDelivered e => e.Words,
            _ => null,
        };
        return text is { } t && t.Number > c.LastText ? c with { LastText = t.Number } : c;
    }

    /// <summary>Runs of neighbours with the same key.</summary>
    private static IEnumerable<IReadOnlyList<T>> ChunkBy<T, TKey>(this IEnumerable<T> items, Func<T, TKey> key)
    {
        List<T> run = [];
        foreach (var item in items)
        {
            if (run.Count > 0 && !Equals(key(run[^1]), key(item)))
            {
                yield return run;
                run = [];
            }

            run.Add(item);
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }
}
