using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Domain.Cases;

/// <summary>Why somebody may not review a case (X07).</summary>
public enum ConflictKind
{
    /// <summary>Their name or id stands in the complaint. A false match only routes round a person.</summary>
    Named,

    /// <summary>They handled the matter before it was complained about.</summary>
    Handled,

    /// <summary>They proposed a remedy in this case.</summary>
    Proposed,

    /// <summary>They granted or declined a remedy in this case.</summary>
    Decided,

    /// <summary>The policy keeps them from complaints of this category or source.</summary>
    Excluded,
}

/// <summary>Somebody who took part in a case in a way that keeps them from reviewing more of it.</summary>
public sealed record Conflict(Code Person, ConflictKind Kind);

/// <summary>Somebody who was passed over when a case was handed to the people of a level.</summary>
public sealed record SkippedReviewer(Code Person, Code Level, ConflictKind Why);

/// <summary>Questions about conflicts of interest.</summary>
public static class ConflictQueries
{
    /// <summary>Why this person may not review the case; null when they may.</summary>
    public static ConflictKind? ConflictOf(this Case @case, Code person) =>
        @case.Complaint.Named?.Contains(person) == true ? ConflictKind.Named
        : @case.Complaint.HandledBy?.Contains(person) == true ? ConflictKind.Handled
        : @case.Complaint.Excluded?.Contains(person) == true ? ConflictKind.Excluded
        : @case.Conflicts?.FirstOrDefault(conflict => conflict.Person == person)?.Kind;

    /// <summary>The same in words for whoever asks.</summary>
    public static string Words(this ConflictKind kind) => kind switch
    {
        ConflictKind.Named => "named in the complaint",
        ConflictKind.Handled => "handled the matter before it was complained about",
        ConflictKind.Excluded => "kept from complaints of this kind by the policy",
        ConflictKind.Proposed => "proposed a remedy in it before",
        _ => "decided on it before",
    };

    /// <summary>The case after a person proposed or decided something: the first reason stays.</summary>
    internal static Case With(this Case @case, Code person, ConflictKind kind) =>
        @case.Conflicts?.Any(conflict => conflict.Person == person) == true
            ? @case
            : @case with { Conflicts = (@case.Conflicts ?? []).With(new(person, kind)) };

    internal static Complaint With(this Complaint complaint, ValueList<Code>? named) => named is null
        ? complaint
        : complaint with { Named = (complaint.Named ?? []).Union(named).ToValueList() };

    /// <summary>Null for none, so that nothing is written of it.</summary>
    internal static ValueList<T>? OrNull<T>(this ValueList<T> list) => list.Count == 0 ? null : list;
}
