using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Domain.Language;

/// <summary>Words of an account that show something, by their place in it.</summary>
/// <param name="Start">In UTF-16 units.</param>
public sealed record SignFound(TriageSign Sign, int Start, int Length);

/// <summary>What an account shows of the customer (R17, R20 to R22, R28).</summary>
/// <param name="Flags">In the order of the enum.</param>
/// <param name="Found">The words that show the state and the flags, in the order of the signs and then of the account; every flag and every state
/// but calm has at least one.</param>
/// <param name="Displeased">Whether the words are those of somebody who is not content, angry or not. Most complaints are; it decides nothing,
/// and is measured.</param>
/// <param name="Language">zh, ko, fi or en: as given, else as the account reads; null where neither tells one of these.</param>
public sealed record TriageFinding(
    CustomerState State, ValueList<CaseFlag> Flags, ValueList<SignFound> Found, bool Displeased, string? Language)
{
    /// <summary>Of each sign no more than this many places are told: the first ones say enough.</summary>
    public const int MostPlaces = 4;
}
