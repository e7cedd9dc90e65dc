using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Deciding.Authority;

/// <summary>Holds a complaint against the policy: settled at once, offered, asked about, declined, or escalated (R04 to R09).</summary>
internal static class AuthorityDecider
{
    public static Decision Check(Case c, Circumstances circumstances)
    {
        var draft = new Draft(c, circumstances);
        var rule = draft.Policy.Rules.FirstMatch(new(c.Complaint, circumstances.Facts.Repeat, draft.Now));
        var asked = AskedRemedy.Of(c.Complaint, draft.Policy);
        if (TriageCourse.NeedsPerson(rule, c.Complaint.Triaged, draft.Policy) is { } why)
        {
            return ToPerson(c, draft, null, asked, draft.NoRule with { Rules = [why] }, EscalationReason.Flagged);
        }

        var basis = draft.NoRule with { Rules = rule is null ? [] : [rule.Name] };
        if (NeedsSumLookedAt(c, rule))
        {
            return ToPerson(c, draft, null, asked, basis, EscalationReason.AmountUnclear);
        }

        return (rule?.Then ?? new Ruling.HoldAgainstLimits()) switch
        {
            Ruling.GrantRemedy r => Hold(c, draft, new(r.Remedy, false), basis),
            Ruling.OfferOptions => Offer(c, draft, basis),
            Ruling.EscalateTo r => ToPerson(c, draft, r.Level, asked, basis, EscalationReason.Rule),
            Ruling.Decline => Decline(c, draft, asked.Remedy, basis),
            Ruling.Ask r when c.MayBeAsked() => Ask(c, draft, r.Questions),
            _ => Reasonableness.Objection(c.Complaint, asked, draft.Policy) is { } unreasonable
                ? Decline(c, draft, asked.Remedy, basis with { Rules = basis.Rules.With(unreasonable) })
                : Hold(c, draft, asked, basis),
        };
    }

    /// <summary>Nothing is settled, offered or declined while the account names a sum that was not understood. A rule that sends the case to
    /// a person, or asks the customer, does no harm.</summary>
    private static bool NeedsSumLookedAt(Case c, Rule? rule) =>
        c.Complaint.UnclearSum && rule is not { Then: Ruling.EscalateTo } && !(rule is { Then: Ruling.Ask } && c.MayBeAsked());

    private static Decision Hold(Case c, Draft draft, AskedRemedy asked, Basis basis)
    {
        var policy = draft.Policy;
        if (asked.Remedy is not { } remedy)
        {
            return Understood(c, draft, basis) ?? Mentioned(c, draft, basis)
                ?? (Unclear(c, asked, policy) is { Count: > 0 } questions && c.MayBeAsked() ? Ask(c, draft, questions) : Offer(c, draft, basis));
        }

        if (TriageCourse.AsksFirst(c, policy.Automatic.Covers(remedy)))
        {
            return Ask(c, draft, TriageCourse.Questions);
        }

        if (policy.Automatic.Covers(remedy))
        {
            return draft.Grant(c, remedy, Policy.AutomaticLevel, basis).Done();
        }

        if (TriageCourse.OffersFirst(c) && Options(c, policy) is { Count: >= 2 } options)
        {
            return draft.Offer(c, options, Policy.AutomaticLevel, basis).Done();
        }

        ValueList<Code> tooLow = [Policy.AutomaticLevel, .. policy.Levels.TakeWhile(l => !l.Limits.Covers(remedy)).Select(l => l.Id)];
        var exceeded = basis with { Exceeded = tooLow, StoppedBy = StoppingLimit.Of(policy, tooLow, remedy) };
        return policy.LowestCovering(remedy) is { } covering
            ? draft.Escalate(c, covering, EscalationReason.AboveLimit, remedy, exceeded).Done()
            : Decline(c, draft, remedy, exceeded);
    }

    /// <summary>A wish that words hold is asked back, if it could be granted at once; else a person hears of it with the case. Nothing is
    /// granted for it before the customer has confirmed it (I12). Null if the words hold none.</summary>
    private static Decision? Understood(Case c, Draft draft, Basis basis)
    {
        var policy = draft.Policy;
        if (c.Complaint.Wish is not { IsConfirmed: false })
        {
            return null;
        }

        var wished = AskedRemedy.IfConfirmed(c.Complaint, policy);
        return c.MayBeAsked() && wished.Remedy is { } remedy && policy.Automatic.Covers(remedy) && !MentionsMore(c, policy)
            ? Ask(c, draft, [Question.ConfirmWish])
            : c.MayBeAsked() && wished.SizeMissing && c.Complaint.AmountMentioned is null
                ? Ask(c, draft, [Question.WhichAmount])
                : draft.Escalate(c, Highest(policy, wished.Remedy, MentionedAsRefund(c)), EscalationReason.WishUnderstood, null, basis).Done();
    }

