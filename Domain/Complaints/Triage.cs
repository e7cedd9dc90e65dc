using System.Text.Json;
using Escalation.Domain.Values;

namespace Escalation.Domain.Complaints;

/// <summary>The state a customer is in: each is handled another way (R17).</summary>
public enum CustomerState
{
    /// <summary>None of the others shows.</summary>
    Calm,
    Angry,
    Confused,
    Anxious,

    /// <summary>Wants something else whatever is proposed, or will not accept any answer.</summary>
    Difficult,
}

/// <summary>What changes the handling of a case whatever state the customer is in.</summary>
public enum CaseFlag
{
    /// <summary>Insults or threats against staff: the house policy on abuse applies (R20).</summary>
    Abuse,

    /// <summary>A crime, a court or an authority is named (R21).</summary>
    Legal,

    /// <summary>Somebody is hurt, in danger or threatened: nobody handles it alone (R21).</summary>
    Safety,

    /// <summary>The customer needs more help than others: age, illness, need, a small child (R22).</summary>
    Vulnerable,

    /// <summary>A bad review, a post or the press is announced (R28).</summary>
    PublicReviewRisk,
}

/// <summary>What words in an account can show: a state that is not calm, or a flag.</summary>
public enum TriageSign
{
    Angry,
    Confused,
    Anxious,
    Difficult,
    Abuse,
    Legal,
    Safety,
    Vulnerable,
    PublicReviewRisk,
}

/// <summary>One of the four temperaments, each with its own approach (R18). A hint that staff may set; never guessed.</summary>
public enum Temperament
{
    Choleric,
    Sanguine,
    Phlegmatic,
    Melancholic,
}

/// <summary>Words that show something, by their place: the words themselves are the customer's and stay in their text row.</summary>
/// <param name="Start">In UTF-16 units from the beginning of the text.</param>
/// <param name="Length">In UTF-16 units, at least 1.</param>
public sealed record Evidence(TriageSign Sign, TextRef Text, int Start, int Length);

/// <summary>What is known of the customer's state and of what needs special handling (R17, R20 to R22, R28).</summary>
/// <param name="Flags">In the order of the enum, each once.</param>
/// <param name="Evidence">The words that show it; none for what staff say without words to show it.</param>
/// <param name="ByStaff">Somebody looked and said so; else it was read from the customer's words.</param>
/// <param name="Hint">Set by staff only (R18).</param>
public sealed record Triage(
    CustomerState State, ValueList<CaseFlag> Flags, ValueList<Evidence> Evidence, bool ByStaff = false, Temperament? Hint = null)
{
    /// <summary>Nothing shows, or the case is older than triage.</summary>
    public static Triage Calm { get; } = new(CustomerState.Calm, [], []);

    public bool Has(CaseFlag flag) => Flags.Contains(flag);

    /// <summary>As in "angry, flagged for legal, taken for choleric".</summary>
    public static string InWords(CustomerState state, ValueList<CaseFlag> flags, Temperament? hint = null) => Name(state)
        + (flags.Count == 0 ? ", no flags" : $", flagged for {string.Join(", ", flags.Select(Name))}")
        + (hint is { } taken ? $", taken for {Name(taken)}" : "");

    private static string Name<T>(T value) where T : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()).Replace('-', ' ');
}

internal static class TriageSigns
{
    /// <summary>Whether what these words show is said of the customer.</summary>
    public static bool IsOf(this TriageSign sign, CustomerState state, ValueList<CaseFlag> flags) => sign switch
    {
        TriageSign.Angry => state == CustomerState.Angry,
        TriageSign.Confused => state == CustomerState.Confused,
        TriageSign.Anxious => state == CustomerState.Anxious,
        TriageSign.Difficult => state == CustomerState.Difficult,
        TriageSign.Abuse => flags.Contains(CaseFlag.Abuse),
        TriageSign.Legal => flags.Contains(CaseFlag.Legal),
        TriageSign.Safety => flags.Contains(CaseFlag.Safety),
        TriageSign.Vulnerable => flags.Contains(CaseFlag.Vulnerable),
        _ => flags.Contains(CaseFlag.PublicReviewRisk),
    };
}

/// <summary>The contact with a customer was ended (R20).</summary>
/// <param name="Words">Exactly what the customer was told.</param>
public sealed record EndedContact(DateTimeOffset At, TextRef Words);

/// <summary>The matter was passed to an authority (R21).</summary>
public sealed record Referral(Code Authority, DateTimeOffset At);
