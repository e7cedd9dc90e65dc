using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Deciding.Authority;

/// <summary>How the customer's state and the flags change the course of an authority check (R17, R21).</summary>
internal static class TriageCourse
{
    /// <summary>What somebody who is confused is asked before anything is decided.</summary>
    public static ValueList<Question> Questions { get; } = [Question.WhatHappened, Question.WhichProduct, Question.WhatWouldBeFair];

    /// <summary>Why a person looks at the case before anything is settled, as a name among the rules that fired; null where nobody has to. A rule
    /// that looks at flags has thought of them, and one that sends the case to a person does no harm.</summary>
    public static Code? NeedsPerson(Rule? rule, Triage triage, Policy policy) =>
        rule is { When.Flags: not null } or { Then: Ruling.EscalateTo } || policy.Triage.NeedsPerson(triage) is not { } flag
            ? null
            : Code.Parse(flag == CaseFlag.Safety ? "danger-is-looked-at-by-a-person" : "the-law-is-looked-at-by-a-person");

    /// <summary>Questions can be sent once, and to nobody with whom the contact has ended.</summary>
    public static bool MayBeAsked(this Case c) => c.Numbers.Rounds == 0 && c.ContactEnded is null;

    /// <summary>A confused customer is asked before anything is decided, unless what they ask for can be given at once: that clears it up, too.</summary>
    public static bool AsksFirst(Case c, bool settlesAtOnce) =>
        c.Complaint.Triaged.State == CustomerState.Confused && !settlesAtOnce && c.MayBeAsked();

    /// <summary>A difficult customer gets options to choose from before a single answer from above; who wants none of them is heard there.</summary>
    public static bool OffersFirst(Case c) => c.Complaint.Triaged.State == CustomerState.Difficult && c.Numbers.Offers == 0;
}