    /// <summary>An account that mentions a sum above what is settled without a person brings one who could decide on so much. Null if not.</summary>
    private static Decision? Mentioned(Case c, Draft draft, Basis basis) => MentionsMore(c, draft.Policy)
        ? draft.Escalate(c, Highest(draft.Policy, MentionedAsRefund(c)), EscalationReason.AmountReadFromText, null, basis).Done()
        : null;

    private static bool MentionsMore(Case c, Policy policy) => MentionedAsRefund(c) is { } mentioned && !policy.Automatic.Covers(mentioned);

    /// <summary>Only to find who may decide on as much: nobody asks for it.</summary>
    private static Remedy? MentionedAsRefund(Case c) => c.Complaint.AmountMentioned is { Amount: > 0 } sum ? new(RemedyKind.Refund, sum) : null;

    /// <summary>The lowest level that may grant each of these.</summary>
    private static Level Highest(Policy policy, params ReadOnlySpan<Remedy?> remedies)
    {
        var rank = 0;
        foreach (var remedy in remedies)
        {
            rank = remedy is null ? rank : Math.Max(rank, policy.Rank((policy.LowestCovering(remedy) ?? policy.Levels[^1]).Id));
        }

        return policy.Levels[rank];
    }

    private static Decision Offer(Case c, Draft draft, Basis basis)
    {
        var options = Options(c, draft.Policy);
        return options.Count >= 2
            ? draft.Offer(c, options, Policy.AutomaticLevel, basis).Done()
            : draft.Escalate(c, draft.Policy.Levels[0], EscalationReason.Undecided, null, basis).Done();
    }

    private static Decision Decline(Case c, Draft draft, Remedy? asked, Basis basis)
    {
        var options = Options(c, draft.Policy);
        return options.Count >= 2
            ? draft.Add(new Event.RemedyDeclined(asked, Policy.AutomaticLevel, basis, null))
                .Offer(c, options, Policy.AutomaticLevel, basis)
                .Done()
            : draft.Escalate(c, draft.Policy.Levels[^1], EscalationReason.Undecided, asked, basis).Done();
    }

    /// <summary>At the level the rule names, or above it where its limit does not cover what is asked for.</summary>
    private static Decision ToPerson(Case c, Draft draft, Code? level, AskedRemedy asked, Basis basis, EscalationReason reason)
    {
        var policy = draft.Policy;
        var named = level is null ? 0 : policy.Rank(level);
        var covering = Highest(policy, asked.Remedy, c.Complaint.AsksForRemedy ? null : MentionedAsRefund(c));
        var chosen = policy.Levels[Math.Max(named, policy.Rank(covering.Id))];
        return draft.Escalate(c, chosen, reason, asked.Remedy, StoppedBelow(basis, chosen, asked.Remedy, policy)).Done();
    }

    /// <summary>With the limits of the people below that the remedy is above: why it goes no lower than to this level.</summary>
    private static Basis StoppedBelow(Basis basis, Level level, Remedy? remedy, Policy policy) => remedy is null
        ? basis
        : basis with { StoppedBy = StoppingLimit.Of(policy, policy.Levels.TakeWhile(l => l.Id != level.Id).Select(l => l.Id), remedy) };

    private static Decision Ask(Case c, Draft draft, ValueList<Question> questions) =>
        draft.Add(new Event.QuestionsAsked(
            c.Numbers.Rounds + 1, questions, draft.After(c, Policy.AutomaticLevel, draft.Policy.Timing.QuestionsWithin))).Done();

    /// <summary>What would have to be known before anything can be decided (R03); nothing when the account is enough.</summary>
    private static ValueList<Question> Unclear(Case c, AskedRemedy asked, Policy policy) =>
        asked.SizeMissing ? [Question.WhichAmount]
        : TriageCourse.AsksFirst(c, settlesAtOnce: false) ? TriageCourse.Questions
        : c.Complaint.Dispute is null && c.Complaint.AccountWords < policy.Timing.AccountWords
            ? [Question.WhatHappened, Question.WhenDidItHappen, Question.WhatWouldBeFair]
        : [];

    /// <summary>Up to three options of the category, held to what the pipeline itself may grant (R34).</summary>
    private static ValueList<Remedy> Options(Case c, Policy policy) =>
        policy.CategoryOf(c.Complaint.Category).Options.Where(policy.Automatic.Covers).Take(3).ToValueList();
}
