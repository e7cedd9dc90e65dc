using Escalation.Domain.Calendars;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Domain.Policies;

/// <summary>What the company wants done for customers in some state, and for cases with some flag (R17, R20 to R22).</summary>
public sealed record TriagePolicy
{
    /// <summary>Of a policy that does not say: anxious and vulnerable customers wait half as long, and nothing is settled that endangers somebody
    /// before a person has seen it.</summary>
    public static TriagePolicy Default { get; } = new();

    /// <summary>For anxious customers.</summary>
    public ShorterTimes Anxious { get; init; } = ShorterTimes.Half;

    /// <summary>For vulnerable customers (R22).</summary>
    public ShorterTimes Vulnerable { get; init; } = ShorterTimes.Half;

    /// <summary>Whom a vulnerable customer can turn to directly, as they are told: "Anna Example, +358 9 123 456". Null for nobody in particular.</summary>
    public string? Contact { get; init; }

    /// <summary>The level or person that is told to call a vulnerable customer who does not answer; null for the operators.</summary>
    public Code? CallsBy { get; init; }

    /// <summary>To whom cases with unlawful matters go; null for nobody in particular (R21).</summary>
    public Code? LegalTeam { get; init; }

    /// <summary>To whom cases go in which somebody is in danger; null for nobody in particular (R21).</summary>
    public Code? SafetyTeam { get; init; }

    /// <summary>The lowest level whose people may end the contact with an abusive customer; null for every reviewer. Operators always may.</summary>
    public Code? EndContactLevel { get; init; }

    /// <summary>The house policy on abuse, step by step, for staff to read (R20).</summary>
    public ValueList<string> HousePolicy { get; init; } = [];

    /// <summary>The team that a case with these flags goes to; null where they name none. Danger comes before law.</summary>
    public Code? TeamFor(Triage triage) =>
        triage.Has(CaseFlag.Safety) && SafetyTeam is not null ? SafetyTeam : triage.Has(CaseFlag.Legal) ? LegalTeam : null;

    /// <summary>Why a person has to look at a case before anything is settled; null where nobody has to. Danger always wants a person; the law
    /// does where the company has people for it.</summary>
    public CaseFlag? NeedsPerson(Triage triage) =>
        triage.Has(CaseFlag.Safety) ? CaseFlag.Safety : triage.Has(CaseFlag.Legal) && LegalTeam is not null ? CaseFlag.Legal : null;

    /// <summary>The times in which people deal with such a case; null for the usual ones. A vulnerable customer's come before an anxious one's.</summary>
    public ShorterTimes? TimesFor(Triage triage) =>
        triage.Has(CaseFlag.Vulnerable) ? Vulnerable : triage.State == CustomerState.Anxious ? Anxious : null;
}

/// <summary>How long the people of a level may take for a case that cannot wait as others do.</summary>
/// <param name="ClaimWithin">Null for half of what the level has.</param>
/// <param name="AnswerWithin">Null for half of what the level has.</param>
public sealed record ShorterTimes(BusinessDuration? ClaimWithin, BusinessDuration? AnswerWithin)
{
    private const int MinutesOfHalfADay = 4 * 60;

    public static ShorterTimes Half { get; } = new(null, null);

    public Level Of(Level level) => level with
    {
        ClaimWithin = ClaimWithin ?? HalfOf(level.ClaimWithin),
        AnswerWithin = AnswerWithin ?? HalfOf(level.AnswerWithin),
    };

    /// <summary>Half a business day counts four hours, since days differ in length.</summary>
    private static BusinessDuration HalfOf(BusinessDuration duration) =>
        new(duration.Days / 2, (duration.Minutes / 2) + (duration.Days % 2 * MinutesOfHalfADay));
}
